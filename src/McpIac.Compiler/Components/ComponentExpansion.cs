using McpIac.Compiler.Documents;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Declarations;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Components;

/// <summary>
/// Puts what components of other files make into the deployment that uses them, and their outputs in the places where they are read. What such a component itself uses of other
/// files follows, until nothing is left.
/// </summary>
internal sealed class ComponentExpansion
{
    private readonly DocumentComponents documents;
    private readonly string folder;
    private readonly Findings findings = new();
    private SourceMap map;

    private ComponentExpansion(DeclaredProgram program, CompileRequest request)
    {
        (map, folder) = (program.Map, Path.GetDirectoryName(request.ProgramPath) ?? "");
        documents = new DocumentComponents(DocumentFiles.OfDisk, folder, findings);
    }

    public static async Task<DeclaredProgram> ExpandAsync(DeclaredProgram program, CompileRequest request, Catalog catalog, CancellationToken cancellation)
    {
        if (program.Deployment is not { Uses.Count: > 0 } deployment) return program;
        var expansion = new ComponentExpansion(program, request);

        // A program that failed has given its components who knows what.
        if (!program.IsDocument && program.Diagnostics.Any(d => d.Severity == Severity.Error)) return program with { Deployment = new ComponentValues(new Dictionary<string, MadeComponent>(), expansion.findings).Put(deployment) };
        var expanded = await expansion.FlattenAsync(deployment, id => program.Inside.GetValueOrDefault(id) ?? []);
        return program with { Deployment = expanded, Map = expansion.map, Diagnostics = [.. program.Diagnostics, .. expansion.findings] };
    }

    /// <summary>The deployment without uses.</summary>
    /// <param name="inside">The components that a use is inside of.</param>
    private async Task<DeclaredDeployment> FlattenAsync(DeclaredDeployment deployment, Func<string, IReadOnlyList<ComponentDefinition>> inside)
    {
        var made = new Dictionary<string, MadeComponent>(StringComparer.Ordinal);
        var outputs = new ComponentValues(made, findings);
        var waiting = Distinct(deployment.Uses);
        while (waiting.Count > 0)
        {
            DeclaredUse[] ready = [.. waiting.Where(u => u.Inputs.All(i => outputs.AreKnown(i.Value)) && u.DependsOn.All(d => waiting.All(w => w.Id != d)))];
            if (ready.Length == 0)
            {
                foreach (var use in waiting)
                {
                    made[use.Id] = MadeComponent.Failed;
                    findings.Add(DocumentProblems.ComponentCircle(use.Component ?? Path.GetFileName(use.File), PlaceOf(use)));
                }

                break;
            }

            waiting.RemoveAll(ready.Contains);
            foreach (var use in ready.Select(outputs.Put)) made[use.Id] = await MakeAsync(use, deployment.Name, inside(use.Id));
        }

        foreach (var use in deployment.Uses) outputs.Check(use);
        return outputs.Put(deployment);
    }

    private async Task<MadeComponent> MakeAsync(DeclaredUse use, string deployment, IReadOnlyList<ComponentDefinition> inside)
    {
        if (documents.Find(use, PlaceOf(use)) is not { } definition) return MadeComponent.Failed;
        if (definition.Script is not null)
        {
            findings.Add(DocumentProblems.CannotImport(Path.GetFileName(use.File), "it is a script", PlaceOf(use)));
            return MadeComponent.Failed;
        }

        var (part, yields, places) = documents.Make(definition, Site(use, Surroundings.Of(deployment, new ComponentLibrary()) with { Inside = inside }), use);
        map = map.With(new SourceMap([.. places.Creations]));

        // What is inside of documents' components is inside of this one too.
        var flat = await FlattenAsync(part with { Outputs = [.. part.Outputs, .. yields] }, id => places.Inside.GetValueOrDefault(id) ?? [.. inside, definition]);
        return new MadeComponent(ComponentAliases.Added(flat.Resources, use, definition.Name, deployment), [.. flat.Outputs.Take(part.Outputs.Count)], flat.Checks)
        {
            Name = definition.Name,
            Outputs = flat.Outputs.Skip(part.Outputs.Count).ToDictionary(o => o.Name, o => o.Value, StringComparer.Ordinal),
            Known = [.. definition.Outputs.Select(o => o.Key)],
        };
    }

    private UseSite Site(DeclaredUse use, Surroundings around)
    {
        var creation = map.Find(use);
        GivenInput[] Inputs(IEnumerable<DeclaredProperty> given, string pointer) =>
        [
            .. given.Select(g => (Given: g, Pointer: $"{pointer}/{ShapeWords.Escape(g.Name)}")).Select(g => new GivenInput(g.Given.Name, () => g.Given.Value,
                creation?.KeyAt(g.Pointer) ?? g.Given.Place ?? PlaceOf(use), creation?.ValueAt(g.Pointer) ?? g.Given.Place ?? PlaceOf(use), creation?.SpellingAt(g.Pointer))),
        ];
        return new UseSite(use.Name, PlaceOf(use), around with { Path = use.Around[0] }, Inputs(use.Inputs, ""), Inputs(use.Options, WrittenValues.Options), () => use.DependsOn);
    }

    private SourcePlace PlaceOf(DeclaredUse use) => map.Find(use)?.Place ?? use.Place ?? new SourcePlace(Path.Combine(folder, use.File), 0);

    // Documents have reported theirs, which have urns for ids.
    private List<DeclaredUse> Distinct(IReadOnlyList<DeclaredUse> uses)
    {
        var distinct = uses.DistinctBy(u => (Path.Combine([.. u.Around[0]]), u.File, u.Component, u.Name)).ToList();
        foreach (var twice in uses.Except(distinct)) findings.Add(DeclarationProblems.DuplicateComponent(twice.Component ?? Path.GetFileName(twice.File), twice.Name, PlaceOf(twice)));
        return distinct;
    }
}
