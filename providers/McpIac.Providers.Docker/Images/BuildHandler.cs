using Docker.DotNet.Models;
using McpIac.Providers.Annotations;
using McpIac.Providers.Docker.Connections;
using McpIac.Providers.Docker.Contexts;
using McpIac.Providers.Docker.Ownership;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Images;

[ResourceType("docker:image:build", Title = "Built image", Import = true, CreateTimeout = "PT30M",
    Examples = ["""{ "context": "./app", "dockerfile": "./Dockerfile" }""", """{ "context": "./app", "tag": "app:1.4.0", "buildArgs": { "VERSION": "1.4.0" }, "target": "runtime" }"""], Description =
    "An image built from a directory with a Dockerfile, by the daemon's own builder. A change of the context, the Dockerfile or an argument makes another image, and replaces this one. Tags move in place.")]
internal sealed class BuildHandler(DockerServer server, string folder) : ResourceHandler<BuildProperties, BuildOutputs>
{
    private const string ContextLabel = "io.mcpiac.context";

    private readonly ImageStore images = new(server);

    protected override async Task<Live<BuildProperties, BuildOutputs>> CreateAsync(BuildProperties properties, OperationContext context)
    {
        var sent = BuildContext.Read(Folder(properties), Dockerfile(properties));
        var main = ImageReference.Of(properties.Tag ?? Names.Of(context).ToLowerInvariant());
        var messages = new MessageStream(context.Progress);
        await using (var archive = await sent.OpenAsync(context.Cancellation))
        {
            await server.ChangeAsync(c => c.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters
            {
                Dockerfile = Dockerfile(properties), Tags = [.. References(main, properties).Select(r => $"{r}")], BuildArgs = properties.BuildArgs?.ToDictionary() ?? [], Target = properties.Target,
                Platform = properties.Platform, Remove = true, ForceRemove = true, Labels = Labels(properties, sent.Hash, context),
            }, archive, [], new Dictionary<string, string>(), messages, context.Cancellation), context.Cancellation);
        }

        messages.ThrowIfNotBuilt();
        return Made(await images.NeedAsync($"{main}", context.Cancellation), properties with { Tag = properties.Tag ?? main.Repository });
    }

    protected override async Task<Live<BuildProperties, BuildOutputs>?> FindAsync(BuildProperties properties, OperationContext context)
    {
        var found = await images.AllAsync(Marks.ImageFilter(context.Key), context.Cancellation);
        return found.Count > 0 && await images.FindAsync(found[0], context.Cancellation) is { } image ? Made(image, Bare(image)) : null;
    }

    protected override async Task<Live<BuildProperties, BuildOutputs>?> ReadAsync(Live<BuildProperties, BuildOutputs> known, OperationContext context)
    {
        if (await images.FindAsync(known.Id, context.Cancellation) is not { } image) return null;
        if (string.IsNullOrEmpty(known.Properties.Context)) return Made(image, Bare(image));
        var tags = image.RepoTags ?? [];
        return Made(image, known.Properties with
        {
            Context = Context(known.Properties, image),
            Tag = known.Properties.Tag is { } tag && tags.Contains($"{ImageReference.Of(tag)}") ? tag : null,
            Tags = known.Properties.Tags?.Where(t => tags.Contains($"{ImageReference.Of(t)}")).ToArray(),
        });
    }

    protected override async Task<Live<BuildProperties, BuildOutputs>> UpdateAsync(Live<BuildProperties, BuildOutputs> prior, BuildProperties properties, OperationContext context)
    {
        var main = ImageReference.Of(properties.Tag ?? prior.Properties.Tag ?? Names.Of(context).ToLowerInvariant());
        var wanted = References(main, properties).ToArray();
        var there = await images.FindAsync(prior.Id, context.Cancellation) ?? throw new ProviderException(ErrorCodes.NotFound, $"The image {prior.Id} isn't there any more.");

        // New names first: an image goes with its last one.
        foreach (var reference in wanted.Where(r => !(there.RepoTags ?? []).Contains($"{r}"))) await images.TagAsync(prior.Id, reference, context.Cancellation);
        await images.UntagAsync(prior.Id, References(prior.Properties).Where(r => !wanted.Contains(r)), context.Cancellation);
        return Made(await images.NeedAsync(prior.Id, context.Cancellation), properties with { Tag = properties.Tag ?? prior.Properties.Tag ?? main.Repository });
    }

    protected override async Task DeleteAsync(Live<BuildProperties, BuildOutputs> prior, OperationContext context)
    {
        await images.UntagAsync(prior.Id, References(prior.Properties), context.Cancellation);
        await images.DeleteBareAsync(prior.Id, context.Cancellation);
    }

    protected override async IAsyncEnumerable<Live<BuildProperties, BuildOutputs>> ListAsync(OperationContext context)
    {
        // Which images were built can't be told but for those that were built here.
        foreach (var id in await images.AllAsync(Marks.Labelled(ContextLabel), context.Cancellation))
        {
            if (await images.FindAsync(id, context.Cancellation) is { } image) yield return Made(image, Bare(image));
        }
    }

    // The folder as it was built from. When it has changed since, it isn't what the program means by it any more, and the image has to be built anew.
    private string Context(BuildProperties known, ImageInspectResponse image)
    {
        var built = Label(image);
        if (built is null || !BuildContext.Exists(Folder(known))) return known.Context;
        try
        {
            return BuildContext.Read(Folder(known), Dockerfile(known)).Hash == built ? known.Context : $"{known.Context} as of {built}";
        }
        catch (ProviderException)
        {
            return known.Context; // what is wrong with it is said when it is built
        }
    }

    private string Folder(BuildProperties properties) => Path.GetFullPath(properties.Context, folder);

    private static string Dockerfile(BuildProperties properties) =>
        properties.Dockerfile.Replace('\\', '/') is var path && path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;

    private static Dictionary<string, string> Labels(BuildProperties properties, string hash, OperationContext context)
    {
        var labels = Marks.OnImage(properties.Labels, context);
        labels[ContextLabel] = hash;
        return labels;
    }

    private static IEnumerable<ImageReference> References(BuildProperties properties) => properties.Tag is { } tag ? References(ImageReference.Of(tag), properties) : (properties.Tags ?? []).Select(ImageReference.Of);

    private static IEnumerable<ImageReference> References(ImageReference main, BuildProperties properties) => (properties.Tags ?? []).Select(ImageReference.Of).Prepend(main).Distinct();

    private static string? Label(ImageInspectResponse image) => image.Config?.Labels?.TryGetValue(ContextLabel, out var hash) == true ? hash : null;

    // Of an image that isn't recorded nobody knows from which folder it came.
    private static BuildProperties Bare(ImageInspectResponse image) => new()
    {
        Context = ".", Tag = image.RepoTags?.FirstOrDefault(), Tags = image.RepoTags is { Count: > 1 } tags ? [.. tags.Skip(1)] : null, Labels = Marks.Without(image.Config?.Labels),
    };

    private static Live<BuildProperties, BuildOutputs> Made(ImageInspectResponse image, BuildProperties properties) => new(image.ID,
        properties with { Platform = properties.Platform ?? ImageStore.Platform(image) },
        new BuildOutputs(image.ID, image.ID, properties.Tag is { } tag ? $"{ImageReference.Of(tag)}" : null, Label(image), image.Size));
}
