using System.Runtime.InteropServices;
using McpIac.Compiler.Scripts;

namespace McpIac.Testing.Programs;

/// <summary>The process of a script or a project under test: this library, started with what the tests run on.</summary>
internal static class ProgramChild
{
    public static int Main(string[] args) => args is ["__run-script", .. var rest] ? ScriptChild.Run(rest) : 2;

    /// <summary>The argument list that starts it.</summary>
    public static IReadOnlyList<string> Command()
    {
        var self = typeof(ProgramChild).Assembly.Location;
        var dependencies = (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string)?.Split(';').FirstOrDefault(f => f.EndsWith(Dependencies, StringComparison.Ordinal) && File.Exists(f));
        var configuration = dependencies is null ? null : dependencies[..^Dependencies.Length] + ".runtimeconfig.json";
        return dependencies is not null && File.Exists(configuration)
            ? [Host(), "exec", "--depsfile", dependencies, "--runtimeconfig", configuration, self]
            : [Host(), self];
    }

    private const string Dependencies = ".deps.json";

    // Of the very runtime that the tests run on, which needn't be on the path: <root>/shared/Microsoft.NETCore.App/<version>/.
    private static string Host()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(host) ? host : name;
    }
}
