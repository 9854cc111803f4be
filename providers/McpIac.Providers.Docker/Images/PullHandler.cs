using Docker.DotNet.Models;
using McpIac.Providers.Annotations;
using McpIac.Providers.Docker.Connections;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Docker.Images;

[ResourceType("docker:image:pull", Title = "Pulled image", NaturalKeys = ["image, platform"], Import = true, UndoUpdate = "recreate", CreateTimeout = "PT15M",
    Examples = ["""{ "image": "nginx:1.27" }""", """{ "image": "postgres:16", "platform": "linux/arm64" }"""], Description =
    "An image fetched from a registry. With a digest (name@sha256:…) it is always the same; with a tag it is what the tag meant at that time.")]
internal sealed class PullHandler(DockerServer server) : ResourceHandler<PullProperties, PullOutputs>
{
    private static readonly Datum ThereBefore = Datum.MapOf([new("thereBefore", Datum.True)]);

    private readonly ImageStore images = new(server);

    // Pulling again what was pulled is no second image.
    public override bool Repeatable => true;

    protected override async Task<Live<PullProperties, PullOutputs>> CreateAsync(PullProperties properties, OperationContext context)
    {
        var reference = ImageReference.Of(properties.Image);
        var before = await images.FindAsync($"{reference}", context.Cancellation);
        var messages = new MessageStream(context.Progress);
        var who = properties.Username is null && properties.Password is null ? null : new AuthConfig { Username = properties.Username, Password = properties.Password };
        await server.ChangeAsync(c => c.Images.CreateImageAsync(
            new ImagesCreateParameters { FromImage = reference.Repository, Tag = reference.Tag, Platform = properties.Platform }, who, messages, context.Cancellation), context.Cancellation);
        messages.ThrowIfFailed();
        var image = await images.NeedAsync($"{reference}", context.Cancellation);
        return Made(image, properties, before?.ID == image.ID ? ThereBefore : null);
    }

    protected override async Task<Live<PullProperties, PullOutputs>?> ReadAsync(Live<PullProperties, PullOutputs> known, OperationContext context)
    {
        if (await images.FindAsync(known.Id, context.Cancellation) is not { } image) return null;
        if (!string.IsNullOrEmpty(known.Properties.Image)) return Made(image, known.Properties, known.Private);
        return (image.RepoTags?.FirstOrDefault() ?? image.RepoDigests?.FirstOrDefault()) is { } name ? Made(image, new PullProperties { Image = name }, ThereBefore) : null;
    }

    // What can be changed in place is only about the next pull, or about deletion.
    protected override async Task<Live<PullProperties, PullOutputs>> UpdateAsync(Live<PullProperties, PullOutputs> prior, PullProperties properties, OperationContext context) =>
        Made(await images.NeedAsync(prior.Id, context.Cancellation), properties, prior.Private);

    protected override async Task DeleteAsync(Live<PullProperties, PullOutputs> prior, OperationContext context)
    {
        if (prior.Properties.KeepLocally || prior.Private?["thereBefore"] is not null)
        {
            context.Progress.Report($"{prior.Properties.Image} stays on the daemon");
            return;
        }

        if (prior.Properties.Image is { Length: > 0 } image) await images.UntagAsync(prior.Id, [ImageReference.Of(image)], context.Cancellation);
        await images.DeleteBareAsync(prior.Id, context.Cancellation);
    }

    protected override async IAsyncEnumerable<Live<PullProperties, PullOutputs>> ListAsync(OperationContext context)
    {
        foreach (var id in await images.AllAsync(null, context.Cancellation))
        {
            // Only what came from a registry has a digest there.
            if (await images.FindAsync(id, context.Cancellation) is { RepoDigests.Count: > 0, RepoTags.Count: > 0 } image) yield return Made(image, new PullProperties { Image = image.RepoTags[0] }, ThereBefore);
        }
    }

    private static Live<PullProperties, PullOutputs> Made(ImageInspectResponse image, PullProperties properties, Datum? kept)
    {
        var digest = (image.RepoDigests ?? []).Select(ImageReference.Of).FirstOrDefault(d => d.Repository == ImageReference.Of(properties.Image).Repository) ?? image.RepoDigests?.Select(ImageReference.Of).FirstOrDefault();
        return new Live<PullProperties, PullOutputs>(image.ID, properties with { Platform = properties.Platform ?? ImageStore.Platform(image) },
            new PullOutputs(image.ID, digest?.Tag ?? image.ID, properties.Image, image.Size), Private: kept);
    }
}
