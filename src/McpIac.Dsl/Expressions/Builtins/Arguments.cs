using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>Reading arguments: errors name the function and the kind, never the value, which may be secret.</summary>
internal static class Arguments
{
    public static Outcome Wrong(string function, string wanted, Datum given) => Outcome.Fail($"{function} takes {wanted}, and was given {DatumWalk.Kind(given)}");

    /// <summary>A whole number that fits an int; null when it is none.</summary>
    public static int? Whole(Datum value) => value.AsInteger() is { } whole and >= int.MinValue and <= int.MaxValue ? (int)whole : null;

    /// <summary>A function of texts alone.</summary>
    public static Outcome OnText(string name, IReadOnlyList<Datum> arguments, Func<string, string, string, Outcome> body)
    {
        foreach (var argument in arguments)
        {
            if (argument.Kind != DatumKind.Text) return Wrong(name, "texts", argument);
        }

        return body(At(arguments, 0), At(arguments, 1), At(arguments, 2));
    }

    private static string At(IReadOnlyList<Datum> arguments, int index) => index < arguments.Count ? arguments[index].AsText() ?? "" : "";
}
