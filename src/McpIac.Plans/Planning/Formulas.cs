using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Syntax;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>What values that aren't known yet will be computed from, as documents write it: <c>https://${lb.address}/</c>. Nothing secret is in it.</summary>
internal sealed class Formulas
{
    private const int Longest = 2_000;

    private readonly SyntaxPrinter printer;

    /// <param name="urns">The resources that formulas can name: by their names where no two have it.</param>
    public Formulas(IEnumerable<string> urns)
    {
        var named = urns.GroupBy(Urns.Local, StringComparer.Ordinal).SelectMany(g => g.Select(u => KeyValuePair.Create(u, g.Count() == 1 ? Written(g.Key) : $"{TypeOf(u)}:{Written(g.Key)}")));
        var shown = named.ToDictionary(n => n.Key, n => n.Value, StringComparer.Ordinal);
        printer = new SyntaxPrinter(urn => shown.GetValueOrDefault(urn) ?? Written(Urns.Local(urn)));
    }

    /// <summary>The formulas of a resource's unknown values, by their paths: <c>servers/0</c>.</summary>
    /// <param name="secrets">Properties that are secret though their shape doesn't say so.</param>
    public IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, Expression> properties, Datum inputs, Shape shape, IReadOnlySet<string> secrets)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in inputs.Members)
        {
            if (!secrets.Contains(name) && properties.TryGetValue(name, out var expression)) Collect(name, expression, value, shape.Member(name)?.Shape, found);
        }

        return found;
    }

    /// <summary>An expression's formula; null when it has something secret in it.</summary>
    public string? Of(Expression expression)
    {
        if (References.Parts(expression).Any(p => p is Secret or External { IsSecret: true } || p is Literal { Value: var value } && value["$iac"] is not null)) return null;
        var text = printer.Template(expression);
        return text.Length <= Longest ? text : null;
    }

    // A path through components is for people to read only.
    private static string Written(string local) => local.Contains('/', StringComparison.Ordinal) ? local : SyntaxPrinter.Name(local);

    private static string TypeOf(string urn) => Uri.UnescapeDataString(urn.Split('/') is { Length: > 1 } segments ? segments[^2] : "");

    private void Collect(string path, Expression expression, Datum value, Shape? shape, Dictionary<string, string> found)
    {
        if (shape is { Sensitive: true } or { WriteOnly: true }) return;
        if (Fingerprints.IsUnknown(value))
        {
            if (Of(expression) is { } formula) found[path] = formula;
        }
        else if (expression is ListExpression list && value.Kind == DatumKind.List && value.Items.Count == list.Items.Count)
        {
            for (var i = 0; i < list.Items.Count; i++) Collect($"{path}/{i}", list.Items[i], value.Items[i], shape?.Element, found);
        }
        else if (expression is MapExpression map && value.Kind == DatumKind.Map)
        {
            foreach (var (name, inner) in map.Members)
            {
                if (value[name] is { } member) Collect($"{path}/{name}", inner, member, shape?.Member(name)?.Shape ?? shape?.Element, found);
            }
        }
    }
}
