using System.Diagnostics;
using System.Globalization;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;
using Npgsql;

namespace McpIac.EndToEnd.Tests.Backends;

/// <summary>
/// A project over a real Docker daemon and a real PostgreSQL server, whose objects have names of the test's own; disposing it takes away all that has them. Without the servers the test is skipped,
/// but on CI it fails.
/// </summary>
internal sealed class RealBackends : IAsyncDisposable
{
    public const string Password = "hush-hush-1", OtherPage = "changed\n";

    private static int made;
    private readonly string docker, prefix = $"e2e{Environment.ProcessId}n{Interlocked.Increment(ref made)}";
    private readonly Uri postgres;

    private RealBackends(Workspace workspace, string docker, string postgres) => (Workspace, this.docker, this.postgres) = (workspace, docker, new Uri(postgres));

    public Workspace Workspace { get; }

    /// <summary>What every process of the project gets.</summary>
    public IReadOnlyList<(string, string?)> Variables => [("DOCKER_HOST", docker), ("POSTGRES_URL", postgres.AbsoluteUri), ("DB_PASSWORD", Password)];

    public static async Task<RealBackends> StartAsync()
    {
        var (docker, postgres) = (Address("MCIACC_TEST_DOCKER", "Docker"), Address("MCIACC_TEST_POSTGRES", "PostgreSQL"));
        var backends = new RealBackends(await Workspace.WithAsync(""), docker, postgres);
        File.Delete(backends.Workspace.Script);
        Directory.CreateDirectory(backends.Workspace.PathOf("app"));
        File.Copy(new[] { "/bin/busybox", "/usr/bin/busybox" }.First(File.Exists), backends.Workspace.PathOf("app", "busybox"));
        await File.WriteAllTextAsync(backends.Workspace.PathOf("app", "Dockerfile"),
            "FROM scratch\nCOPY busybox /bin/busybox\nCOPY index.html /www/index.html\nCMD [\"/bin/busybox\", \"httpd\", \"-f\", \"-p\", \"80\", \"-h\", \"/www\"]\n");
        await File.WriteAllTextAsync(backends.Workspace.PathOf("app", "index.html"), "hello\n");
        await backends.Workspace.WriteSettingsAsync("secrets: { db: { env: DB_PASSWORD } }\n");
        await backends.WriteAsync(32, migrations: 1);
        return backends;
    }

    /// <summary>The program: eight objects of each provider, and a file with what they turned out to be.</summary>
    public Task WriteAsync(int memory, int migrations) => File.WriteAllTextAsync(Workspace.PathOf("infra.yaml"), $$$"""
        apiVersion: iac.mcp/v1
        kind: Deployment
        metadata: { name: real }
        spec:
          resources:
            - { type: docker:network:network, name: net, properties: { name: {{{prefix}}}-net } }
            - { type: docker:volume:volume, name: data, properties: { name: {{{prefix}}}-data } }
            - { type: docker:image:build, name: image, properties: { context: app, tag: "{{{prefix}}}-app:1" } }
        {{{Container("web1", memory)}}}
        {{{Container("web2", 32)}}}
            - { type: postgres:role, name: owner, properties: { name: {{{prefix}}}_owner } }
            - { type: postgres:role, name: app, properties: { name: {{{prefix}}}_app, login: true, password: "${secret(\"db\")}", connectionLimit: {{{memory}}} } }
            - { type: postgres:database, name: db, properties: { name: {{{prefix}}}_db, owner: "${owner.name}" } }
            - { type: postgres:schema, name: schema, properties: { database: "${db.name}", name: app, owner: "${owner.name}", dropCascade: true } }
            - type: postgres:migration
              name: tables
              properties:
                database: ${db.name}
                runAs: ${owner.name}
                migrations:
                  - { version: "1", sql: "CREATE TABLE app.orders (id int); INSERT INTO app.orders VALUES (1)" }
        {{{(migrations > 1 ? "          - { version: \"2\", sql: \"INSERT INTO app.orders VALUES (2)\" }" : "")}}}
              dependsOn: [schema]
            - { type: postgres:grant, name: usage, properties: { database: "${db.name}", role: "${app.name}", objectType: schema, schema: "${schema.name}", privileges: [USAGE] } }
            - type: postgres:grant
              name: read
              properties: { database: "${db.name}", role: "${app.name}", objectType: table, schema: "${schema.name}", objects: [orders], privileges: [SELECT] }
              dependsOn: [tables]
            - { type: local:file, name: page, properties: { path: out/addresses.txt, content: "${web1.ipAddress} ${web1.hostPort} ${web2.ipAddress} ${web2.hostPort} ${db.name} ${tables.currentVersion}" } }

        """);

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(Workspace.Folder, arguments, Variables);

    public Task<ToolResult> RunAsync(string name, int value, params string[] arguments) =>
        Tool.RunAsync(Workspace.Folder, arguments, [.. Variables, (name, value.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>Docker's own command, from outside. Empty when it fails.</summary>
    public async Task<string> DockerAsync(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", $"-H {docker} {arguments}") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await errors;
        return process.ExitCode == 0 ? (await output).Trim() : "";
    }

    /// <summary>A statement's first value, from outside; as the role of the program when <paramref name="asApp"/>.</summary>
    public async Task<string> SqlAsync(string sql, string? database = null, bool asApp = false)
    {
        var user = postgres.UserInfo.Split(':');
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = postgres.Host, Port = postgres.Port, Username = asApp ? $"{prefix}_app" : user[0], Password = asApp ? Password : user[1], Database = database is null ? "postgres" : $"{prefix}_{database}", Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql.Replace("PREFIX", prefix, StringComparison.Ordinal), connection);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) ?? "";
    }

    public string Name(string name) => $"{prefix}-{name}";

    /// <summary>Everything that is there of the project, and that a change left half made.</summary>
    public async Task<string> LivingAsync()
    {
        var containers = await DockerAsync($"ps -a --filter name={prefix} --format {{{{.Names}}}}");
        var networks = await DockerAsync($"network ls --filter name={prefix} --format {{{{.Name}}}}");
        var volumes = await DockerAsync($"volume ls --filter name={prefix} --format {{{{.Name}}}}");
        var images = await DockerAsync($"images --filter label=io.mcpiac.image.urn=real/docker:image:build/image --format {{{{.Repository}}}} {prefix}*");
        var inServer = await SqlAsync("SELECT string_agg(n, ' ' ORDER BY n) FROM (SELECT rolname::text n FROM pg_roles WHERE rolname LIKE 'PREFIX%' UNION ALL SELECT datname FROM pg_database WHERE datname LIKE 'PREFIX%') x");
        var all = string.Join(' ', new[] { containers, networks, volumes, images, inServer }.SelectMany(l => l.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).Order(StringComparer.Ordinal));
        return all.Replace(prefix, "", StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (list, remove) in new[] { ("ps -aq", "rm -f -v"), ("network ls -q", "network rm"), ("volume ls -q", "volume rm -f") })
        {
            foreach (var id in (await DockerAsync($"{list} --filter name={prefix}")).Split('\n', StringSplitOptions.RemoveEmptyEntries)) await DockerAsync($"{remove} {id}");
        }

        foreach (var id in (await DockerAsync($"images -q {prefix}*")).Split('\n', StringSplitOptions.RemoveEmptyEntries)) await DockerAsync($"rmi -f {id}");
        await SqlAsync("DROP DATABASE IF EXISTS PREFIX_db WITH (FORCE)");
        await SqlAsync("DROP ROLE IF EXISTS PREFIX_app, PREFIX_owner");
        Workspace.Dispose();
    }

    private string Container(string name, int memory) => $$$"""
            - type: docker:container:container
              name: {{{name}}}
              properties:
                name: {{{prefix}}}-{{{name}}}
                image: ${image.id}
                networks: ["${net.id}"]
                volumes: [ { source: "${data.id}", target: /data } ]
                ports: [ { containerPort: 80, hostIp: 127.0.0.1 } ]
                env: { PASSWORD: "${secret(\"db\")}" }
                memory: {{{memory}}}
                stopTimeout: 0
        """;

    private static string Address(string variable, string what)
    {
        var address = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(address) && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"{variable} isn't set: eng/backends.sh start sets it.");
        Assert.SkipWhen(string.IsNullOrEmpty(address), $"Needs {what}: eval \"$(eng/backends.sh start)\" gets it.");
        return address!;
    }
}
