using System.Globalization;
using McpIac.EndToEnd.Tests.Processes;
using Npgsql;

namespace McpIac.EndToEnd.Tests.Backends;

/// <summary>One program over a real Docker daemon and a real PostgreSQL server: made, changed by others, changed by its author, killed, and taken away; what there is, is looked at from outside.</summary>
public sealed class RealBackendTests
{
    private const string Complete = "-app -data -net -web1 -web2 _app _db _owner";

    // eng/soak.sh asks for more.
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("SOAK_REAL_KILLS"), CultureInfo.InvariantCulture, out var asked) ? asked : 20;

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task AProgram_IsMadeAnswersIsReconciledChangedAndDestroyed()
    {
        await using var backends = await RealBackends.StartAsync();
        (await backends.RunAsync("apply", "--yes")).Exits(0);
        await AssertAnswersAsync(backends, "hello\n", "1");
        Assert.StartsWith("No changes.", (await backends.RunAsync("apply", "--yes")).Exits(0).Output, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(backends.Workspace.PathOf(".mciacc")), f => Assert.DoesNotContain(RealBackends.Password, File.ReadAllText(f), StringComparison.Ordinal));

        // Others stop a container, take a privilege and give another one.
        await backends.DockerAsync($"stop -t 0 {backends.Name("web1")}");
        await backends.SqlAsync("REVOKE SELECT ON app.orders FROM PREFIX_app; GRANT DELETE ON app.orders TO PREFIX_app; ALTER ROLE PREFIX_app CREATEDB", "db");
        var drift = (await backends.RunAsync("drift", "--json")).Exits(2).Json["resources"]!.AsArray();
        Assert.Equal(["app", "read", "web1"], drift.Select(r => $"{r!["name"]}").Order(StringComparer.Ordinal));
        (await backends.RunAsync("drift", "--reconcile", "--yes")).Exits(0);

        // Docker chose another port; the page tells of it with the next apply.
        (await backends.RunAsync("apply", "--yes")).Exits(0);
        await AssertAnswersAsync(backends, "hello\n", "1");

        // In place: the container is the same one.
        var id = await backends.DockerAsync($"inspect {backends.Name("web1")} --format {{{{.Id}}}}");
        await backends.WriteAsync(48, migrations: 2);
        var updated = (await backends.RunAsync("apply", "--yes", "--json")).Exits(0);
        Assert.Equal(["update app", "update page", "update tables", "update web1"], updated.Plan.Acts.Order(StringComparer.Ordinal));
        Assert.Equal($"{id} {48 * 1024 * 1024}", await backends.DockerAsync($"inspect {backends.Name("web1")} --format \"{{{{.Id}}}} {{{{.HostConfig.Memory}}}}\""));
        Assert.Equal("3", await backends.SqlAsync("SELECT sum(id) FROM app.orders", "db", asApp: true));

        // Another page is another image, and other containers.
        await File.WriteAllTextAsync(backends.Workspace.PathOf("app", "index.html"), RealBackends.OtherPage, TestContext.Current.CancellationToken);
        var replaced = (await backends.RunAsync("apply", "--yes", "--json")).Exits(0);
        Assert.Equal(["replace image", "replace web1", "replace web2", "update page"], replaced.Plan.Acts.Order(StringComparer.Ordinal));
        await AssertAnswersAsync(backends, RealBackends.OtherPage, "2");

        (await backends.RunAsync("destroy", "--yes")).Exits(0);
        Assert.Equal("", await backends.LivingAsync());
        Assert.False(Directory.Exists(backends.Workspace.PathOf("out")));
    }

    [Fact]
    public async Task KilledAgainAndAgain_ItConverges_AndNothingIsThereTwice()
    {
        await using var backends = await RealBackends.StartAsync();
        for (var kills = 0; kills < Kills;)
        {
            await backends.WriteAsync(32, migrations: 1);
            kills += await UntilDoneAsync(backends, "apply");
            Assert.Equal(Complete, await backends.LivingAsync());
            Assert.StartsWith("No changes.", (await backends.RunAsync("plan")).Exits(0).Output, StringComparison.Ordinal);
            await backends.WriteAsync(48, migrations: 2);
            kills += await UntilDoneAsync(backends, "apply");
            await AssertAnswersAsync(backends, "hello\n", "2");
            kills += await UntilDoneAsync(backends, "destroy");
            Assert.Equal("", await backends.LivingAsync());
        }
    }

    [Fact]
    public async Task AProviderThatDiesAfterEachThingItMakes_MakesNothingTwice()
    {
        await using var backends = await RealBackends.StartAsync();

        var deaths = Directory.CreateDirectory(backends.Workspace.PathOf("deaths")).FullName;

        // As processes of their own: each dies when it has made something and hasn't written it down, and the next one goes on.
        await backends.Workspace.WriteSettingsAsync(string.Join('\n', new[] { "docker", "postgres" }.Select(p =>
            $$"""  {{p}}: { command: ["{{Tool.Executable}}", provider, serve, {{p}}, --record, "{{backends.Workspace.PathOf($"{p}.jsonl")}}"], inherit: [DOCKER_HOST, POSTGRES_URL], env: { MCIACC_PROVIDER_DIES_IN: "{{deaths}}" } }""")
            .Prepend("providers:").Prepend("secrets: { db: { env: DB_PASSWORD } }")));
        await File.WriteAllTextAsync(backends.Workspace.PathOf("infra.yaml"),
            (await File.ReadAllTextAsync(backends.Workspace.PathOf("infra.yaml"), TestContext.Current.CancellationToken)).Replace("context: app", $"context: {backends.Workspace.PathOf("app")}", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (await backends.RunAsync("apply", "--yes", "--parallelism", "1")).Exits(0);
        Assert.Equal(12, Directory.GetFiles(deaths).Length);
        Assert.Equal(Complete, await backends.LivingAsync());
        await AssertAnswersAsync(backends, "hello\n", "1");
        (await backends.RunAsync("plan", "--detailed-exit-code")).Exits(0);
        (await backends.RunAsync("destroy", "--yes")).Exits(0);
        Assert.Equal("", await backends.LivingAsync());
    }

    /// <summary>Runs a command that is killed at some border of what it records, until one isn't; how often it was killed.</summary>
    private static async Task<int> UntilDoneAsync(RealBackends backends, string command)
    {
        for (var kills = 0; ; kills++)
        {
            // Some far enough to get on, some not; none of them the same as the last.
            var run = await backends.RunAsync("MCIACC_DIE_AT", 4 + kills % 3, command, "--yes");
            if (run.ExitCode == 0) return kills;
            Assert.True(run.ExitCode is 137 or -1 or 9, $"{command}: {run.ExitCode}\n{run.Output}\n{run.Error}");
            Assert.InRange(kills, 0, 60);
        }
    }

    private static async Task AssertAnswersAsync(RealBackends backends, string page, string version)
    {
        Assert.Equal(Complete, await backends.LivingAsync());
        var said = backends.Workspace.Read("out", "addresses.txt").Split(' ');
        foreach (var (web, i) in new[] { ("web1", 0), ("web2", 2) })
        {
            Assert.Equal($"{said[i]} running", await backends.DockerAsync($"inspect {backends.Name(web)} --format \"{{{{range .NetworkSettings.Networks}}}}{{{{.IPAddress}}}}{{{{end}}}} {{{{.State.Status}}}}\""));
            Assert.Equal(page, await Http.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{said[i + 1]}/")), TestContext.Current.CancellationToken));
        }

        Assert.Equal(version, said[5]);
        Assert.Equal(version, await backends.SqlAsync("SELECT max(id) FROM app.orders", "db", asApp: true));
        await Assert.ThrowsAsync<PostgresException>(() => backends.SqlAsync("DELETE FROM app.orders", "db", asApp: true));
    }
}
