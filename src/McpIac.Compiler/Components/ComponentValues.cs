using McpIac.Compiler.Documents;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Components;

/// <summary>The outputs of components where they are read, and their resources where they are meant.</summary>
/// <param name="made">By the uses' ids; grows as uses are expanded.</param>
/// <param name="map">Where the deployment is written.</param>
internal sealed class ComponentValues(IReadOnlyDictionary<string, MadeComponent> made, SourceMap map, Findings findings)
{
    /// <summary>Stands for what was reported.</summary>
    private static readonly Literal Hole = new(Evaluation.Unknown);

    /// <summary>Whether all components were made that the value reads.</summary>
    public bool AreKnown(Expression value) => value is Literal or Reference || References.Parts(value).Where(Splicing.IsOutput).OfType<External>().All(e => made.ContainsKey(e.Path[0]));

    public DeclaredUse Put(DeclaredUse use) => use with
    {
        Inputs = [.. use.Inputs.Select(i => i with { Value = Put(i.Value, () => i.Place ?? use.Place) })],
        DependsOn = Resources(use.DependsOn),
    };

    /// <summary>The deployment with all that its components make.</summary>
    /// <param name="wholes">How many of its outputs, the last ones, may be resources as wholes: those of a component.</param>
    public DeclaredDeployment Put(DeclaredDeployment deployment, int wholes = 0) => deployment with
    {
        Resources = [.. deployment.Resources.Select(Put), .. made.Values.SelectMany(m => m.Resources)],
        Outputs = [.. deployment.Outputs.Select((o, i) => o with { Value = i < deployment.Outputs.Count - wholes ? Put(o.Value, () => o.Place) : Whole(o.Value) }), .. made.Values.SelectMany(m => m.Declared)],
        Checks = [.. deployment.Checks.Select(c => c with { Condition = Put(c.Condition, () => c.Place), Message = Put(c.Message, () => c.Place) }), .. made.Values.SelectMany(m => m.Checks)],
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
        Properties = [.. resource.Properties.Select(p => p with { Value = Put(p.Value, () => PlaceOf(resource, p, "")) })],
        Options = [.. resource.Options.Select(o => o with { Value = Put(o.Value, () => PlaceOf(resource, o, WrittenValues.Options)) })],
        DependsOn = Resources(resource.DependsOn),
    };

    private SourcePlace? PlaceOf(DeclaredResource resource, DeclaredProperty property, string pointer) =>
        property.Place ?? map.Find(resource)?.ValueAt($"{pointer}/{ShapeWords.Escape(property.Name)}") ?? resource.Place;

    private Expression Put(Expression value, Func<SourcePlace?> place)
    {
        var whole = Whole(value);
        if (ReferenceEquals(whole, value) || References.Of(whole).All(r => r.Path.Count > 0)) return whole;
        findings.Add(DocumentProblems.WholeOutput(place() ?? new SourcePlace("", 0)));
        return Hole;
    }

    // A component's output may be a resource as a whole: whoever reads it says what of it.
    private Expression Whole(Expression value) => Splicing.Put(value, e => e.Path is [var id, var output] && made.GetValueOrDefault(id)?.Outputs.GetValueOrDefault(output) is { } known ? known : Hole);

    private string[] Resources(IReadOnlyList<string> urns) => [.. urns.SelectMany(u => made.TryGetValue(u, out var component) ? component.Resources.Select(r => r.Urn) : [u]).Distinct(StringComparer.Ordinal)];
}
