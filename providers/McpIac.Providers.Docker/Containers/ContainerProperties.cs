using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;
using McpIac.Providers.Docker.Ownership;

namespace McpIac.Providers.Docker.Containers;

internal sealed record ContainerProperties
{
    [Description("The container's name, unique on the daemon; made from the resource's name when left out.")]
    [Computed, RegularExpression(Names.Pattern), Examples("app-1")]
    public string? Name { get; init; }

    [Description("The image to run: a built or pulled image's id, or a reference such as nginx:1.27 that the daemon already has.")]
    [Immutable, MinLength(1), Aliases("imageId"), Ref("docker:image:build#id", "docker:image:pull#id", OrText = true),
        Examples("sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1", "nginx:1.27")]
    public required string Image { get; init; }

    [Description("The command and its arguments, in place of the image's.")]
    [Immutable, Items(Description = "One word of the command."), JsonExample("""["serve", "--port", "8080"]""")]
    public IReadOnlyList<string>? Command { get; init; }

    [Description("The entry point, in place of the image's.")]
    [Immutable, Items(Description = "One word of the entry point."), JsonExample("""["/bin/app"]""")]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    [Description("Environment variables. A value that comes from a secret stays one in plans and state; whoever may inspect the container can read it.")]
    [Immutable, Aliases("environment"), Items(Names = "^[^=\\s]+$"), JsonExample("""{ "ASPNETCORE_URLS": "http://+:8080" }""")]
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    [Description("Ports published on the host.")]
    [Immutable, Unordered, JsonExample("""[ { "hostPort": 8080, "containerPort": 80 } ]""")]
    public IReadOnlyList<PortProperties>? Ports { get; init; }

    [Description("Volumes and host directories mounted into the container.")]
    [Immutable, Unordered, Aliases("mounts"), JsonExample("""[ { "source": "app-data", "target": "/var/lib/app" } ]""")]
    public IReadOnlyList<MountProperties>? Volumes { get; init; }

    [Description("Networks it is connected to, the first one being the one of ipAddress; Docker's bridge when left out.")]
    [Items(Description = "A network's id, or the name of one made elsewhere.", Unique = true, Refs = ["docker:network:network#id"], OrText = true),
        JsonExample("""["4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1"]""")]
    public IReadOnlyList<string>? Networks { get; init; }

    [Description("Names by which others find it on its networks, besides its own.")]
    [Immutable, Unordered, Items(Description = "A host name.", Unique = true), JsonExample("""["db"]""")]
    public IReadOnlyList<string>? Aliases { get; init; }

    [Description("When Docker starts it again.")]
    [AllowedValues("no", "always", "on-failure", "unless-stopped"), Aliases("restartPolicy"), Default("unless-stopped")]
    public string Restart { get; init; } = "unless-stopped";

    [Description("Whether it runs. One that somebody stopped or paused is started again.")]
    [Default(true)]
    public bool Running { get; init; } = true;

    [Description("It does its work and ends: it is ready when it has ended with exit code 0, and isn't started again.")]
    [Immutable, Default(false)]
    public bool Job { get; init; }

    [Description("The user, as name or uid[:gid], in place of the image's.")]
    [Immutable, Examples("1000:1000")]
    public string? User { get; init; }

    [Description("The working directory, in place of the image's.")]
    [Immutable, RegularExpression("^/.*$"), Examples("/app")]
    public string? WorkingDir { get; init; }

    [Description("The host name inside the container.")]
    [Immutable, Computed, Format("hostname"), Examples("app-1")]
    public string? Hostname { get; init; }

    [Description("Lines for its hosts file: a name and its address.")]
    [Immutable, JsonExample("""{ "db.internal": "10.0.0.5" }""")]
    public IReadOnlyDictionary<string, string>? ExtraHosts { get; init; }

    [Description("How Docker finds out whether it is healthy; then it is ready when it is. The image's own way when left out.")]
    [Immutable]
    public HealthcheckProperties? Healthcheck { get; init; }

    [Description("Capabilities of the kernel that it has besides the usual ones.")]
    [Immutable, Unordered, Items(Description = "A capability.", Unique = true), JsonExample("""["NET_ADMIN"]""")]
    public IReadOnlyList<string>? CapAdd { get; init; }

    [Description("Capabilities of the kernel that are taken from it; ALL is every one.")]
    [Immutable, Unordered, Items(Description = "A capability.", Unique = true), JsonExample("""["ALL"]""")]
    public IReadOnlyList<string>? CapDrop { get; init; }

    [Description("Memory limit; 0 is none.")]
    [Range(0, int.MaxValue), Unit("MiB"), Default(0), Examples(512)]
    public int Memory { get; init; }

    [Description("CPU limit in whole or part CPUs; 0 is none.")]
    [Range(0.0, 1024.0), Default(0), Examples(1.5)]
    public double Cpus { get; init; }

    [Description("How many processes it may have; 0 is any number.")]
    [Range(0, int.MaxValue), Default(0)]
    public int PidsLimit { get; init; }

    [Description("How long to wait until it is ready.")]
    [Range(1, 3600), Unit("seconds"), Default(60)]
    public int ReadyTimeout { get; init; } = 60;

    [Description("How long it may take to end when it is deleted; then it is killed.")]
    [Range(0, 3600), Unit("seconds"), Default(10)]
    public int StopTimeout { get; init; } = 10;

    [Description("Labels on the container.")]
    [Immutable, JsonExample("""{ "com.example.team": "web" }""")]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

internal sealed record PortProperties
{
    [Description("The port on the host; 0 lets Docker choose.")]
    [Range(0, 65535), Default(0), Examples(8080)]
    public int HostPort { get; init; }

    [Description("The port inside the container.")]
    [Range(1, 65535), Examples(80)]
    public required int ContainerPort { get; init; }

    [Description("The transport protocol.")]
    [AllowedValues("tcp", "udp", "sctp"), Default("tcp")]
    public string Protocol { get; init; } = "tcp";

    [Description("The host's address to listen on.")]
    [Format("ipv4"), Default("0.0.0.0"), Examples("127.0.0.1")]
    public string HostIp { get; init; } = "0.0.0.0";
}

internal sealed record MountProperties
{
    [Description("A volume, or an absolute path on the host.")]
    [MinLength(1), Ref("docker:volume:volume#id", OrText = true), Examples("app-data", "/srv/app")]
    public required string Source { get; init; }

    [Description("The absolute path inside the container.")]
    [RegularExpression("^/.*$"), Examples("/var/lib/app")]
    public required string Target { get; init; }

    [Description("Whether the container may only read it.")]
    [Default(false)]
    public bool ReadOnly { get; init; }
}

internal sealed record HealthcheckProperties
{
    [Description("The command that says by exit code 0 that it is healthy: the program and its arguments, run inside the container.")]
    [MinLength(1), Items(Description = "One word of the command."), JsonExample("""["curl", "-f", "http://localhost/"]""")]
    public required IReadOnlyList<string> Test { get; init; }

    [Description("How often it is asked.")]
    [Range(1, 3600), Unit("seconds"), Default(5)]
    public int Interval { get; init; } = 5;

    [Description("How long an answer may take.")]
    [Range(1, 3600), Unit("seconds"), Default(5)]
    public int Timeout { get; init; } = 5;

    [Description("After how many failures in a row it counts as unhealthy.")]
    [Range(1, 100), Default(3)]
    public int Retries { get; init; } = 3;

    [Description("How long failures don't count, from its start.")]
    [Range(0, 3600), Unit("seconds"), Default(0)]
    public int StartPeriod { get; init; }
}

internal sealed record ContainerOutputs(
    [Description("The container's id."), RegularExpression("^[0-9a-f]{64}$"), Examples("4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1")] string Id,
    [Description("Its address in the first network; absent in none."), Format("ipv4"), From("${networks[0].subnet}"), Examples("172.18.0.2")] string? IpAddress,
    [Description("The host's port of the first published port, known also when Docker chose it."), Range(1, 65535), From("${ports[0].hostPort}"), Examples(8080)] int? HostPort,
    [Description("The id of the image it runs."), RegularExpression("^sha256:[0-9a-f]{64}$"), Examples("sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1")] string? ImageDigest,
    [Description("The container's state when last read."), AllowedValues("created", "running", "paused", "restarting", "exited", "dead"), From("running")] string State,
    [Description("Whether it is healthy, where there is a way to find out."), AllowedValues("starting", "healthy", "unhealthy")] string? Health,
    [Description("How it ended, when it has.")] int? ExitCode,
    [Description("Its address in each network, by the network's name."), JsonExample("""{ "app": "172.18.0.2" }""")] IReadOnlyDictionary<string, string>? NetworkAddresses,
    [Description("The host's port of each published port."), JsonExample("""{ "80/tcp": 8080 }""")] IReadOnlyDictionary<string, int>? HostPorts);
