using Docker.DotNet.Models;
using McpIac.Providers.Annotations;
using McpIac.Providers.Docker.Connections;
using McpIac.Providers.Docker.Ownership;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Containers;

[ResourceType("docker:container:container", Title = "Container", NaturalKeys = ["name"], Import = true, DeleteFirst = true, CreateTimeout = "PT5M", UpdateTimeout = "PT5M", DeleteTimeout = "PT2M",
    Examples =
    [
        """{ "image": "nginx:1.27", "ports": [ { "hostPort": 8080, "containerPort": 80 } ] }""",
        """
        { "name": "app-1", "image": "sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1", "env": { "LOG_LEVEL": "info" },
          "networks": ["4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1"], "volumes": [ { "source": "app-data", "target": "/var/lib/app" } ], "restart": "always" }
        """,
    ], Description =
    "A container. Restart policy, limits, name, networks and whether it runs change in place; everything else replaces it. What it wrote outside its volumes is lost with it.")]
internal sealed class ContainerHandler(DockerServer server, TimeProvider time) : ResourceHandler<ContainerProperties, ContainerOutputs>
{
    private readonly Readiness readiness = new(server, time);

    protected override IEnumerable<WireDiagnostic> Check(ContainerProperties properties, OperationContext context)
    {
        if (properties.Aliases is { Count: > 0 } && properties.Networks is not { Count: > 0 }) yield return new WireDiagnostic("error", ErrorCodes.Invalid, "aliases: only networks that are named have them", "/aliases", context.Urn);
        if (properties is { Job: true, Running: false }) yield return new WireDiagnostic("error", ErrorCodes.Invalid, "running: what is to do its work must run", "/running", context.Urn);
    }

    protected override async Task<Live<ContainerProperties, ContainerOutputs>> CreateAsync(ContainerProperties properties, OperationContext context)
    {
        var id = await MakeAsync(properties, properties.Name ?? Names.Of(context), again: properties.Name is null, context);
        try
        {
            foreach (var network in (properties.Networks ?? []).Skip(1)) await ConnectAsync(id, network, properties, context);
            if (properties.Running) await server.ChangeAsync(c => c.Containers.StartContainerAsync(id, new ContainerStartParameters(), context.Cancellation), context.Cancellation);
        }
        catch (ProviderException e) when (e.Error.Details?.SideEffects is null or "none")
        {
            // It can't be started as it is, so nothing is left of it.
            await RemoveAsync(id, CancellationToken.None);
            throw;
        }

        return await ReadyAsync(id, properties, context);
    }

    protected override async Task<Live<ContainerProperties, ContainerOutputs>?> FindAsync(ContainerProperties properties, OperationContext context)
    {
        var found = await server.AskAsync(c => c.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = Marks.Filter(context.Key) }, context.Cancellation), context.Cancellation);
        if (found.Count == 0 || await InspectAsync(found[0].ID, context) is not { } there) return null;
        var live = await FullAsync(there, context);
        return there.State.Status == "created" ? live with { Partial = "It was made and not started." } : live;
    }

    protected override async Task<Live<ContainerProperties, ContainerOutputs>?> ReadAsync(Live<ContainerProperties, ContainerOutputs> known, OperationContext context)
    {
        if (await InspectAsync(known.Id, context) is not { } there) return null;
        return string.IsNullOrEmpty(known.Properties.Image) ? await FullAsync(there, context)
            : Live(there, ContainerReading.Refreshed(there, known.Properties, await server.ConnectedAsync(context.Cancellation)));
    }

    protected override async Task<Live<ContainerProperties, ContainerOutputs>> UpdateAsync(Live<ContainerProperties, ContainerOutputs> prior, ContainerProperties properties, OperationContext context)
    {
        var there = await InspectAsync(prior.Id, context) ?? throw new ProviderException(ErrorCodes.NotFound, $"The container {prior.Properties.Name} isn't there any more.");
        var daemon = await server.ConnectedAsync(context.Cancellation);
        var before = ContainerReading.Refreshed(there, properties, daemon);
        if (properties.Name is { } name && name != before.Name)
            await server.ChangeAsync(c => c.Containers.RenameContainerAsync(prior.Id, new ContainerRenameParameters { NewName = name }, context.Cancellation), context.Cancellation);
        if ((before.Memory, before.Cpus, before.PidsLimit, before.Restart) != (properties.Memory, properties.Cpus, properties.PidsLimit, properties.Restart))
            await server.ChangeAsync(c => c.Containers.UpdateContainerAsync(prior.Id, ContainerSpec.Update(properties, daemon.Memory, daemon.Cpus), context.Cancellation), context.Cancellation);
        await JoinAsync(there, properties, context);
        await RunAsync(there, properties, context);
        return await ReadyAsync(prior.Id, properties, context);
    }

    protected override async Task DeleteAsync(Live<ContainerProperties, ContainerOutputs> prior, OperationContext context)
    {
        if (await InspectAsync(prior.Id, context) is not { } there) return;
        if (there.State.Running && !there.State.Paused)
        {
            await server.ChangeAsync(c => c.Containers.StopContainerAsync(
                prior.Id, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)prior.Properties.StopTimeout }, context.Cancellation), context.Cancellation);
        }

        await RemoveAsync(prior.Id, context.Cancellation);
    }

    protected override async IAsyncEnumerable<Live<ContainerProperties, ContainerOutputs>> ListAsync(OperationContext context)
    {
        foreach (var found in await server.AskAsync(c => c.Containers.ListContainersAsync(new ContainersListParameters { All = true }, context.Cancellation), context.Cancellation))
        {
            if (await InspectAsync(found.ID, context) is { } there) yield return await FullAsync(there, context);
        }
    }

    /// <param name="again">Under another name, when somebody else has this one.</param>
    private async Task<string> MakeAsync(ContainerProperties properties, string name, bool again, OperationContext context)
    {
        try
        {
            return (await server.ChangeAsync(c => c.Containers.CreateContainerAsync(ContainerSpec.Create(properties, name, context), context.Cancellation), context.Cancellation)).ID;
        }
        catch (ProviderException e) when (again && e.Error.Code == ErrorCodes.AlreadyExists)
        {
            return await MakeAsync(properties, Names.Another(context), again: false, context);
        }
    }

    // The new ones first: a container that is in no network loses its published ports.
    private async Task JoinAsync(ContainerInspectResponse there, ContainerProperties properties, OperationContext context)
    {
        if (properties.Networks is not { } wanted) return;
        var actual = there.NetworkSettings.Networks ?? new Dictionary<string, EndpointSettings>();
        foreach (var network in wanted.Where(w => !actual.Any(n => ContainerReading.Is(n, w))))
        {
            if (actual.ContainsKey("none")) await DisconnectAsync(there.ID, "none", context);
            await ConnectAsync(there.ID, network, properties, context);
        }

        foreach (var network in actual.Where(n => n.Key != "none" && !wanted.Any(w => ContainerReading.Is(n, w)))) await DisconnectAsync(there.ID, network.Value.NetworkID, context);
    }

    private async Task RunAsync(ContainerInspectResponse there, ContainerProperties properties, OperationContext context)
    {
        var id = there.ID;
        if (properties.Job && there.State.Status is not "created") return;
        if (there.State.Paused && properties.Running) await server.ChangeAsync(c => c.Containers.UnpauseContainerAsync(id, context.Cancellation), context.Cancellation);
        else if (properties.Running && !there.State.Running) await server.ChangeAsync(c => c.Containers.StartContainerAsync(id, new ContainerStartParameters(), context.Cancellation), context.Cancellation);
        else if (!properties.Running && there.State.Running)
        {
            await server.ChangeAsync(c => c.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)properties.StopTimeout }, context.Cancellation), context.Cancellation);
        }
    }

    private Task ConnectAsync(string id, string network, ContainerProperties properties, OperationContext context) => server.ChangeAsync(c => c.Networks.ConnectNetworkAsync(
        network, new NetworkConnectParameters { Container = id, EndpointConfig = ContainerSpec.Endpoint(properties) }, context.Cancellation), context.Cancellation);

    private Task DisconnectAsync(string id, string network, OperationContext context) => server.ChangeAsync(c => c.Networks.DisconnectNetworkAsync(
        network, new NetworkDisconnectParameters { Container = id, Force = true }, context.Cancellation), context.Cancellation);

    private Task RemoveAsync(string id, CancellationToken cancellation) => server.ChangeAsync(c => c.Containers.RemoveContainerAsync(
        id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellation), cancellation);

    private async Task<Live<ContainerProperties, ContainerOutputs>> ReadyAsync(string id, ContainerProperties properties, OperationContext context)
    {
        context.Progress.Report("waiting until it is ready");
        var (there, problem) = await readiness.WaitAsync(id, properties, context);
        return Live(there, properties) with { Partial = problem };
    }

    private Task<ContainerInspectResponse?> InspectAsync(string id, OperationContext context) => server.FindAsync(c => c.Containers.InspectContainerAsync(id, context.Cancellation), context.Cancellation);

    private async Task<Live<ContainerProperties, ContainerOutputs>> FullAsync(ContainerInspectResponse there, OperationContext context)
    {
        var image = await server.FindAsync(c => c.Images.InspectImageAsync(there.Image, context.Cancellation), context.Cancellation);
        return Live(there, ContainerReading.Full(there, image, await server.ConnectedAsync(context.Cancellation)));
    }

    // The name and the host name are Docker's choice where the program leaves them.
    private static Live<ContainerProperties, ContainerOutputs> Live(ContainerInspectResponse there, ContainerProperties properties) => new(there.ID,
        properties with { Name = ContainerReading.Name(there), Hostname = properties.Hostname ?? there.Config.Hostname }, ContainerReading.Outputs(there, properties));
}
