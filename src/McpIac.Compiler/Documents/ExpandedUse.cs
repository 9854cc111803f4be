using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>
/// A use of a component that a document defines. Its resources are made when somebody first asks for them or its outputs, since its inputs may be what any other resource or
/// component yields.
/// </summary>
internal sealed class ExpandedUse(ComponentDefinition definition, UseSite site, ExpansionLimits limits, Findings findings) : ComponentUse
{
    private IReadOnlyList<ResourceDraft>? drafts;
    private DocumentNames? names;
    private bool making;

    public override string Name => site.Name;

    public override IReadOnlyList<ResourceDraft> Drafts => Made() ? drafts ?? [] : [];

    public override Expression? Output(string name, SourcePlace place)
    {
        if (definition.Outputs.LastOrDefault(o => o.Key == name) is not { } output)
        {
            findings.Add(DocumentProblems.NoSuchOutput(name, $"{site.Name} ({definition.Name})", definition.Outputs.Select(o => o.Key), place));
            return null;
        }

        return Made() && names is not null ? new ValueReader(names, null, findings).Read(output.Value) : null;
    }

    private bool Made()
    {
        if (drafts is not null) return true;
        if (making)
        {
            findings.Add(DocumentProblems.ComponentCircle(definition.Name, site.Place));
            return false;
        }

        making = true;
        names = new DocumentNames(Parameters()) { Deployment = site.Around.Deployment };
        drafts = site.MayHold(definition, findings) ? Expanded(names) : [];
        making = false;
        return true;
    }

    private IReadOnlyList<ResourceDraft> Expanded(DocumentNames inner)
    {
        var around = site.Around with
        {
            Library = definition.Library,
            Path = [.. site.Around.Path, $"{definition.Name}:{site.Name}"],
            DependsOn = [.. site.DependsOn(), .. site.Around.DependsOn],
            Options = InputCheck.Options(site, findings),
            Inside = [.. site.Around.Inside, definition],
        };
        return [.. new ResourceExpansion(around, inner, limits, findings).Expand(definition.Resources).SelectMany(d => d.Use?.Drafts ?? [d])];
    }

    private Dictionary<string, DocumentParameter> Parameters()
    {
        var declared = new Dictionary<string, DocumentParameter>(StringComparer.Ordinal);
        foreach (var member in definition.Parameters)
        {
            var parameter = ParameterReader.Declared(member, findings);
            var secret = parameter.Declaration.IsSecret;
            var value = site.Inputs.LastOrDefault(i => i.Name == member.Key) is { } given ? InputCheck.Typed(given, given.Value(), parameter.Shape, secret, site.Name, findings) : Default(parameter);
            declared[member.Key] = new DocumentParameter(parameter.Declaration, secret && value is not null ? new Secret(value) : value);
        }

        InputCheck.Unknown(site.Inputs, definition.Name, declared.Keys, findings);
        return declared;
    }

    private Expression? Default(ParameterReader.Reading parameter)
    {
        if (ParameterValue.Of(parameter.Shape, null, parameter.Default, parameter.Declaration.IsSecret).Value is { } value) return new Literal(value);
        findings.Add(DocumentProblems.MissingInput(parameter.Declaration.Name, site.Name, definition.Name, site.Place));
        return null;
    }
}
