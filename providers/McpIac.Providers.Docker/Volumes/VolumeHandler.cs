using Docker.DotNet.Models;
using McpIac.Providers.Annotations;
using McpIac.Providers.Docker.Connections;
using McpIac.Providers.Docker.Ownership;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Volumes;

[ResourceType("docker:volume:volume", Title = "Volume", NaturalKeys = ["name"], Import = true, Stateful = true, UndoUpdate = "recreate", UndoDelete = "irreversible",
    Examples = ["""{ "name": "app-data" }""", """{ "driver": "local", "labels": { "com.example.team": "web" } }"""], Description =
    "Storage that outlives containers. It holds data: every change replaces it, and deleting it loses what is in it.")]
internal sealed class VolumeHandler(DockerServer server) : ResourceHandler<VolumeProperties, VolumeOutputs>
{
    protected override async Task<Live<VolumeProperties, VolumeOutputs>> CreateAsync(VolumeProperties properties, OperationContext context) =>
        await MakeAsync(properties, properties.Name ?? Names.Of(context), context)
            ?? (properties.Name is null ? await MakeAsync(properties, Names.Another(context), context) : null)
            ?? throw new ProviderException(ErrorCodes.AlreadyExists, $"There is a volume {properties.Name} already, which this deployment didn't make.", path: "/name");

    protected override async Task<Live<VolumeProperties, VolumeOutputs>?> FindAsync(VolumeProperties properties, OperationContext context)
    {
        var found = await server.AskAsync(c => c.Volumes.ListAsync(new VolumesListParameters { Filters = Marks.Filter(context.Key) }, context.Cancellation), context.Cancellation);
        return found.Volumes is { Count: > 0 } volumes ? Live(volumes[0]) : null;
    }

    protected override async Task<Live<VolumeProperties, VolumeOutputs>?> ReadAsync(Live<VolumeProperties, VolumeOutputs> known, OperationContext context) =>
        await server.FindAsync(c => c.Volumes.InspectAsync(known.Id, context.Cancellation), context.Cancellation) is { } found ? Live(found) : null;

    protected override async Task DeleteAsync(Live<VolumeProperties, VolumeOutputs> prior, OperationContext context) =>
        await server.ChangeAsync(c => c.Volumes.RemoveAsync(prior.Id, force: false, context.Cancellation), context.Cancellation);

    protected override async IAsyncEnumerable<Live<VolumeProperties, VolumeOutputs>> ListAsync(OperationContext context)
    {
        foreach (var found in (await server.AskAsync(c => c.Volumes.ListAsync(context.Cancellation), context.Cancellation)).Volumes ?? []) yield return Live(found);
    }

    // Asked to make one that there is, Docker answers with that one; its labels tell whose it is. Null when it is another's.
    private async Task<Live<VolumeProperties, VolumeOutputs>?> MakeAsync(VolumeProperties properties, string name, OperationContext context)
    {
        var made = await server.ChangeAsync(c => c.Volumes.CreateAsync(new VolumesCreateParameters
        {
            Name = name, Driver = properties.Driver, DriverOpts = properties.DriverOpts?.ToDictionary() ?? [], Labels = Marks.On(properties.Labels, context),
        }, context.Cancellation), context.Cancellation);
        return Marks.IsOf(made.Labels, context.Key) ? Live(made) : null;
    }

    private static Live<VolumeProperties, VolumeOutputs> Live(VolumeResponse found) => new(found.Name, new VolumeProperties
    {
        Name = found.Name, Driver = found.Driver, DriverOpts = found.Options is { Count: > 0 } options ? options.ToDictionary() : null, Labels = Marks.Without(found.Labels),
    }, new VolumeOutputs(found.Name, found.Mountpoint));
}
