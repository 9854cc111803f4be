using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Docker.Images;

internal sealed record BuildProperties
{
    [Description("The directory sent to the daemon, relative to the program; .dockerignore is honoured. When what is in it changes, the image is built anew.")]
    [Immutable, MinLength(1), Examples("./app")]
    public required string Context { get; init; }

    [Description("The Dockerfile, relative to the context.")]
    [Immutable, MinLength(1), Default("./Dockerfile"), Examples("./Dockerfile", "docker/Dockerfile.prod")]
    public string Dockerfile { get; init; } = "./Dockerfile";

    [Description("The image's main reference, as name or name:tag; made from the resource's name when left out.")]
    [Computed, RegularExpression(ImageReference.Pattern), Examples("app:1.4.0", "registry.example.com/team/app:latest")]
    public string? Tag { get; init; }

    [Description("Further references to the same image.")]
    [Unordered, Items(Description = "A reference, as name:tag.", Pattern = ImageReference.Pattern, Unique = true), JsonExample("""["app:1.4", "app:latest"]""")]
    public IReadOnlyList<string>? Tags { get; init; }

    [Description("Values of the Dockerfile's ARGs. They stay visible in the image's history: no secrets here.")]
    [Immutable, Aliases("args"), JsonExample("""{ "VERSION": "1.4.0" }""")]
    public IReadOnlyDictionary<string, string>? BuildArgs { get; init; }

    [Description("The stage of a multi-stage Dockerfile to stop at; the last one when left out.")]
    [Immutable, MinLength(1), Examples("runtime")]
    public string? Target { get; init; }

    [Description("The platform as os/architecture; the daemon's own when left out.")]
    [Immutable, Computed, RegularExpression("^[a-z0-9]+/[a-z0-9]+(/v[0-9]+)?$"), From("linux/amd64"), Examples("linux/amd64", "linux/arm64/v8")]
    public string? Platform { get; init; }

    [Description("Labels written into the image.")]
    [Immutable, JsonExample("""{ "com.example.team": "web" }""")]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

internal sealed record BuildOutputs(
    [Description("The image's id: the digest of its configuration."), RegularExpression("^sha256:[0-9a-f]{64}$"), Examples("sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1")] string Id,
    [Description("The digest that names the image's content."), RegularExpression("^sha256:[0-9a-f]{64}$"), From("${id}"), Examples("sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1")] string Digest,
    [Description("The reference to use where a name is wanted: the tag."), From("${tag}"), Examples("app:1.4.0")] string? Reference,
    [Description("SHA-256 of the context as it was sent."), RegularExpression("^sha256:[0-9a-f]{64}$"), Examples("sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1")] string? ContextHash,
    [Description("Size of the image's layers."), Unit("bytes"), Examples(187654321)] long? Size);
