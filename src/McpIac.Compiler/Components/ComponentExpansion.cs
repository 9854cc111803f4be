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
internal sealed class ComponentExpansion : IDisposable
{
    private readonly DocumentComponents documents;
    private readonly ScriptComponents scripts;
    private readonly string folder;
    private readonly Findings findings = new();

    // Where what components make is written.
    private readonly List<SourceMap> maps = [];

    private ComponentExpansion(CompileRequest request, Catalog catalog, CancellationToken cancellation)
    {
        folder = Path.GetDirectoryName(request.ProgramPath) ?? "";
        documents = new DocumentComponents(DocumentFiles.OfDisk, folder, findings);
        scripts = new ScriptComponents(request, catalog, findings, cancellation);
    }

    /// <summary>The program with nothing left that another file defines. Nothing is compiled or run when that was done before.</summary>
    public static async Task<DeclaredProgram> ExpandAsync(DeclaredProgram program, CompileRequest request, Catalog catalog, CancellationToken cancellation)
    {
        if (program.Deployment is not { Uses.Count: > 0 } deployment) return program;
        using var expansion = new ComponentExpansion(request, catalog, cancellation);

        // A program that failed has given its components who knows what.
        if (!program.IsDocument && program.Diagnostics.Any(d => d.Severity == Severity.Error)) return program with { Deployment = new ComponentValues(new Dictionary<string, MadeComponent>(), program.Map, expansion.findings).Put(deployment) };
        var expanded = await expansion.FlattenAsync(deployment, program.Map, id => program.Inside.GetValueOrDefault(id) ?? []);
        return program with { Deployment = expanded, Map = program.Map.With(expansion.maps), Diagnostics = [.. program.Diagnostics, .. expansion.findings] };
    }

    public void Dispose() => scripts.Dispose();

    /// <summary>The deployment without uses.</summary>
    /// <param name="map">Where it is written.</param>
    /// <param name="inside">The components that a use is inside of.</param>
    /// <param name="wholes">How many of its outputs, the last ones, are a component's.</param>
    private async Task<DeclaredDeployment> FlattenAsync(DeclaredDeployment deployment, SourceMap map, Func<string, IReadOnlyList<ComponentDefinition>> inside, int wholes = 0)
    {
        var made = new Dictionary<string, MadeComponent>(StringComparer.Ordinal);
        var outputs = new ComponentValues(made, map, findings);
        var waiting = Distinct(deployment.Uses, map);
        while (waiting.Count > 0)
        {
            var left = waiting.Select(w => w.Id).ToHashSet(StringComparer.Ordinal);
            DeclaredUse[] ready = [.. waiting.Where(u => u.Inputs.All(i => outputs.AreKnown(i.Value)) && !u.DependsOn.Any(left.Contains))];
            if (ready.Length == 0)
            {
                foreach (var use in waiting)
                {
                    made[use.Id] = MadeComponent.Failed;
                    findings.Add(DocumentProblems.ComponentCircle(use.Component ?? Path.GetFileName(use.File), PlaceOf(use, map)));
                }

                break;
            }

            await MakeAsync([.. ready.Select(outputs.Put)], deployment.Name, map, inside, made);
            waiting.RemoveAll(u => made.ContainsKey(u.Id));
        }

        foreach (var use in deployment.Uses) outputs.Check(use);
        return outputs.Put(deployment, wholes);
    }

    private async Task MakeAsync(IReadOnlyList<DeclaredUse> uses, string deployment, SourceMap map, Func<string, IReadOnlyList<ComponentDefinition>> inside, Dictionary<string, MadeComponent> made)
    {
        var ofScripts = new List<(DeclaredUse Use, UseSite Site, ComponentDefinition Definition)>();
        foreach (var use in uses)
        {
            made[use.Id] = MadeComponent.Failed;
            if (documents.Find(use, PlaceOf(use, map)) is not { } definition) continue;
            var site = Site(use, map, Surroundings.Of(deployment, new ComponentLibrary()) with { Inside = inside(use.Id) });
            if (definition.Script is null) made[use.Id] = await OfDocumentAsync(definition, site, use);
            else if (site.MayHold(definition, findings)) ofScripts.Add((use, site, definition));
        }

        // One process for all that can be made of a script now.
        foreach (var script in ofScripts.GroupBy(s => s.Definition.Script ?? "", StringComparer.Ordinal))
        {
            if (await scripts.LoadAsync(script.Key) is not { } classes) continue;
            if (!maps.Contains(classes.Entry.Map)) maps.Add(classes.Entry.Map);
            var asked = new List<(ScriptUse Use, UseSite Site, ComponentDefinition Definition, DeclaredUse Declared, ClassSignature Class)>();
            foreach (var (use, site, definition) in script)
            {
                if (classes.Find(definition.Name, map.Find(use)?.Type ?? site.Place, findings) is { } found && ScriptUse.Of(use, site, found, findings) is { } checkedUse) asked.Add((checkedUse, site, definition, use, found));
            }

            if (asked.Count == 0 || await scripts.MakeAsync(classes, [.. asked.Select(a => a.Use.Asked)], deployment) is not { } parts) continue;
            foreach (var (of, part) in asked.Zip(parts)) made[of.Declared.Id] = await OfScriptAsync(of.Use, of.Site, of.Definition with { Name = of.Class.Name }, of.Class, part, classes.Entry.Map);
        }
    }

    private async Task<MadeComponent> OfDocumentAsync(ComponentDefinition definition, UseSite site, DeclaredUse use)
    {
        var (part, outputs, places) = documents.Make(definition, site, use);
        var map = new SourceMap([.. places.Creations]);
        maps.Add(map);

        // What is inside of documents' components is inside of this one too.
        return (await MadeAsync(part with { Outputs = outputs }, outputs.Count, use, definition.Name, map, id => places.Inside.GetValueOrDefault(id) ?? [.. site.Around.Inside, definition])) with { Known = [.. definition.Outputs.Select(o => o.Key)] };
    }

    private async Task<MadeComponent> OfScriptAsync(ScriptUse use, UseSite site, ComponentDefinition definition, ClassSignature signature, DeclaredDeployment part, SourceMap map)
    {
        if (part.Parameters is [var parameter, ..]) findings.Add(DocumentProblems.NotForDocuments(signature.Name, $"it asks for the parameter {parameter.Name}, which is the program's to declare", parameter.Place));
        else if (part.Name != site.Around.Deployment) findings.Add(DocumentProblems.NotForDocuments(signature.Name, "it names the deployment, which is the program's to do", site.Place));
        else return (await MadeAsync(use.Placed(part), use.Asked.Reads.Count, use.Asked, signature.Name, map, _ => [.. site.Around.Inside, definition])) with { Known = signature.Outputs };
        return MadeComponent.Failed;
    }

    /// <summary>What a use declares, without uses in it.</summary>
    /// <param name="outputs">How many of its outputs, the last ones, are the component's and not the deployment's.</param>
    private async Task<MadeComponent> MadeAsync(DeclaredDeployment part, int outputs, DeclaredUse use, string component, SourceMap map, Func<string, IReadOnlyList<ComponentDefinition>> inside)
    {
        var (flat, own) = (await FlattenAsync(part, map, inside, outputs), part.Outputs.Count - outputs);
        return new MadeComponent(ComponentAliases.Added(flat.Resources, use, component, part.Name), [.. flat.Outputs.Take(own), .. flat.Outputs.Skip(part.Outputs.Count)], flat.Checks)
        {
            Name = component,
            Outputs = flat.Outputs.Skip(own).Take(outputs).ToDictionary(o => o.Name, o => o.Value, StringComparer.Ordinal),
        };
    }

    private UseSite Site(DeclaredUse use, SourceMap map, Surroundings around)
    {
        var creation = map.Find(use);
        GivenInput[] Inputs(IEnumerable<DeclaredProperty> given, string pointer) =>
        [
            .. given.Select(g => (Given: g, Pointer: $"{pointer}/{ShapeWords.Escape(g.Name)}")).Select(g => new GivenInput(g.Given.Name, () => g.Given.Value,
                creation?.KeyAt(g.Pointer) ?? g.Given.Place ?? PlaceOf(use, map), creation?.ValueAt(g.Pointer) ?? g.Given.Place ?? PlaceOf(use, map), creation?.SpellingAt(g.Pointer))),
        ];
        return new UseSite(use.Name, PlaceOf(use, map), around with { Path = use.Around[0] }, Inputs(use.Inputs, ""), Inputs(use.Options, WrittenValues.Options), () => use.DependsOn);
    }

    private SourcePlace PlaceOf(DeclaredUse use, SourceMap map) => map.Find(use)?.Place ?? use.Place ?? new SourcePlace(Path.Combine(folder, use.File), 0);

    // Documents have reported theirs, which have urns for ids.
    private List<DeclaredUse> Distinct(IReadOnlyList<DeclaredUse> uses, SourceMap map)
    {
        var distinct = uses.DistinctBy(u => (string.Join('\n', u.Around[0]), u.File, u.Component, u.Name)).ToList();
        foreach (var twice in uses.Except(distinct)) findings.Add(DeclarationProblems.DuplicateComponent(twice.Component ?? Path.GetFileName(twice.File), twice.Name, PlaceOf(twice, map)));
        return distinct;
    }
}
