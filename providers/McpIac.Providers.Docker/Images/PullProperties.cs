using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Docker.Images;

internal sealed record PullProperties
{
    [Description("What to pull, as name:tag or name@sha256:digest.")]
    [Immutable, Aliases("name"), RegularExpression(ImageReference.Pattern), Examples("nginx:1.27", "ghcr.io/example/app@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1")]
    public required string Image { get; init; }

    [Description("The platform as os/architecture; the daemon's own when left out.")]
    [Immutable, Computed, RegularExpression("^[a-z0-9]+/[a-z0-9]+(/v[0-9]+)?$"), From("linux/amd64"), Examples("linux/amd64", "linux/arm64/v8")]
    public string? Platform { get; init; }

    [Description("Who pulls, for a registry that asks.")]
    [MinLength(1), Examples("builder")]
    public string? Username { get; init; }

    [Description("The password or token of who pulls.")]
    [Sensitive, WriteOnly, MinLength(1)]
    public string? Password { get; init; }

    [Description("Whether the image stays on the daemon when the resource is deleted. One that was there before stays anyway.")]
    [Default(false)]
    public bool KeepLocally { get; init; }

    [Description("Any texts; a change pulls again.")]
    [Immutable, JsonExample("""{ "release": "2026-11" }""")]
    public IReadOnlyDictionary<string, string>? Triggers { get; init; }
}

internal sealed record PullOutputs(
    [Description("The image's id: the digest of its configuration."), RegularExpression("^sha256:[0-9a-f]{64}$"), Examples("sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1")] string Id,
    [Description("The manifest's digest in the registry."), RegularExpression("^sha256:[0-9a-f]{64}$"), Examples("sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1")] string Digest,
    [Description("The reference that was pulled."), From("${image}"), Examples("nginx:1.27")] string Reference,
    [Description("Size of the image's layers."), Unit("bytes"), Examples(187654321)] long? Size);
