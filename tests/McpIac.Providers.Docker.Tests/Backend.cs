using System.Diagnostics;

namespace McpIac.Providers.Docker.Tests;

/// <summary>
/// A real Docker daemon, a folder to build from, and names that are the test's own; disposing it takes away all that has them. Without a daemon the test is skipped, but on CI it fails.
/// </summary>
internal sealed class Backend : IAsyncDisposable
{
    private static int made;
    private readonly string address, prefix = $"dt{Environment.ProcessId}-{Interlocked.Increment(ref made)}-";

    public Backend()
    {
        address = Environment.GetEnvironmentVariable("MCIACC_TEST_DOCKER") ?? "";
        if (address.Length == 0 && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("MCIACC_TEST_DOCKER isn't set: eng/backends.sh start sets it.");
        Assert.SkipWhen(address.Length == 0, "Needs Docker: eval \"$(eng/backends.sh start)\" gets it.");
        File.Copy(new[] { "/bin/busybox", "/usr/bin/busybox" }.First(File.Exists), Folder["app/busybox"]);
        File.WriteAllText(Folder["app/Dockerfile"], "FROM scratch\nARG GREETING=hello\nCOPY busybox /bin/busybox\nCOPY index.html /www/index.html\nENV GREETING=$GREETING\nLABEL of.image=yes\nCMD [\"/bin/busybox\", \"httpd\", \"-f\", \"-p\", \"80\", \"-h\", \"/www\"]\n");
        File.WriteAllText(Folder["app/index.html"], "hello\n");
    }

    public TemporaryFolder Folder { get; } = new TemporaryFolder().With("app");

    public string? Variable(string name) => name == "DOCKER_HOST" ? address : null;

    public string Name(string name) => prefix + name;

    public Task<Session> StartAsync(string? store = null) => Session.StartAsync(Folder.Path, store, Variable);

    /// <summary>The image that containers run: busybox, which serves a page.</summary>
    public async Task<string> ImageAsync(Session session) =>
        (await session.MadeAsync(Session.Create("docker:image:build", "image", $$"""{ "context": "app", "tag": "{{Name("image")}}:1" }"""))).Id;

    /// <summary>Docker's own command, from outside. What it prints; empty when it fails and <paramref name="mayFail"/>.</summary>
    public async Task<string> DockerAsync(string arguments, bool mayFail = false)
    {
        var start = new ProcessStartInfo("docker", $"-H {address} {arguments}") { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(CancellationToken.None);
        if (process.ExitCode != 0 && !mayFail) Assert.Fail($"docker {arguments}: {await errors}");
        return process.ExitCode == 0 ? (await output).Trim() : "";
    }

    /// <summary>Every object of a kind whose name is the test's, by its name.</summary>
    public async Task<string> ListAsync(string kind) => kind switch
    {
        "container" => await DockerAsync($"ps -a --filter name={prefix} --format {{{{.Names}}}}"),
        "image" => await DockerAsync($"images --format {{{{.Repository}}}}:{{{{.Tag}}}} {Name("*")}"),
        _ => await DockerAsync($"{kind} ls --filter name={prefix} --format {{{{.Name}}}}"),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var (kind, remove) in new[] { ("container", "rm -f -v"), ("network", "network rm"), ("volume", "volume rm -f"), ("image", "rmi -f") })
        {
            foreach (var name in (await ListAsync(kind)).Split('\n', StringSplitOptions.RemoveEmptyEntries)) await DockerAsync($"{remove} {name}", mayFail: true);
        }

        Folder.Dispose();
    }
}
