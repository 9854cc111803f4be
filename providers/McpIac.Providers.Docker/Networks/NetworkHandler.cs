using Docker.DotNet.Models;
using McpIac.Providers.Annotations;
using McpIac.Providers.Docker.Connections;
using McpIac.Providers.Docker.Ownership;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Networks;

[ResourceType("docker:network:network", Title = "Network", NaturalKeys = ["name"], Import = true, UndoUpdate = "recreate",
    Examples = ["""{ "driver": "bridge", "subnet": "172.18.0.0/16", "gateway": "172.18.0.1" }""", """{ "name": "backend", "internal": true }"""], Description =
    "A network that containers join. Docker can't change one: every change replaces it. Containers that were made here are disconnected when it is deleted; while others are connected it is refused.")]
internal sealed class NetworkHandler(DockerServer server) : ResourceHandler<NetworkProperties, NetworkOutputs>
{
    protected override async Task<Live<NetworkProperties, NetworkOutputs>> CreateAsync(NetworkProperties properties, OperationContext context)
    {
        var name = properties.Name ?? Names.Of(context);
        if (await NamedAsync(name, context) is not null)
        {
            // Docker would make a second one of the same name.
            if (properties.Name is not null) throw new ProviderException(ErrorCodes.AlreadyExists, $"There is a network {name} already, which this deployment didn't make.", path: "/name");
            name = Names.Another(context);
        }

        var ipam = properties.Subnet is null && properties.Gateway is null ? null
            : new IPAM { Driver = "default", Config = [new IPAMConfig { Subnet = properties.Subnet, Gateway = properties.Gateway }] };
        var made = await server.ChangeAsync(c => c.Networks.CreateNetworkAsync(new NetworksCreateParameters
        {
            Name = name, Driver = properties.Driver, Internal = properties.Internal, Attachable = properties.Attachable, CheckDuplicate = true, IPAM = ipam,
            Options = properties.Options?.ToDictionary() ?? [], Labels = Marks.On(properties.Labels, context),
        }, context.Cancellation), context.Cancellation);
        return Live(await server.AskAsync(c => c.Networks.InspectNetworkAsync(made.ID, context.Cancellation), context.Cancellation));
    }

    protected override async Task<Live<NetworkProperties, NetworkOutputs>?> FindAsync(NetworkProperties properties, OperationContext context)
    {
        var found = await server.AskAsync(c => c.Networks.ListNetworksAsync(new NetworksListParameters { Filters = Marks.Filter(context.Key) }, context.Cancellation), context.Cancellation);
        return found.Count == 0 ? null : Live(found[0]);
    }

    protected override async Task<Live<NetworkProperties, NetworkOutputs>?> ReadAsync(Live<NetworkProperties, NetworkOutputs> known, OperationContext context) =>
        await server.FindAsync(c => c.Networks.InspectNetworkAsync(known.Id, context.Cancellation), context.Cancellation) is { } found ? Live(found) : null;

    protected override async Task DeleteAsync(Live<NetworkProperties, NetworkOutputs> prior, OperationContext context)
    {
        if (await server.FindAsync(c => c.Networks.InspectNetworkAsync(prior.Id, context.Cancellation), context.Cancellation) is not { } there) return;
        foreach (var (container, _) in there.Containers ?? new Dictionary<string, EndpointResource>())
        {
            var member = await server.FindAsync(c => c.Containers.InspectContainerAsync(container, context.Cancellation), context.Cancellation);
            if (member?.Config.Labels?.ContainsKey(Marks.Urn) != true) continue;
            await server.ChangeAsync(c => c.Networks.DisconnectNetworkAsync(prior.Id, new NetworkDisconnectParameters { Container = container, Force = true }, context.Cancellation), context.Cancellation);
        }

        await server.ChangeAsync(c => c.Networks.DeleteNetworkAsync(prior.Id, context.Cancellation), context.Cancellation);
    }

    protected override async IAsyncEnumerable<Live<NetworkProperties, NetworkOutputs>> ListAsync(OperationContext context)
    {
        foreach (var found in await server.AskAsync(c => c.Networks.ListNetworksAsync(new NetworksListParameters(), context.Cancellation), context.Cancellation))
        {
            // Every daemon has these from the beginning.
            if (found.Name is not ("bridge" or "host" or "none" or "ingress" or "docker_gwbridge")) yield return Live(found);
        }
    }

    private async Task<NetworkResponse?> NamedAsync(string name, OperationContext context) =>
        (await server.AskAsync(c => c.Networks.ListNetworksAsync(new NetworksListParameters(), context.Cancellation), context.Cancellation)).FirstOrDefault(n => n.Name == name);

    private static Live<NetworkProperties, NetworkOutputs> Live(NetworkResponse found)
    {
        var block = found.IPAM?.Config?.FirstOrDefault(c => c.Subnet?.Contains(':') == false);
        return new Live<NetworkProperties, NetworkOutputs>(found.ID, new NetworkProperties
        {
            Name = found.Name, Driver = found.Driver, Subnet = block?.Subnet, Gateway = block?.Gateway is { Length: > 0 } gateway ? gateway.Split('/')[0] : null, Internal = found.Internal,
            Attachable = found.Attachable, Options = found.Options is { Count: > 0 } options ? options.ToDictionary() : null, Labels = Marks.Without(found.Labels),
        }, new NetworkOutputs(found.ID, found.Scope));
    }
}
