using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>One function of the language.</summary>
/// <param name="Body">Gets as many arguments as it allows, none of them unknown.</param>
internal sealed record Function(
    string Name, int MinArguments, int MaxArguments, ShapeKind Result, Func<IReadOnlyList<Datum>, Work, Outcome> Body)
{
    /// <summary>True when lists and maps with unknown parts inside are passed on; otherwise the result is then unknown as a whole.</summary>
    public bool SeesParts { get; init; }

    /// <summary>For functions that stop at the first argument that decides: true when it does, null when it is of the wrong kind.</summary>
    public Func<Datum, bool?>? Decides { get; init; }

    public string Arity => (MinArguments, MaxArguments) switch
    {
        (1, 1) => "1 argument",
        var (min, max) when min == max => $"{min} arguments",
        (_, int.MaxValue) => $"at least {MinArguments} {(MinArguments == 1 ? "argument" : "arguments")}",
        _ => $"{MinArguments} to {MaxArguments} arguments",
    };
}
