using McpIac.Compiler.Documents;
using McpIac.Compiler.Externals;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Components;

/// <summary>The outputs of components where they are read, and their resources where they are meant.</summary>
/// <param name="made">By the uses' ids; grows as uses are expanded.</param>
internal sealed class ComponentValues(IReadOnlyDictionary<string, MadeComponent> made, Findings findings)
{
    /// <summary>Stands for what was reported.</summary>
    private static readonly Literal Hole = new(Evaluation.Unknown);

    /// <summary>Whether all components were made that the value reads.</summary>
    public bool AreKnown(Expression value) => value is Literal or Reference || References.Parts(value).Where(Splicing.IsOutput).OfType<External>().All(e => made.ContainsKey(e.Path[0]));

    public DeclaredUse Put(DeclaredUse use) => use with
    {
        Inputs = [.. use.Inputs.Select(i => i with { Value = Put(i.Value, i.Place ?? use.Place) })],
        DependsOn = Resources(use.DependsOn),
    };

    /// <summary>The deployment with all that its components make.</summary>
    public DeclaredDeployment Put(DeclaredDeployment deployment) => ExternalValues.Rewrite(deployment, v => Put(v, null)) with
    {
        Resources = [.. deployment.Resources.Select(Put), .. made.Values.SelectMany(m => m.Resources)],
        Outputs = [.. deployment.Outputs.Select(o => o with { Value = Whole(o.Value) }), .. made.Values.SelectMany(m => m.Declared)],
        Checks = [.. deployment.Checks.Select(c => c with { Condition = Put(c.Condition, c.Place), Message = Put(c.Message, c.Place) }), .. made.Values.SelectMany(m => m.Checks)],
        Uses = [],
    };

    /// <summary>Reports outputs that are read and that there are none of.</summary>
    public void Check(DeclaredUse use)
    {
        if (made.GetValueOrDefault(use.Id) is not { Known: { } known } of) return;
        foreach (var read in use.Reads.Where(r => !known.Contains(r.Output)))
            findings.Add(DocumentProblems.NoSuchOutput(read.Output, $"{use.Name} ({of.Name})", known, read.Place ?? use.Place ?? new SourcePlace("", 0)));
    }

    private DeclaredResource Put(DeclaredResource resource) => resource with
    {
        Properties = [.. resource.Properties.Select(p => p with { Value = Put(p.Value, p.Place ?? resource.Place) })],
        Options = [.. resource.Options.Select(o => o with { Value = Put(o.Value, o.Place ?? resource.Place) })],
        DependsOn = Resources(resource.DependsOn),
    };

    private Expression Put(Expression value, SourcePlace? place)
    {
        var whole = Whole(value);
        if (ReferenceEquals(whole, value) || References.Of(whole).All(r => r.Path.Count > 0)) return whole;
        findings.Add(DocumentProblems.WholeResource("This", place ?? new SourcePlace("", 0)));
        return Hole;
    }

    // A component's output may be a resource as a whole: whoever reads it says what of it.
    private Expression Whole(Expression value) => Splicing.Put(value, e => e.Path is [var id, var output] && made.GetValueOrDefault(id)?.Outputs.GetValueOrDefault(output) is { } known ? known : Hole);

    private string[] Resources(IReadOnlyList<string> urns) => [.. urns.SelectMany(u => made.TryGetValue(u, out var component) ? component.Resources.Select(r => r.Urn) : [u]).Distinct(StringComparer.Ordinal)];
}
