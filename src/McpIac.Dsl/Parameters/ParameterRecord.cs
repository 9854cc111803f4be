using System.Text.RegularExpressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;

namespace McpIac.Dsl.Parameters;

/// <summary>The parameters of one program run. Not thread-safe: its recorder locks.</summary>
internal sealed class ParameterRecord(IReadOnlyDictionary<string, GivenParameter> given)
{
    private readonly OrderedDictionary<string, DeclaredParameter> declared = new(StringComparer.Ordinal);
    private readonly HashSet<string> valueless = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> problems = [];

    public IReadOnlyList<DeclaredParameter> Declared => [.. declared.Values];

    /// <summary>What is wrong, and after that the values that were given for no parameter and meant for one without.</summary>
    public IReadOnlyList<Diagnostic> Problems() =>
    [
        .. problems.Distinct(),
        .. given.Where(g => g.Value.IsAsked && !declared.ContainsKey(g.Key)).Select(g => (g.Key, Near: Nearest.To(g.Key, valueless))).Where(g => g.Near is not null)
            .Select(g => ParameterProblems.Unknown(g.Key, $"Did you mean {g.Near}?")),
    ];

    public void Refuse(Diagnostic problem) => problems.Add(problem);

    public Datum? Declare<T>(string name, ParameterRules rules, bool isSecret, SourcePlace place)
    {
        Datum schema;
        try
        {
            schema = ParameterSchema.Of(typeof(T), rules);
            _ = new Regex(rules.Pattern ?? "", RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            return Wrong(name, ParameterProblems.Malformed(name, e.Message, place));
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException)
        {
            return Wrong(name, ParameterProblems.NotReadable(name, typeof(T), place));
        }

        var parameter = new DeclaredParameter(name, schema, isSecret, place);
        if (!declared.TryAdd(name, parameter) && declared[name] is var first && (!first.Schema.Equals(schema) || first.IsSecret != isSecret))
            return Wrong(name, ParameterProblems.Twice(name, first.Place, place));

        var (shape, malformed) = ShapeReader.Read(schema, place.File);
        if (malformed is [var problem, ..]) return Wrong(name, ParameterProblems.Malformed(name, problem.Message, place));
        if (isSecret) return null;
        var value = ParameterValue.Of(shape, given.GetValueOrDefault(name), schema["default"], secret: false);
        return value.Why is { } why ? Wrong(name, ParameterProblems.NoValue(name, why, place)) : value.Value;
    }

    private Datum? Wrong(string name, Diagnostic problem)
    {
        valueless.Add(name);
        problems.Add(problem);
        return null;
    }
}
