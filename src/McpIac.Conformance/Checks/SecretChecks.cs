using McpIac.Conformance.Examples;
using McpIac.Conformance.Running;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Validation;

namespace McpIac.Conformance.Checks;

/// <summary>Secrets, which never come back: not in answers, not in messages, not in logs.</summary>
internal static class SecretChecks
{
    /// <summary>What the kit's secrets begin with, so that they are found wherever they come out.</summary>
    private const string Canary = "Canary7";

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfType("secrets.declared", "C7", 1, "A property that the schema calls secret is masked in every answer", DeclaredAsync),
        Check.OfType("secrets.named", "C7", 2, "A property that a change calls secret is masked in every answer", NamedAsync),
        Check.OfType("secrets.refused", "C7", 2, "A refusal doesn't quote secrets", RefusedAsync),
        Check.OfTranscript("secrets.neverEchoed", "C7", 1, "No answer of the whole run holds a secret", c =>
        {
            foreach (var answer in c.Bench.Transcript)
                Demand.That(answer.Result is null || !Echo(answer.Result).ToString().Contains(Canary, StringComparison.Ordinal), $"an answer of {answer.Tool} holds a secret that was sent before");
        }),
        Check.OfTranscript("secrets.neverLogged", "C7", 1, "The server's standard error holds no secret", c =>
        {
            var line = c.Bench.SaidBefore.Concat(c.Bench.Peer.Said).FirstOrDefault(l => l.Contains(Canary, StringComparison.Ordinal));
            Demand.That(line is null, "a line on standard error holds a secret that was sent");
        }),
    ];

    // What a provider makes of a secret, an id or another output, is told: an orchestrator needs it.
    private static Datum Echo(Datum value) => value.Kind switch
    {
        DatumKind.Map => Datum.MapOf(value.Members.Where(m => m.Key is not ("outputs" or "id")).Select(m => KeyValuePair.Create(m.Key, Echo(m.Value)))),
        DatumKind.List => Datum.ListOf(value.Items.Select(Echo)),
        _ => value,
    };

    private static string Secret(Bench bench) => Canary + bench.Token();

    private static async Task DeclaredAsync(CheckContext context)
    {
        LifecycleChecks.Made(context);
        var members = context.Type.Properties.Members.Where(m => m.Shape is { Sensitive: true } or { WriteOnly: true }).ToArray();
        if (members.Length == 0) throw Demand.Exempt("no property is secret");
        var properties = await context.Maker.PropertiesAsync(context.Type, context.Cancellation);
        foreach (var member in members.Where(m => m.Shape.Kind == ShapeKind.Text))
        {
            if (Given(context, properties, member, Secret(context.Bench)) is not { } given) continue;
            var made = await MakeAsync(context, "declared", given, null);
            if (made is null) continue; // it excludes another property, which only its author knows
            await MaskedAsync(context, made, member.Name, mayBeAbsent: true);
            return;
        }

        throw new CheckSkipped("no object with a secret property could be made up; give one with --examples");
    }

    // An output that is the property's value, or is made of it, is returned: it is what others refer to.
    private static bool IsShown(ResourceType type, ShapeMember member) =>
        type.Outputs.Members.Any(o => o.Name == member.Name || o.Shape.From?.Contains("${" + member.Name, StringComparison.Ordinal) == true);

    private static async Task NamedAsync(CheckContext context)
    {
        LifecycleChecks.Made(context);
        var properties = await context.Maker.PropertiesAsync(context.Type, context.Cancellation);
        foreach (var member in context.Type.Properties.Members.Where(m => m.Shape is { Kind: ShapeKind.Text, Enum.Count: 0, References.Count: 0, Immutable: false, Sensitive: false, WriteOnly: false } && !IsShown(context.Type, m)))
        {
            if (Given(context, properties, member, Secret(context.Bench)) is not { } given) continue;
            var made = await MakeAsync(context, "named", given, JsonPointer.Append("", member.Name));
            if (made is null) continue;

            // Where a secret shows in what can be read of the object by nature, an output made of it, only the change's author knows.
            await MaskedAsync(context, made, member.Name, mayBeAbsent: false);
            return;
        }

        throw Demand.Exempt("no property is a free text that a change could call secret");
    }

    private static async Task RefusedAsync(CheckContext context)
    {
        LifecycleChecks.Made(context);
        var properties = await context.Maker.PropertiesAsync(context.Type, context.Cancellation);
        var mistake = Mistakes.Unknown(context.Type, properties) ?? throw Demand.Exempt("properties are open");
        var secret = Secret(context.Bench);
        var urn = Bench.Urn(context.Bench.Deployment("refusedsecret"), context.Type, "refused");
        var change = new WireChange(context.Bench.Token(), "create", context.Type.Token, "refused", urn,
            Properties: mistake.Properties.With(Mistakes.UnknownMember, Datum.Of(secret)), Secrets: [mistake.Path]);
        var answer = await context.Bench.ApplyAsync(change, context.Cancellation);
        Demand.That(answer.Result?.ToString().Contains(secret, StringComparison.Ordinal) != true, "a refusal quotes a secret of the change");
    }

    private static Datum? Given(CheckContext context, Datum properties, ShapeMember member, string secret)
    {
        var given = properties.With(member.Name, Datum.Of(secret));
        foreach (var candidate in (Datum[])[given, Only(context.Type, given, member.Name)])
            if (ShapeValidator.Validate(context.Type.Properties, candidate).Count == 0) return candidate;
        return null;
    }

    private static Datum Only(ResourceType type, Datum given, string name) => Datum.MapOf(given.Members.Where(m => m.Key == name || type.Properties.Member(m.Key)?.Required == true));

    /// <summary>The object, once with everything that was given and once with no more than is required; null when both are refused.</summary>
    private static async Task<Datum?> MakeAsync(CheckContext context, string part, Datum given, string? pointer)
    {
        var member = given.Members.First(m => m.Value.AsText()?.StartsWith(Canary, StringComparison.Ordinal) == true).Key;
        foreach (var properties in (Datum[])[given, Only(context.Type, given, member)])
        {
            var name = $"{part}{context.Bench.Token()}";
            var change = new WireChange(context.Bench.Token(), "create", context.Type.Token, name, Bench.Urn(context.Bench.Deployment("secret"), context.Type, name),
                Properties: properties, Secrets: pointer is null ? null : [pointer]);
            var answer = await context.Bench.ApplyAsync(change, context.Cancellation);
            if (answer.Outcome == "applied") return answer.Resource;
        }

        return null;
    }

    private static async Task MaskedAsync(CheckContext context, Datum made, string member, bool mayBeAbsent)
    {
        Masked(made, member, mayBeAbsent, "what was created");
        var id = made["id"]?.AsText();
        Masked(Demand.Data(await context.Bench.GetAsync(new GetArguments(id, context.Type.Token), context.Cancellation), "reading it"), member, mayBeAbsent: true, "what is read");
        if (!context.Bench.Lists(context.Type)) return;
        var (items, _) = await Listing.AllAsync(context.Bench, new ListArguments(context.Type.Token), context.Cancellation);
        if (items.FirstOrDefault(i => i["id"]?.AsText() == id) is { } listed) Masked(listed, member, mayBeAbsent: true, "what is listed");
    }

    private static void Masked(Datum resource, string member, bool mayBeAbsent, string what)
    {
        var value = resource["properties"]?[member];
        if (value is null && mayBeAbsent) return;
        Demand.That(value?["$iac"]?.AsText() == "secret", $"in {what} the secret property {member} is {(value?.AsText() is null ? Demand.Shown(value) : "a text")}, not {{\"$iac\":\"secret\"}}");
        Demand.That(!resource["properties"]?.ToString().Contains(Canary, StringComparison.Ordinal) == true, $"{what} holds the secret elsewhere");
    }
}
