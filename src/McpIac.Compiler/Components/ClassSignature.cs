using McpIac.Dsl.Components;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Components;

/// <summary>What a component's class takes and yields; see <see cref="ComponentClass"/>.</summary>
/// <param name="Problem">Why no document can use it; null when one can.</param>
internal sealed record ClassSignature(string Name, IReadOnlyList<ComponentInput> Inputs, IReadOnlyList<string> Outputs, string? Problem)
{
    public static ClassSignature Of(ComponentClass component) => new(component.Name, component.Inputs, [.. component.Outputs], component.Problem);

    public Datum ToDatum() => Datum.MapOf(
    [
        new("name", Datum.Of(Name)),
        new("inputs", Datum.ListOf(Inputs.Select(i => Datum.MapOf([new("name", Datum.Of(i.Name)), new("schema", i.Schema), new("required", Datum.Of(i.IsRequired)), new("known", Datum.Of(i.IsKnown))])))),
        new("outputs", Datum.ListOf(Outputs.Select(Datum.Of))),
        new("problem", Problem is null ? Datum.Null : Datum.Of(Problem)),
    ]);

    /// <summary>The signature, or null when the datum is none.</summary>
    public static ClassSignature? FromDatum(Datum datum)
    {
        if (datum["name"]?.AsText() is not { } name) return null;
        ComponentInput?[] inputs = [.. datum["inputs"]?.Items.Select(Input) ?? [null]];
        return inputs.All(i => i is not null) ? new ClassSignature(name, [.. inputs.OfType<ComponentInput>()], [.. datum["outputs"]?.Items.Select(o => o.AsText()).OfType<string>() ?? []], datum["problem"]?.AsText()) : null;
    }

    private static ComponentInput? Input(Datum datum) =>
        datum["name"]?.AsText() is { } name && datum["schema"] is { } schema ? new ComponentInput(name, schema, datum["required"]?.AsBoolean() == true, datum["known"]?.AsBoolean() == true) : null;
}
