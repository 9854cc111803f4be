using McpIac.Compiler.Binding;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;

namespace McpIac.Compiler.Documents;

/// <summary>
/// One use of a component. Its resources are made when somebody first asks for them or its outputs, since its inputs may be what any other resource or
/// component yields.
/// </summary>
/// <param name="draft">The entry that uses it: its properties are the component's parameters.</param>
internal sealed class ComponentUse(ComponentDefinition definition, ResourceDraft draft, ExpansionLimits limits, Findings findings)
{
    private static readonly string[] Inherited = ["protect", "retain"];

    private IReadOnlyList<ResourceDraft>? drafts;
    private DocumentNames? names;
    private bool making;

    public string Name => draft.Name;

    /// <summary>Its resources, those of components in it among them.</summary>
    public IReadOnlyList<ResourceDraft> Drafts => Made() ? drafts ?? [] : [];

    /// <summary>The value of an output; null when there is none, which is reported.</summary>
    public Expression? Output(string name, SourcePlace place)
    {
        if (definition.Outputs.LastOrDefault(o => o.Key == name) is not { } output)
        {
            findings.Add(DocumentProblems.NoSuchOutput(name, $"{draft.Name} ({definition.Name})", definition.Outputs.Select(o => o.Key), place));
            return null;
        }

        return Made() && names is not null ? new ValueReader(names, null, findings).Read(output.Value) : null;
    }

    private bool Made()
    {
        if (drafts is not null) return true;
        if (making)
        {
            findings.Add(DocumentProblems.ComponentCircle(definition.Name, draft.Place));
            return false;
        }

        making = true;
        names = new DocumentNames(Parameters()) { Deployment = draft.Around.Deployment };
        drafts = MayBeInside() ? Expanded(names) : [];
        making = false;
        return true;
    }

    private bool MayBeInside()
    {
        var inside = draft.Around.Inside;
        if (inside.Contains(definition)) findings.Add(DocumentProblems.ComponentInItself(inside.SkipWhile(c => c != definition).Append(definition).Select(c => c.Name), draft.Place));
        else if (inside.Count >= ExpansionLimits.MostLevels) findings.Add(DocumentProblems.TooLarge($"components nest more than {ExpansionLimits.MostLevels} levels deep", draft.Place));
        else return true;
        return false;
    }

    private IReadOnlyList<ResourceDraft> Expanded(DocumentNames inner)
    {
        var around = draft.Around with
        {
            Library = definition.Library,
            Path = [.. draft.Around.Path, $"{definition.Name}:{draft.Name}"],
            DependsOn = [.. draft.DependsOn(findings), .. draft.Around.DependsOn],
            Options = Options(),
            Inside = [.. draft.Around.Inside, definition],
        };
        return [.. new ResourceExpansion(around, inner, limits, findings).Expand(definition.Resources).SelectMany(d => d.Use?.Drafts ?? [d])];
    }

    private List<KeyValuePair<string, Expression>> Options()
    {
        var reader = new ValueReader(draft.Names, draft.Each, findings);
        var options = new List<KeyValuePair<string, Expression>>();
        foreach (var option in draft.Fields.Map("options")?.Members ?? [])
        {
            if (Inherited.Contains(option.Key)) options.Add(new(option.Key, reader.Read(option.Value)));
            else findings.Add(DocumentProblems.OptionOfResources(option.Key, draft.Name, Inherited, option.KeySpan.Place));
        }

        return [.. options, .. draft.Around.Options.Where(o => options.All(own => own.Key != o.Key))];
    }

    private Dictionary<string, DocumentParameter> Parameters()
    {
        var reader = new ValueReader(draft.Names, draft.Each, findings);
        var given = (draft.Fields.Map("properties")?.Members ?? []).ToLookup(m => m.Key);
        var declared = new Dictionary<string, DocumentParameter>(StringComparer.Ordinal);
        foreach (var member in definition.Parameters)
        {
            var parameter = ParameterReader.Declared(member, findings);
            var value = given[member.Key].LastOrDefault() is { } written ? Given(parameter, written, reader.Read(written.Value)) : Default(parameter);
            declared[member.Key] = new DocumentParameter(parameter.Declaration, parameter.Declaration.IsSecret && value is not null ? new Secret(value) : value);
        }

        foreach (var unknown in given.Where(g => !declared.ContainsKey(g.Key)).SelectMany(g => g))
            findings.Add(DocumentProblems.NoSuchInput(unknown.Key, definition.Name, declared.Keys, unknown.KeySpan.Place));
        return declared;
    }

    private Expression? Default(ParameterReader.Reading parameter)
    {
        if (ParameterValue.Of(parameter.Shape, null, parameter.Default, parameter.Declaration.IsSecret).Value is { } value) return new Literal(value);
        findings.Add(DocumentProblems.MissingInput(parameter.Declaration.Name, draft.Name, definition.Name, draft.Place));
        return null;
    }

    // What isn't known yet is checked where the component uses it.
    private Expression? Given(ParameterReader.Reading parameter, DocumentMember written, Expression value)
    {
        if (value is not Literal { Value: var known } || known["$iac"] is not null) return value;
        var typed = ((Literal)new Coercion(_ => written.Value.Spelling).Apply(parameter.Shape, new Literal(known), "")).Value;
        if (ShapeValidator.Validate(parameter.Shape, typed) is not [var first, ..]) return new Literal(typed);
        var why = parameter.Declaration.IsSecret ? "it breaks its schema" : first.Path.Length == 0 ? first.Message : $"{ShapeWords.Path(first.Path)}: {first.Message}";
        findings.Add(DocumentProblems.WrongInput(written.Key, draft.Name, why, written.Value.Span.FirstLine));
        return null;
    }
}
