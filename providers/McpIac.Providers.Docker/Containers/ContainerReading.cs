using System.Globalization;
using Docker.DotNet.Models;
using McpIac.Providers.Docker.Connections;
using McpIac.Providers.Docker.Ownership;

namespace McpIac.Providers.Docker.Containers;

/// <summary>A container as it is.</summary>
internal static class ContainerReading
{
    /// <summary>What nobody can change stays as it was asked for; what can be changed is as it is.</summary>
    public static ContainerProperties Refreshed(ContainerInspectResponse there, ContainerProperties known, Daemon daemon) => known with
    {
        Name = Name(there),
        Networks = Networks(there, known.Networks),
        Running = known.Job ? known.Running : IsRunning(there),
        Restart = known.Job ? known.Restart : Restart(there),
        Memory = ContainerSpec.Memory(there.HostConfig, daemon.Memory),
        Cpus = ContainerSpec.Cpus(there.HostConfig, daemon.Cpus),
        PidsLimit = (int)Math.Max(0, there.HostConfig.PidsLimit ?? 0),
    };

    /// <summary>Of a container that isn't recorded: everything that isn't its image's.</summary>
    public static ContainerProperties Full(ContainerInspectResponse there, ImageInspectResponse? image, Daemon daemon)
    {
        var (own, its) = (there.Config, image?.Config);
        var bare = new ContainerProperties
        {
            Image = own.Image, Command = Unless(own.Cmd, its?.Cmd), Entrypoint = Unless(own.Entrypoint, its?.Entrypoint), User = Unless(own.User, its?.User), WorkingDir = Unless(own.WorkingDir, its?.WorkingDir),
            Hostname = own.Hostname, Labels = Marks.Without(own.Labels, its?.Labels),
            Env = Some((own.Env ?? []).Except(its?.Env ?? []).Select(e => e.Split('=', 2)).Where(e => e.Length == 2).ToDictionary(e => e[0], e => e[1], StringComparer.Ordinal)),
            Ports = Some((there.HostConfig.PortBindings ?? new Dictionary<string, IList<PortBinding>>()).SelectMany(p => p.Value.Select(b => Port(p.Key, b)))),
            Volumes = Some((there.HostConfig.Mounts ?? []).Select(m => new MountProperties { Source = m.Source, Target = m.Target, ReadOnly = m.ReadOnly })
                .Concat((there.HostConfig.Binds ?? []).Select(b => b.Split(':')).Where(b => b.Length > 1).Select(b => new MountProperties { Source = b[0], Target = b[1], ReadOnly = b.Length > 2 && b[2].Split(',').Contains("ro") }))),
            ExtraHosts = Some((there.HostConfig.ExtraHosts ?? []).Select(h => h.Split(':', 2)).Where(h => h.Length == 2).ToDictionary(h => h[0], h => h[1], StringComparer.Ordinal)),
            Healthcheck = own.Healthcheck is null || its?.Healthcheck?.Test is { } test && test.SequenceEqual(own.Healthcheck.Test ?? []) ? null : ContainerSpec.Health(own.Healthcheck),
            CapAdd = Some(there.HostConfig.CapAdd ?? []), CapDrop = Some(there.HostConfig.CapDrop ?? []),
        };
        return Refreshed(there, bare with { Networks = there.HostConfig.NetworkMode is "default" or "bridge" or null ? null : [] }, daemon) with { Restart = Restart(there) };
    }

    public static ContainerOutputs Outputs(ContainerInspectResponse there, ContainerProperties properties)
    {
        var networks = there.NetworkSettings.Networks ?? new Dictionary<string, EndpointSettings>();
        var first = properties.Networks is { Count: > 0 } asked ? networks.FirstOrDefault(n => Is(n, asked[0])).Value : networks.Values.FirstOrDefault();
        var ports = (there.NetworkSettings.Ports ?? new Dictionary<string, IList<PortBinding>>()).Where(p => p.Value is { Count: > 0 })
            .ToDictionary(p => p.Key, p => int.Parse(p.Value[0].HostPort, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        int? hostPort = properties.Ports is { Count: > 0 } published ? ports.TryGetValue(ContainerSpec.Port(published[0]), out var port) ? port : null : null;
        return new ContainerOutputs(there.ID, first?.IPAddress is { Length: > 0 } address ? address : null, hostPort, there.Image, there.State.Status, there.State.Health?.Status is { Length: > 0 } and not "none" and var health ? health : null,
            there.State.Status is "exited" or "dead" ? (int)there.State.ExitCode : null, Some(networks.Where(n => n.Value.IPAddress is { Length: > 0 }).ToDictionary(n => n.Key, n => n.Value.IPAddress, StringComparer.Ordinal)),
            ports.Count == 0 ? null : ports);
    }

    public static bool IsRunning(ContainerInspectResponse there) => there.State is { Running: true, Paused: false };

    public static string Name(ContainerInspectResponse there) => there.Name.TrimStart('/');

    /// <summary>Whether a network that a container is in is the one that is written, by id or name.</summary>
    public static bool Is(KeyValuePair<string, EndpointSettings> network, string written) => network.Key == written || network.Value.NetworkID == written;

    // In the words and the order of what was asked for; what others connected comes after that.
    private static IReadOnlyList<string>? Networks(ContainerInspectResponse there, IReadOnlyList<string>? asked)
    {
        var networks = there.NetworkSettings.Networks ?? new Dictionary<string, EndpointSettings>();
        var others = networks.Where(n => !(asked ?? []).Any(a => Is(n, a)) && n.Key != "none" && !(asked is null && (n.Key == there.HostConfig.NetworkMode || n.Key == "bridge")));
        string[] all = [.. (asked ?? []).Where(a => networks.Any(n => Is(n, a))), .. others.Select(n => n.Value.NetworkID)];
        return all.Length == 0 && asked is null ? null : all;
    }

    private static string Restart(ContainerInspectResponse there) => there.HostConfig.RestartPolicy?.Name switch
    {
        RestartPolicyKind.Always => "always",
        RestartPolicyKind.OnFailure => "on-failure",
        RestartPolicyKind.UnlessStopped => "unless-stopped",
        _ => "no",
    };

    private static PortProperties Port(string port, PortBinding binding) => new()
    {
        ContainerPort = int.Parse(port.Split('/')[0], CultureInfo.InvariantCulture), Protocol = port.Split('/')[1], HostIp = binding.HostIP is { Length: > 0 } ip ? ip : "0.0.0.0",
        HostPort = int.TryParse(binding.HostPort, CultureInfo.InvariantCulture, out var number) ? number : 0,
    };

    private static string? Unless(string? own, string? its) => string.IsNullOrEmpty(own) || own == its ? null : own;

    private static IReadOnlyList<string>? Unless(IList<string>? own, IList<string>? its) => own is null or [] || own.SequenceEqual(its ?? []) ? null : [.. own];

    private static IReadOnlyList<T>? Some<T>(IEnumerable<T> items) => items.ToArray() is { Length: > 0 } some ? some : null;

    private static Dictionary<string, string>? Some(Dictionary<string, string> items) => items.Count == 0 ? null : items;
}
