using McpIac.Compiler.Documents;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Components;

/// <summary>Components that documents define, for those who aren't documents: found, and expanded as in one.</summary>
/// <param name="folder">What files are relative to.</param>
internal sealed class DocumentComponents(DocumentFiles files, string folder, Findings findings)
{
    private readonly ExpansionLimits limits = new();

    /// <summary>The component that a file defines, by the name it has at its use; null when there is none, which is reported there.</summary>
    public ComponentDefinition? Find(DeclaredUse use, SourcePlace place) => files.Read(use.File, folder, place, findings) is { } file
        ? file.Script is { } script ? ComponentDefinition.OfScript(use.Component ?? "", script) : file.Component(use.File, use.Component, place, files, findings) : null;

    /// <summary>What a use makes, the outputs that it reads, and where that is written.</summary>
    public (DeclaredDeployment Part, IReadOnlyList<DeclaredOutput> Outputs, DraftReader Places) Make(ComponentDefinition definition, UseSite site, DeclaredUse use)
    {
        var (expanded, reader) = (new ExpandedUse(definition, site, limits, findings), new DraftReader(findings));
        var drafts = expanded.Drafts;
        DeclaredResource[] resources = [.. drafts.Where(d => d.Use is null).Select(reader.Resource)];
        DeclaredOutput[] outputs =
        [
            .. use.Reads.Select(r => r.Output).Distinct(StringComparer.Ordinal).Where(o => definition.Outputs.Any(known => known.Key == o))
                .Select(o => new DeclaredOutput(o, expanded.Output(o, site.Place) ?? new Literal(Evaluation.Unknown), false, site.Place)),
        ];
        return (new DeclaredDeployment(site.Around.Deployment, resources, []) { Uses = reader.Uses(drafts) }, outputs, reader);
    }
}
