using Docker.DotNet.Models;
using McpIac.Providers.Docker.Connections;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Images;

/// <summary>Images on the daemon.</summary>
internal sealed class ImageStore(DockerServer server)
{
    public Task<ImageInspectResponse?> FindAsync(string reference, CancellationToken cancellation) => server.FindAsync(c => c.Images.InspectImageAsync(reference, cancellation), cancellation);

    public async Task<ImageInspectResponse> NeedAsync(string reference, CancellationToken cancellation) => await FindAsync(reference, cancellation)
        ?? throw new ProviderException(ErrorCodes.Conflict, $"The image {reference} was taken away while it was made.", sideEffects: "possible");

    public async Task<IReadOnlyList<string>> AllAsync(IDictionary<string, IDictionary<string, bool>>? filter, CancellationToken cancellation) =>
        [.. (await server.AskAsync(c => c.Images.ListImagesAsync(new ImagesListParameters { Filters = filter }, cancellation), cancellation)).Select(i => i.ID)];

    public Task TagAsync(string id, ImageReference reference, CancellationToken cancellation) => server.ChangeAsync(c => c.Images.TagImageAsync(
        id, new ImageTagParameters { RepositoryName = reference.Repository, Tag = reference.Tag, Force = true }, cancellation), cancellation);

    /// <summary>Takes references away; the image goes with its last one.</summary>
    public async Task UntagAsync(string id, IEnumerable<ImageReference> references, CancellationToken cancellation)
    {
        foreach (var reference in references)
        {
            if ((await FindAsync(id, cancellation))?.RepoTags?.Contains($"{reference}") == true) await DeleteAsync($"{reference}", cancellation);
        }
    }

    /// <summary>Deletes an image that nobody refers to by a name any more; one that others named stays for them.</summary>
    public async Task DeleteBareAsync(string id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is { } left && (left.RepoTags ?? []).Count == 0) await DeleteAsync(id, cancellation);
    }

    public static string Platform(ImageInspectResponse image) => $"{image.Os}/{image.Architecture}{(string.IsNullOrEmpty(image.Variant) ? "" : "/" + image.Variant)}";

    private Task DeleteAsync(string what, CancellationToken cancellation) => server.ChangeAsync(c => c.Images.DeleteImageAsync(what, new ImageDeleteParameters(), cancellation), cancellation);
}
