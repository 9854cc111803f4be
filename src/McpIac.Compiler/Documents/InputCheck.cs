using McpIac.Compiler.Binding;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;

namespace McpIac.Compiler.Documents;

/// <summary>What a component is given, against what it takes.</summary>
internal static class InputCheck
{
    /// <summary>The value as the kind that the component takes; null when it is a wrong one, which is reported. What isn't known yet is checked where the component uses it.</summary>
    public static Expression? Typed(GivenInput given, Expression value, Shape shape, bool isSecret, string use, Findings findings)
    {
        if (value is not Literal { Value: var known } || known["$iac"] is not null) return value;
        var typed = ((Literal)new Coercion(_ => given.Spelling).Apply(shape, new Literal(known), "")).Value;
        if (ShapeValidator.Validate(shape, typed) is not [var first, ..]) return new Literal(typed);
        var why = isSecret ? "it breaks its schema" : first.Path.Length == 0 ? first.Message : $"{ShapeWords.Path(first.Path)}: {first.Message}";
        findings.Add(DocumentProblems.WrongInput(given.Name, use, why, given.Place));
        return null;
    }

    /// <summary>Reports what the component doesn't take.</summary>
    public static void Unknown(IEnumerable<GivenInput> given, string component, IReadOnlyCollection<string> known, Findings findings)
    {
        foreach (var unknown in given.Where(g => !known.Contains(g.Name))) findings.Add(DocumentProblems.NoSuchInput(unknown.Name, component, known, unknown.NamePlace));
    }

    /// <summary>The options that all of its resources have, the nearest first.</summary>
    public static IReadOnlyList<KeyValuePair<string, Expression>> Options(UseSite site, Findings findings)
    {
        string[] inherited = ["protect", "retain"];
        var options = new List<KeyValuePair<string, Expression>>();
        foreach (var option in site.Options)
        {
            if (inherited.Contains(option.Name)) options.Add(new(option.Name, option.Value()));
            else findings.Add(DocumentProblems.OptionOfResources(option.Name, site.Name, inherited, option.NamePlace));
        }

        return [.. options, .. site.Around.Options.Where(o => options.All(own => own.Key != o.Key))];
    }
}
