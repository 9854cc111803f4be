using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>Where a component is used, and what it has from there, in whatever language that is.</summary>
/// <param name="Around">What is around the use.</param>
/// <param name="Inputs">Values of its parameters; read when they are asked for.</param>
/// <param name="DependsOn">Urns that all its resources depend on; read when they are asked for.</param>
internal sealed record UseSite(string Name, SourcePlace Place, Surroundings Around, IReadOnlyList<GivenInput> Inputs, IReadOnlyList<GivenInput> Options, Func<IEnumerable<string>> DependsOn)
{
    /// <summary>Whether a component may be made here: not when it is made of itself, or in endlessly many others, which is reported.</summary>
    public bool MayHold(ComponentDefinition definition, Findings findings)
    {
        if (Around.Inside.Any(definition.IsSameAs)) findings.Add(DocumentProblems.ComponentInItself(Around.Inside.SkipWhile(c => !definition.IsSameAs(c)).Append(definition).Select(c => c.Name), Place));
        else if (Around.Inside.Count >= ExpansionLimits.MostLevels) findings.Add(DocumentProblems.TooLarge($"components nest more than {ExpansionLimits.MostLevels} levels deep", Place));
        else return true;
        return false;
    }

    /// <summary>That of a document's entry, whose properties are the component's parameters.</summary>
    public static UseSite Of(ResourceDraft draft, Findings findings)
    {
        var reader = new ValueReader(draft.Names, draft.Each, findings);
        GivenInput[] Inputs(string field) => [.. (draft.Fields.Map(field)?.Members ?? []).Select(m => new GivenInput(m.Key, () => reader.Read(m.Value), m.KeySpan.Place, m.Value.Span.FirstLine, m.Value.Spelling))];
        return new UseSite(draft.Name, draft.Place, draft.Around, Inputs("properties"), Inputs("options"), () => draft.DependsOn(findings));
    }
}

/// <param name="Value">Reads it.</param>
/// <param name="NamePlace">Where its name is written.</param>
/// <param name="Spelling">How a number or a boolean is written, where that isn't how JSON writes it.</param>
internal sealed record GivenInput(string Name, Func<Expression> Value, SourcePlace NamePlace, SourcePlace Place, string? Spelling);
