using McpIac.Dsl.Deployments;
using McpIac.Dsl.Syntax;
using McpIac.Plans.Binding;

namespace McpIac.Testing;

/// <summary>A deployment whose references resolve and whose values were checked.</summary>
public sealed class DeploymentModel
{
    private readonly Dictionary<string, ResourceModel> byUrn;
    private readonly HashSet<string> unique;

    internal DeploymentModel(BoundDeployment bound)
    {
        Bound = bound;
        unique = bound.Resources.GroupBy(r => r.Name, StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        Printer = new SyntaxPrinter(TextOf);
        Resources = [.. bound.Resources.Select(r => new ResourceModel(this, r))];
        byUrn = Resources.ToDictionary(r => r.Urn, StringComparer.Ordinal);
        Outputs = bound.Outputs.ToDictionary(o => o.Name, o => o.Secret ? DotNetValue.Secret : DotNetValue.Of(SecretMask.Of(o.Value, null), Printer), StringComparer.Ordinal);
    }

    public string Name => Bound.Name;

    /// <summary>In the order in which the program declares them.</summary>
    public IReadOnlyList<ResourceModel> Resources { get; }

    /// <summary>By name, in the form of <see cref="ResourceModel.this"/>.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; }

    internal BoundDeployment Bound { get; }

    internal SyntaxPrinter Printer { get; }

    /// <summary>One resource.</summary>
    /// <param name="type">A whole type token, <c>aws:vpc:vpc</c>.</param>
    /// <param name="name">Its name; of one in a component also with that, <c>Network:main/app</c>.</param>
    /// <exception cref="DeploymentTestException">There is none, or more than one; the message says what there is.</exception>
    public ResourceModel Resource(string type, string name) => Resources.Where(r => r.Type == type && r.IsCalled(name)).ToArray() switch
    {
        [var only] => only,
        [] => throw Names.Missing($"{Name} has no {type} {name}", $"{type} {name}", [.. Resources.Select(r => $"{r.Type} {r.Name}")]),
        var several => throw new DeploymentTestException($"{Name} has {several.Length} resources {type} {name}: {string.Join(", ", several.Select(r => Urns.Local(r.Urn)))}."),
    };

    /// <summary>All resources of a type; none is no error.</summary>
    public IReadOnlyList<ResourceModel> OfType(string type) => [.. Resources.Where(r => r.Type == type)];

    /// <summary>An output's value.</summary>
    /// <exception cref="DeploymentTestException">There is none; the message says what there is.</exception>
    public object? Output(string name) => Outputs.TryGetValue(name, out var value) ? value : throw Names.Missing($"{Name} has no output {name}", name, [.. Outputs.Keys]);

    internal ResourceModel ByUrn(string urn) => byUrn[urn];

    // A name alone where that is enough, as one would write it.
    private string TextOf(string urn)
    {
        var resource = byUrn[urn];
        return unique.Contains(resource.Name) ? SyntaxPrinter.Name(resource.Name) : $"{resource.Type}:{SyntaxPrinter.Name(Urns.Local(urn))}";
    }
}
