using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Conformance.Checks;

/// <summary>The types as <c>iac://schema</c> describes them.</summary>
internal static class TypeChecks
{
    private static readonly string[] Words =
    [
        "x-iac-immutable", "x-iac-sensitive", "x-iac-writeOnly", "x-iac-computed", "x-iac-ref", "x-iac-ref-or-text", "x-iac-aliases", "x-iac-from", "x-iac-unordered", "x-iac-equal", "x-iac-unit", "x-iac-asset",
    ];

    private static readonly string[] Equalities = ["json", "caseInsensitive", "cidr", "duration"];
    private static readonly string[] Undos = ["exact", "recreate", "irreversible"];

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfServer("types.readable", "T1", 1, "Every type can be read, and none is there twice", Readable),
        Check.OfType("types.objects", "T2", 1, "Properties and outputs are schemas of objects", c =>
        {
            Demand.Same(Datum.Of("object"), c.Type.Raw["properties"]?["type"], "the type of properties");
            Demand.Same(Datum.Of("object"), c.Type.Raw["outputs"]?["type"], "the type of outputs");
        }),
        Check.OfType("types.schemas", "T2", 1, "Properties and outputs keep to the meta-schema of JSON Schema 2020-12", c =>
        {
            foreach (var part in (string[])["properties", "outputs"]) Demand.Schema(c.Type.Raw[part] ?? Datum.Null, part, c.Type.Raw);
        }),
        Check.OfType("types.id", "T2", 1, "There is an output id, a text", c => Demand.That(c.Type.Raw["outputs"]?["properties"]?["id"]?["type"]?.AsText() == "string", "outputs have no id that is a text")),
        Check.OfType("types.identity", "T3", 1, "The identity names outputs", c => Names(c, c.Type.Raw["identity"]?.Items ?? [], c.Type.Outputs, "identity", "output")),
        Check.OfServer("types.naturalKeys", "T3", 1, "Natural keys name properties", c =>
        {
            foreach (var type in Described(c))
                foreach (var name in (type["naturalKeys"]?.Items ?? []).SelectMany(k => k.Items))
                    Demand.That(name.AsText() is { } text && type["properties"]?["properties"]?[text] is not null, $"naturalKeys of {type["type"]?.AsText()} name {Demand.Shown(name)}, which is no property");
        }),
        Check.OfType("types.operations", "T4", 1, "Operations are true or false", c =>
        {
            foreach (var (name, value) in c.Type.Raw["operations"]?.Members ?? []) Demand.That(value.AsBoolean() is not null, $"operations.{name} is {Demand.Shown(value)}");
        }),
        Check.OfServer("types.undo", "T5", 3, "How far operations can be taken back is said in the standard's words", c =>
        {
            foreach (var type in Described(c))
                foreach (var operation in (string[])["create", "update", "delete"])
                    Demand.That(Undos.Contains(type["undo"]?[operation]?.AsText()), $"undo.{operation} of {type["type"]?.AsText()} is {Demand.Shown(type["undo"]?[operation])}");
        }),
        Check.OfType("types.temper", "T6", 1, "That deletes destroy data, and that the old object goes first, is true or false", c =>
        {
            foreach (var name in (string[])["stateful", "deleteFirst"]) Demand.That(c.Type.Raw[name] is null || c.Type.Raw[name]?.AsBoolean() is not null, $"{name} is {Demand.Shown(c.Type.Raw[name])}");
        }),
        Check.OfType("types.examples", "T7", 1, "Examples are valid", c =>
        {
            foreach (var example in c.Type.Raw["examples"]?.Items ?? [])
            {
                var wrong = ShapeValidator.Validate(c.Type.Properties, example);
                Demand.That(wrong.Count == 0, wrong.Count == 0 ? "" : $"of the example {Demand.Shown(example)}, {wrong[0].Path} {wrong[0].Message}");
            }
        }),
        Check.OfType("types.references", "T8", 1, "References lead to outputs of types", References),
        Check.OfType("types.annotations", "T8", 1, "Annotations are those of the standard", c =>
        {
            Annotations(c.Type.Raw["properties"] ?? Datum.Null);
            Annotations(c.Type.Raw["outputs"] ?? Datum.Null);
        }),
    ];

    // As they are in the document, also when they can't be read.
    private static IEnumerable<Datum> Described(CheckContext context) => context.Bench.Subject.Document?["types"]?.Items ?? [];

    private static void Readable(CheckContext context)
    {
        var subject = context.Bench.Subject;
        Demand.That(subject.TypeProblems.Count == 0, string.Join(" ", subject.TypeProblems.Select(p => $"{p.Key}: {p.Value}")));
        var twice = Described(context).GroupBy(t => t["type"]?.AsText() ?? "").FirstOrDefault(g => g.Count() > 1)?.Key;
        Demand.That(twice is null, $"there are two types {twice}");
    }

    private static void Names(CheckContext context, IEnumerable<Datum> names, Shape shape, string what, string which)
    {
        foreach (var name in names) Demand.That(name.AsText() is { } text && shape.Member(text) is not null, $"{what} names {Demand.Shown(name)}, which is no {which}");
    }

    private static void References(CheckContext context)
    {
        foreach (var reference in Shapes(context.Type.Properties, 0).SelectMany(s => s.References).Distinct())
        {
            var (token, output) = reference.LastIndexOf('#') is var hash and >= 0 ? (reference[..hash], reference[(hash + 1)..]) : (reference, "");
            Demand.That(output.Length > 0, $"x-iac-ref {reference} names no output");
            if (token.Split(':')[0] != context.Type.Provider) continue;
            var type = context.Bench.Subject.Types.FirstOrDefault(t => t.Token == token);
            Demand.That(type is not null, $"x-iac-ref {reference}: there is no type {token}");
            Demand.That(type.Outputs.Member(output) is not null, $"x-iac-ref {reference}: {token} has no output {output}");
        }
    }

    private static IEnumerable<Shape> Shapes(Shape shape, int depth) => depth > 16 || shape.IsRepeat ? [shape]
        : new[] { shape }.Concat(shape.Members.SelectMany(m => Shapes(m.Shape, depth + 1))).Concat(shape.Element is { } element ? Shapes(element, depth + 1) : []);

    private static void Annotations(Datum schema)
    {
        foreach (var (name, value) in schema.Members)
        {
            if (name.StartsWith("x-iac-", StringComparison.Ordinal)) Demand.That(Words.Contains(name), $"{name} isn't an annotation of the standard");
            if (name == "x-iac-equal") Demand.That(Equalities.Contains(value.AsText()), $"x-iac-equal is {Demand.Shown(value)}, not one of {string.Join(", ", Equalities)}");
            if (name is not ("default" or "examples" or "enum" or "const")) Annotations(value);
        }

        foreach (var item in schema.Items) Annotations(item);
    }
}
