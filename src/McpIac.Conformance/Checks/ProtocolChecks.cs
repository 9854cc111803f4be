using McpIac.Conformance.Running;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;

namespace McpIac.Conformance.Checks;

/// <summary>What a server announces of itself.</summary>
internal static class ProtocolChecks
{
    private static readonly string[] Features = ["batch", "idempotency", "etag", "inverse", "snapshot", "tasks", "watch"];

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfServer("protocol.extension", "D1", 1, "The server announces the standard, version 1", c =>
        {
            Demand.That(c.Bench.Subject.Extension is not null, $"capabilities.extensions has no {Wire.ExtensionKey}");
            Demand.Same(Datum.Of("1"), c.Bench.Subject.Extension["version"], "version");
        }),
        Check.OfServer("protocol.provider", "D2", 1, "The provider has a name, which begins all its types' tokens", Provider),
        Check.OfServer("protocol.claims", "D3", 1, "The level is 0 to 4, and the features are words of the standard", Claims),
        Check.OfServer("protocol.limits", "D4", 1, "Limits are positive numbers", c =>
        {
            foreach (var (name, value) in c.Bench.Subject.Extension?["limits"]?.Members ?? []) Demand.That(value.AsDouble() > 0, $"limits.{name} is {Demand.Shown(value)}");
        }),
        Check.OfServer("protocol.schema", "D5", 1, "iac://schema is listed, and holds the provider, the digest and the types", Schema),
        Check.OfServer("protocol.digest", "D6", 1, "The digest that is announced is that of the types", Digest),
    ];

    private static void Provider(CheckContext context)
    {
        var provider = context.Bench.Subject.Extension?["provider"]?.AsText();
        Demand.That(!string.IsNullOrEmpty(provider), "the extension has no provider");
        var foreign = (context.Bench.Subject.Document?["types"]?.Items ?? []).Select(t => t["type"]?.AsText() ?? "").FirstOrDefault(t => t.Split(':')[0] != provider);
        Demand.That(foreign is null, $"the type {foreign} isn't of the provider {provider}");
    }

    private static void Claims(CheckContext context)
    {
        var extension = context.Bench.Subject.Extension;
        Demand.That(extension?["level"]?.AsInteger() is >= 0 and <= 4, $"level is {Demand.Shown(extension?["level"])}");
        var unknown = extension?["features"]?.Items.FirstOrDefault(f => !Features.Contains(f.AsText()));
        Demand.That(unknown is null, $"the feature {Demand.Shown(unknown)} isn't one of {string.Join(", ", Features)}");
    }

    private static void Schema(CheckContext context)
    {
        var document = context.Bench.Subject.Document;
        Demand.That(document?.Kind == DatumKind.Map, $"{Wire.SchemaUri} can't be read as a JSON object");
        Demand.That(document["types"] is { Kind: DatumKind.List, Items.Count: > 0 }, $"{Wire.SchemaUri} has no types");
        Demand.Same(context.Bench.Subject.Extension?["provider"], document["provider"], $"the provider in {Wire.SchemaUri}");
        Demand.That(context.Bench.Subject.Resources.Any(r => r["uri"]?.AsText() == Wire.SchemaUri), $"resources/list doesn't name {Wire.SchemaUri}");
    }

    private static void Digest(CheckContext context)
    {
        var digest = Datum.Of(SnapshotDigest.Of(context.Bench.Subject.Document?["types"]?.Items ?? []));
        Demand.Same(digest, context.Bench.Subject.Document?["schemaDigest"], $"schemaDigest in {Wire.SchemaUri}");
        Demand.Same(digest, context.Bench.Subject.Extension?["schemaDigest"], "the schemaDigest that is announced");
    }
}
