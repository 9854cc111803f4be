using McpIac.Compiler.Suggestions;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Compiler.Binding;

/// <summary>Reads the options <c>timeouts</c> and <c>retries</c>.</summary>
internal sealed class PatienceBinder(BindingScope scope, ResourcePlaces places, DeclaredProperty option, string pointer)
{
    private const int MostAttempts = 1_000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    internal static readonly string[] Actions = ["create", "update", "delete"], Members = ["attempts", "on"];

    public BoundOptions Timeouts(BoundOptions options, Datum? value)
    {
        if (value is null or { IsNull: true }) return options;
        if (value.Kind != DatumKind.Map) return Wrong(options, "a map of create, update and delete", value, "");
        var timeouts = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var (action, written) in value.Members.Where(m => IsKnown(m.Key, Actions) && !m.Value.IsNull))
        {
            if (written.AsText() is { } text && Durations.ReadWritten(text) is { } timeout && timeout > TimeSpan.Zero && timeout <= Longest) timeouts[action] = timeout;
            else Wrong(options, "durations of up to a week, like 90s, 5m, 1h30m or PT5M", written, "/" + action);
        }

        return options with { Timeouts = timeouts };
    }

    public BoundOptions Retries(BoundOptions options, Datum? value)
    {
        if (value is null or { IsNull: true }) return options;
        if (value.Kind == DatumKind.Number) return options with { Attempts = Attempts(options, value, "") };
        if (value.Kind != DatumKind.Map) return Wrong(options, "a number of attempts, or a map of attempts and on", value, "");
        foreach (var (member, written) in value.Members.Where(m => IsKnown(m.Key, Members) && !m.Value.IsNull))
        {
            options = member == "attempts" ? options with { Attempts = Attempts(options, written, "/attempts") } : options with { RetryOn = RetryOn(options, written) };
        }

        return options;
    }

    private int? Attempts(BoundOptions options, Datum value, string within)
    {
        if (value.AsInteger() is { } number and > 0 and <= MostAttempts) return (int)number;
        Wrong(options, "1 to 1000 attempts", value, within);
        return null;
    }

    private string[] RetryOn(BoundOptions options, Datum value)
    {
        IReadOnlyList<Datum> items = value.AsText() is not null ? [value] : value.Items;
        if (value.AsText() is null && value.Kind != DatumKind.List) Wrong(options, "a list of error codes", value, "/on");
        foreach (var (i, item) in items.Index())
        {
            if (item.AsText() is { } code && !ErrorCodes.All.Contains(code, StringComparer.Ordinal))
                scope.Report(OptionProblems.NoCode(code, places.Resource.Name, Suggestion.For(code, ErrorCodes.All, $"There are: {string.Join(", ", ErrorCodes.All)}."), places.Value(option, JsonPointer.Append(pointer + "/on", i))));
            else if (item.AsText() is null) Wrong(options, "a list of error codes", item, JsonPointer.Append("/on", i));
        }

        return [.. items.Select(i => i.AsText()).OfType<string>()];
    }

    private bool IsKnown(string member, string[] known)
    {
        if (known.Contains(member, StringComparer.Ordinal)) return true;
        scope.Report(OptionProblems.UnknownMember(option.Name, member, places.Resource.Name, known, places.Key(option, $"{pointer}/{ShapeWords.Escape(member)}")));
        return false;
    }

    private BoundOptions Wrong(BoundOptions options, string takes, Datum given, string within)
    {
        scope.Report(OptionProblems.WrongValue(option.Name, places.Resource.Name, takes, given, places.Value(option, pointer + within)));
        return options;
    }
}
