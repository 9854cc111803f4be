using System.Runtime.CompilerServices;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl;

/// <summary>A use of a component of another file as the program wrote it. Its reads may come from any thread.</summary>
internal sealed record UseOfComponent(string File, string? Component, string Name, Expression Inputs, ResourceOptions? Options, SourcePlace Place)
{
    private readonly Lock gate = new();
    private readonly List<OutputRead> reads = [];

    /// <summary>Where its outputs are read, each once.</summary>
    public IReadOnlyList<OutputRead> Reads
    {
        get
        {
            lock (gate) return [.. reads.Distinct()];
        }
    }

    /// <summary>From the component around it to the outermost.</summary>
    public IEnumerable<Component> Around => Options?.Parent?.Path() ?? [];

    public void Read(string output, SourcePlace place)
    {
        lock (gate) reads.Add(new(output, place));
    }

    /// <summary>A map: the members of an anonymous object, or of anything that is a map as a value. Anything else is what it is, which is then reported.</summary>
    public static Expression Members(object? inputs) =>
        inputs is null || inputs is IExpressible value && value.ToExpression() is null ? new MapExpression([])
        : IsAnonymous(inputs.GetType()) ? new MapExpression([.. inputs.GetType().GetProperties().Select(p => KeyValuePair.Create(p.Name, Value(p.GetValue(inputs))))])
        : Literals.From(inputs) is Literal { Value.Kind: DatumKind.Map } literal ? new MapExpression([.. literal.Value.Members.Select(m => KeyValuePair.Create<string, Expression>(m.Key, new Literal(m.Value)))])
        : Literals.From(inputs);

    private static Expression Value(object? value) => value is not null && IsAnonymous(value.GetType()) ? Members(value) : Literals.From(value);

    private static bool IsAnonymous(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && type.Name.Contains("AnonymousType", StringComparison.Ordinal);
}
