using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;
using McpIac.Providers.Docker.Ownership;

namespace McpIac.Providers.Docker.Networks;

internal sealed record NetworkProperties
{
    [Description("The network's name; made from the resource's name when left out.")]
    [Immutable, Computed, RegularExpression(Names.Pattern), Examples("app")]
    public string? Name { get; init; }

    [Description("The network driver.")]
    [Immutable, AllowedValues("bridge", "overlay", "macvlan", "ipvlan"), Default("bridge")]
    public string Driver { get; init; } = "bridge";

    [Description("The address block; Docker picks a free one when left out.")]
    [Immutable, Computed, Format("cidr"), Equal("cidr"), From("172.18.0.0/16"), Examples("172.18.0.0/16")]
    public string? Subnet { get; init; }

    [Description("The gateway's address inside the subnet; its first address when left out.")]
    [Immutable, Computed, Format("ipv4"), From("${subnet}"), Examples("172.18.0.1")]
    public string? Gateway { get; init; }

    [Description("Whether the network has no way out.")]
    [Immutable, Default(false)]
    public bool Internal { get; init; }

    [Description("Whether containers may be attached by hand, on an overlay.")]
    [Immutable, Default(false)]
    public bool Attachable { get; init; }

    [Description("Options of the driver.")]
    [Immutable, JsonExample("""{ "com.docker.network.driver.mtu": "1400" }""")]
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    [Description("Labels on the network.")]
    [Immutable, JsonExample("""{ "com.example.team": "web" }""")]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

internal sealed record NetworkOutputs(
    [Description("The network's id."), RegularExpression("^[0-9a-f]{64}$"), Examples("4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1")] string Id,
    [Description("How far the network reaches."), AllowedValues("local", "swarm", "global"), From("local")] string? Scope);
