using McpIac.Conformance.Examples;
using McpIac.Conformance.Running;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Checks;

/// <summary><c>validateConfig</c>, and what applying does with bad input.</summary>
internal static class ValidationChecks
{
    private const string Name = "mistaken";
    private static readonly string[] Severities = ["error", "warning", "info"];

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfType("validate.valid", "V1", 2, "Valid properties are valid", c =>
        {
            Usable(c);
            var data = Demand.Data(Demand.Taken(c.Life.Validated, "validateConfig"), "validating properties that the schema allows");
            Demand.That(data["valid"]?.AsBoolean() == true, $"properties that the schema allows aren't valid: {Demand.Shown(data["diagnostics"])}");
        }),
        Check.OfType("validate.missing", "V1", 2, "A missing property is reported by its path", c => PathAsync(c, Mistakes.Missing, "no property is required")),
        Check.OfType("validate.kind", "V1", 2, "A value of another kind is reported by its path", c => PathAsync(c, Mistakes.WrongKind, "no property has a kind of its own")),
        Check.OfType("validate.constraint", "V1", 2, "A value out of its range is reported by its path", c => PathAsync(c, Mistakes.Constraint, "no property has a range, a pattern or a list of values")),
        Check.OfType("validate.unknownMember", "V1", 2, "A property that there isn't is reported by its path", c => PathAsync(c, Mistakes.Unknown, "properties are open")),
        Check.OfType("validate.all", "V2", 2, "Two mistakes are both reported", TwoAsync),
        Check.OfType("validate.unknownValue", "V3", 2, "A value that isn't known yet is valid", UnknownAsync),
        Check.OfServer("validate.type", "V1", 2, "A type that there isn't is reported", async c =>
        {
            var data = Demand.Data(await ValidateAsync(c, c.Bench.Subject.Provider + ":conformance:none", Datum.EmptyMap), "validating a type that there isn't");
            Demand.Same(Datum.False, data["valid"], "valid, for a type that there isn't,");
        }),
        Check.OfServer("validate.resource", "V4", 2, "Diagnostics name the resource, and have a severity, a code and a message", NamedAsync),
        Check.OfType("apply.invalid", "C1", 2, "A change with a mistake is refused as invalid, by its path, without effect", InvalidAsync),
        Check.OfType("apply.marker", "C1", 2, "A change that carries a value that isn't known is refused", MarkerAsync),
        Check.OfServer("apply.type", "C1", 1, "A change of a type that there isn't is refused", c => RefusedAsync(c, w => w with { Type = c.Bench.Subject.Provider + ":conformance:none" }, "a type that there isn't")),
        Check.OfServer("apply.action", "C1", 1, "A change with another action is refused", c => RefusedAsync(c, w => w with { Action = "conformance" }, "an action that there isn't")),
        Check.OfServer("apply.key", "C1", 2, "A change without a key is refused", c => RefusedAsync(c, w => w with { Key = "" }, "an empty key")),
        Check.OfServer("apply.id", "C1", 2, "An update without an id is refused", c => RefusedAsync(c, w => w with { Action = "update" }, "an update without an id")),
        Check.OfType("apply.updateOfNothing", "C5", 2, "An update of what never was is notFound", async c =>
        {
            Usable(c);
            if (!c.Type.CanUpdate) throw Demand.Exempt("the type has no updates");
            var urn = Bench.Urn(c.Bench.Deployment("nothing"), c.Type, "nothing");
            var change = new WireChange(c.Bench.Token(), "update", c.Type.Token, "nothing", urn, NotFound.Id, Properties: c.Life.Properties);
            Demand.Refused(await c.Bench.ApplyAsync(change, c.Cancellation), "an update of an id that there isn't", ErrorCodes.NotFound);
        }),
    ];

    private static void Usable(CheckContext context)
    {
        if (context.Life.Unusable is { } why) throw new CheckSkipped(why);
    }

    private static Task<Answer> ValidateAsync(CheckContext context, string type, Datum properties) =>
        context.Bench.CallAsync("validateConfig", new ValidateArguments([new WireResourceDeclaration(type, Name, properties)]), context.Cancellation);

    private static async Task PathAsync(CheckContext context, Func<Schemas.Catalogs.ResourceType, Datum, Mistake?> mistake, string none)
    {
        Usable(context);
        if (mistake(context.Type, context.Life.Properties) is not { } made) throw Demand.Exempt(none);
        var data = Demand.Data(await ValidateAsync(context, context.Type.Token, made.Properties), $"validating a mistake at {made.Path}");
        Demand.Same(Datum.False, data["valid"], $"valid, with a mistake at {made.Path},");
        Demand.That(Paths(data).Contains(made.Path), $"a mistake at {made.Path} is reported at {string.Join(", ", Paths(data))}");
    }

    private static async Task TwoAsync(CheckContext context)
    {
        Usable(context);
        if (Mistakes.Two(context.Type, context.Life.Properties) is not { } two) throw Demand.Exempt("the schema doesn't allow for two mistakes");
        var data = Demand.Data(await ValidateAsync(context, context.Type.Token, two.Properties), "validating two mistakes");
        string[] unsaid = [.. two.Paths.Except(Paths(data))];
        Demand.That(unsaid.Length == 0, $"of mistakes at {string.Join(" and ", two.Paths)}, {string.Join(", ", unsaid)} isn't reported");
    }

    private static async Task UnknownAsync(CheckContext context)
    {
        Usable(context);
        if (Unknown(context) is not { } unknown) throw Demand.Exempt("no property can be unknown");
        var data = Demand.Data(await ValidateAsync(context, context.Type.Token, unknown), "validating a value that isn't known yet");
        Demand.That(data["valid"]?.AsBoolean() == true, $"a value that isn't known yet isn't valid: {Demand.Shown(data["diagnostics"])}");
    }

    private static async Task NamedAsync(CheckContext context)
    {
        var type = context.Workhorse;
        var properties = await context.Maker.PropertiesAsync(type, context.Cancellation);
        var mistake = Mistakes.Unknown(type, properties) ?? Mistakes.WrongKind(type, properties) ?? throw Demand.Exempt("the schema allows for no mistake");
        var data = Demand.Data(await ValidateAsync(context, type.Token, mistake.Properties), "validating a mistake");
        Demand.That(data["diagnostics"]?.Items is { Count: > 0 }, "a mistake has no diagnostics");
        foreach (var diagnostic in data["diagnostics"]?.Items ?? [])
        {
            Demand.That(diagnostic["resource"]?.AsText() is Name, $"a diagnostic has the resource {Demand.Shown(diagnostic["resource"])}, not {Name}");
            Demand.That(Severities.Contains(diagnostic["severity"]?.AsText()), $"a diagnostic has the severity {Demand.Shown(diagnostic["severity"])}");
            Demand.That(diagnostic["code"]?.AsText() is { Length: > 0 } && diagnostic["message"]?.AsText() is { Length: > 0 }, "a diagnostic has no code or no message");
        }
    }

    private static async Task InvalidAsync(CheckContext context)
    {
        Usable(context);
        var valid = await context.Maker.PropertiesAsync(context.Type, context.Cancellation);
        var mistake = Mistakes.Missing(context.Type, valid) ?? Mistakes.WrongKind(context.Type, valid) ?? Mistakes.Unknown(context.Type, valid) ?? throw Demand.Exempt("the schema allows for no mistake");
        var urn = Bench.Urn(context.Bench.Deployment("invalid"), context.Type, "invalid");
        var answer = await context.Bench.ApplyAsync(new WireChange(context.Bench.Token(), "create", context.Type.Token, "invalid", urn, Properties: mistake.Properties), context.Cancellation);
        Demand.Refused(answer, $"a create with a mistake at {mistake.Path}", ErrorCodes.Invalid);
        var said = (answer.First?["error"] ?? answer.Error)?["details"]?["path"];
        Demand.Same(Datum.Of(mistake.Path), said, "the error's path");
        Demand.Error(await context.Bench.GetAsync(new GetArguments(Urn: urn), context.Cancellation), "asking for what was refused", ErrorCodes.NotFound);
    }

    private static async Task MarkerAsync(CheckContext context)
    {
        Usable(context);
        if (Unknown(context) is not { } unknown) throw Demand.Exempt("no property can be unknown");
        var urn = Bench.Urn(context.Bench.Deployment("marker"), context.Type, "marker");
        Demand.Refused(await context.Bench.ApplyAsync(new WireChange(context.Bench.Token(), "create", context.Type.Token, "marker", urn, Properties: unknown), context.Cancellation),
            "a create that carries a marker", ErrorCodes.Invalid);
    }

    private static async Task RefusedAsync(CheckContext context, Func<WireChange, WireChange> wrong, string what)
    {
        var type = context.Workhorse;
        var properties = await context.Maker.PropertiesAsync(type, context.Cancellation);
        var change = new WireChange(context.Bench.Token(), "create", type.Token, "refused", Bench.Urn(context.Bench.Deployment("refused"), type, "refused"), Properties: properties);
        Demand.Refused(await context.Bench.ApplyAsync(wrong(change), context.Cancellation), $"a change with {what}", ErrorCodes.Invalid, ErrorCodes.Unsupported);
    }

    /// <summary>The properties with one of them not known yet.</summary>
    public static Datum? Unknown(CheckContext context)
    {
        var member = context.Type.Properties.Members.FirstOrDefault(m => context.Life.Properties[m.Name] is not null && m.Shape.Kind == Schemas.Catalogs.ShapeKind.Text && m.Shape.Enum.Count == 0)
            ?? context.Type.Properties.Members.FirstOrDefault(m => context.Life.Properties[m.Name] is not null);
        return member is null ? null : context.Life.Properties.With(member.Name, Json.Map(("$iac", Datum.Of("unknown")), ("type", Datum.Of("string"))));
    }

    private static string[] Paths(Datum data) =>
        [.. (data["diagnostics"]?.Items ?? []).Where(d => d["severity"]?.AsText() == "error").Select(d => d["path"]?.AsText()).OfType<string>()];
}
