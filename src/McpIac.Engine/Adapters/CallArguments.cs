using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Turns what is known of an object into a tool's arguments.</summary>
internal static class CallArguments
{
    // What is larger is no configuration any more, and servers read their input whole.
    private const int Largest = 4 * 1024 * 1024;

    /// <summary>The arguments, or why there are none.</summary>
    /// <param name="known">Members of the object: properties and outputs.</param>
    public static (Datum? Arguments, string? Problem) Of(TypeTool tool, Datum known)
    {
        var members = new List<KeyValuePair<string, Datum>>();
        foreach (var argument in tool.Arguments)
        {
            if (known[argument.Member] is { IsNull: false } value) members.Add(new(argument.Name, argument.AsList && value.Kind != DatumKind.List ? Datum.ListOf([value]) : value));
        }

        foreach (var (name, text) in tool.Computed)
        {
            var (value, problem) = MemberTexts.Evaluate(text, n => known[n]);
            if (value is null) return (null, $"the argument {name} of {tool.Name} has no value: {problem}");
            members.Add(new(name, value));
        }

        var inner = Datum.MapOf(members);
        var arguments = tool.Wrapper is { } wrapper ? Datum.MapOf([new(wrapper, tool.WrapsList ? Datum.ListOf([inner]) : inner)]) : inner;
        foreach (var (name, value) in tool.Fixed.Members) arguments = arguments.With(name, value);
        return arguments.ToString().Length > Largest ? (null, $"the arguments of {tool.Name} are larger than 4 MiB") : (arguments, null);
    }
}
