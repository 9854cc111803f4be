using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>A use of a component that is a script's class. Nothing of it is known until that was run, so something stands for its outputs and its resources.</summary>
internal sealed class DeferredUse(ComponentDefinition definition, ResourceDraft draft) : ComponentUse
{
    private readonly List<OutputRead> reads = [];

    public override string Name => draft.Name;

    /// <summary>The use itself.</summary>
    public override IReadOnlyList<ResourceDraft> Drafts => [draft with { Use = this }];

    /// <summary>Where its outputs are read, each once; complete when everything else was read.</summary>
    public IReadOnlyList<OutputRead> Reads => [.. reads.Distinct()];

    public override Expression? Output(string name, SourcePlace place)
    {
        reads.Add(new OutputRead(name, place));
        return new External(External.Component, [draft.Urn, name]);
    }

    /// <summary>What is known of it but its reads.</summary>
    public DeclaredUse Declared(UseSite site, IReadOnlyList<KeyValuePair<string, Expression>> options) =>
        new(draft.Urn, definition.Script ?? "", definition.Name, site.Name, [.. site.Inputs.Select(i => new DeclaredProperty(i.Name, i.Value(), i.Place))], site.Place)
        {
            Around = [site.Around.Path],
            DependsOn = [.. site.DependsOn().Concat(site.Around.DependsOn).Distinct(StringComparer.Ordinal)],
            Options = [.. options.Select(o => new DeclaredProperty(o.Key, o.Value, null))],
        };
}
