using System.Globalization;
using Docker.DotNet.Models;
using McpIac.Providers.Docker.Ownership;
using McpIac.Providers.Handlers;

namespace McpIac.Providers.Docker.Containers;

/// <summary>A container's properties in the words of Docker's API.</summary>
internal static class ContainerSpec
{
    public const long Mebibyte = 1024 * 1024;

    private const long NanoCpus = 1_000_000_000, NanoSeconds = 1_000_000_000;

    public static CreateContainerParameters Create(ContainerProperties asked, string name, OperationContext context) => new()
    {
        Name = name, Image = asked.Image, Cmd = asked.Command?.ToList(), Entrypoint = asked.Entrypoint?.ToList(), User = asked.User, WorkingDir = asked.WorkingDir, Hostname = asked.Hostname,
        Env = asked.Env?.Select(e => $"{e.Key}={e.Value}").ToList(), Labels = Marks.On(asked.Labels, context),
        ExposedPorts = asked.Ports?.Select(Port).Distinct().ToDictionary(p => p, _ => default(EmptyStruct)),
        Healthcheck = asked.Healthcheck is { } health ? Health(health) : null,
        HostConfig = Host(asked),

        // This API takes the first network when it makes the container; the others are connected before it is started.
        NetworkingConfig = asked.Networks is { Count: > 0 } networks ? new NetworkingConfig { EndpointsConfig = new Dictionary<string, EndpointSettings> { [networks[0]] = Endpoint(asked) } } : null,
    };

    public static EndpointSettings Endpoint(ContainerProperties asked) => new() { Aliases = asked.Aliases?.ToList() };

    /// <summary>What can change in place. Docker takes 0 for "as it is", so a limit that is lifted becomes all that the machine has.</summary>
    /// <param name="memory">The machine's, in bytes.</param>
    /// <param name="cpus">The machine's.</param>
    public static ContainerUpdateParameters Update(ContainerProperties asked, long memory, long cpus) => new()
    {
        Memory = asked.Memory == 0 ? memory : asked.Memory * Mebibyte, MemorySwap = 2 * (asked.Memory == 0 ? memory : asked.Memory * Mebibyte),
        NanoCPUs = asked.Cpus == 0 ? cpus * NanoCpus : (long)(asked.Cpus * NanoCpus), PidsLimit = asked.PidsLimit == 0 ? -1 : asked.PidsLimit, RestartPolicy = Restart(asked),
    };

    /// <summary>0 for none, also for what is no limit because the machine has no more.</summary>
    public static int Memory(HostConfig host, long machine) => host.Memory >= machine ? 0 : (int)(host.Memory / Mebibyte);

    public static double Cpus(HostConfig host, long machine) => host.NanoCPUs >= machine * NanoCpus ? 0 : (double)host.NanoCPUs / NanoCpus;

    public static string Port(PortProperties port) => $"{port.ContainerPort}/{port.Protocol}";

    public static HealthcheckProperties? Health(HealthConfig? health) => health?.Test is { Count: > 1 } test && test[0] == "CMD" ? new HealthcheckProperties
    {
        Test = [.. test.Skip(1)], Interval = Seconds(health.Interval) ?? 30, Timeout = Seconds(health.Timeout) ?? 30, Retries = health.Retries == 0 ? 3 : (int)health.Retries, StartPeriod = (int)(health.StartPeriod / NanoSeconds),
    } : null;

    private static HealthConfig Health(HealthcheckProperties asked) => new()
    {
        Test = ["CMD", .. asked.Test], Interval = TimeSpan.FromSeconds(asked.Interval), Timeout = TimeSpan.FromSeconds(asked.Timeout), Retries = asked.Retries, StartPeriod = asked.StartPeriod * NanoSeconds,
    };

    private static HostConfig Host(ContainerProperties asked) => new()
    {
        NetworkMode = asked.Networks switch { null => null, [] => "none", [var first, ..] => first },
        PortBindings = asked.Ports?.GroupBy(Port).ToDictionary(g => g.Key, IList<PortBinding> (g) =>
            [.. g.Select(p => new PortBinding { HostIP = p.HostIp, HostPort = p.HostPort.ToString(CultureInfo.InvariantCulture) })]),
        Mounts = asked.Volumes?.Select(v => new Mount { Type = v.Source.StartsWith('/') ? "bind" : "volume", Source = v.Source, Target = v.Target, ReadOnly = v.ReadOnly }).ToList(),
        RestartPolicy = Restart(asked), ExtraHosts = asked.ExtraHosts?.Select(h => $"{h.Key}:{h.Value}").ToList(), CapAdd = asked.CapAdd?.ToList(), CapDrop = asked.CapDrop?.ToList(),
        Memory = asked.Memory * Mebibyte, NanoCPUs = (long)(asked.Cpus * NanoCpus), PidsLimit = asked.PidsLimit == 0 ? null : asked.PidsLimit,
    };

    // What is to end by itself isn't started again.
    private static RestartPolicy Restart(ContainerProperties asked) => new()
    {
        Name = asked.Job ? RestartPolicyKind.No : asked.Restart switch
        {
            "always" => RestartPolicyKind.Always,
            "on-failure" => RestartPolicyKind.OnFailure,
            "unless-stopped" => RestartPolicyKind.UnlessStopped,
            _ => RestartPolicyKind.No,
        },
    };

    private static int? Seconds(TimeSpan time) => time <= TimeSpan.Zero ? null : (int)time.TotalSeconds;
}
