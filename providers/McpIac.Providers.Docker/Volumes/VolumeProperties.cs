using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;
using McpIac.Providers.Docker.Ownership;

namespace McpIac.Providers.Docker.Volumes;

internal sealed record VolumeProperties
{
    [Description("The volume's name; made from the resource's name when left out.")]
    [Immutable, Computed, RegularExpression(Names.Pattern), Examples("app-data")]
    public string? Name { get; init; }

    [Description("The volume driver.")]
    [Immutable, MinLength(1), Default("local"), Examples("local")]
    public string Driver { get; init; } = "local";

    [Description("Options of the driver.")]
    [Immutable, Aliases("options"), JsonExample("""{ "type": "nfs", "o": "addr=10.0.0.5,rw", "device": ":/export/app" }""")]
    public IReadOnlyDictionary<string, string>? DriverOpts { get; init; }

    [Description("Labels on the volume.")]
    [Immutable, JsonExample("""{ "com.example.team": "web" }""")]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

internal sealed record VolumeOutputs(
    [Description("The volume's id: its name."), RegularExpression(Names.Pattern), From("${name}"), Examples("app-data")] string Id,
    [Description("Where its data is on the host."), From("/var/lib/docker/volumes/${id}/_data"), Examples("/var/lib/docker/volumes/app-data/_data")] string Mountpoint);
