using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using McpIac.Providers.Servers;

namespace McpIac.Cli.Connections;

/// <summary>For tests of recovery: kills this process, as SIGKILL would, when a create of a built-in provider has had its effect and nobody has written it down, once for each.</summary>
internal static class Dying
{
    private const string Variable = "MCIACC_PROVIDER_DIES_IN";

    /// <summary>Deadly where <c>MCIACC_PROVIDER_DIES_IN</c> names a folder, which then tells what was died for.</summary>
    public static ChangeHooks? Hooks(Func<string, string?> variable)
    {
        if (variable(Variable) is not { Length: > 0 } folder) return null;
        return new ChangeHooks(Made: change =>
        {
            var mark = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(change.Key))));
            if (change.Action != "create" || File.Exists(mark)) return Task.CompletedTask;
            File.WriteAllText(mark, change.Urn);
            using var self = Process.GetCurrentProcess();
            self.Kill();
            self.WaitForExit();
            return Task.CompletedTask;
        });
    }
}
