using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Looks for an object by a server's tools: by the one that reads one, else among those that it lists.</summary>
internal sealed class ObjectReader(ToolCaller caller)
{
    /// <summary>Whether anything can be told of a type's objects at all.</summary>
    public static bool CanSee(ResourceType type) => ToolOf(type) is not null;

    /// <param name="known">Members of the object, of which those of its address are asked for.</param>
    public async Task<Sighting> LookAsync(ResourceType type, Datum known, TimeSpan timeout, CancellationToken cancellation)
    {
        if (ToolOf(type) is not { } tool) return Sighting.Unseen($"No tool of {caller.Server} reads a {type.Title}.");
        var address = Datum.MapOf(ObjectAddress.Members(type).Where(m => known[m] is { IsNull: false }).Select(m => KeyValuePair.Create(m, known[m] ?? Datum.Null)));

        // Nothing but the address: a question is the same whoever asks it, and secrets have no place in one.
        var answer = await caller.CallAsync(tool, address, timeout, cancellation);
        if (answer.Problem is { } problem) return Sighting.Failed(problem);
        if (answer.IsError) return Absence.IsSaidByError(answer, tool.Result.Absent) ? Sighting.Absent : Sighting.Failed($"{tool.Name} of {caller.Server} failed: {ToolCaller.Words(answer)}.");
        var value = AnswerValues.Find(answer, tool.Result.From);
        return Absence.IsSaidByValue(value, tool.Result.Absent) || value is null ? Sighting.Absent : Judge(type, tool, value, address);
    }

    /// <summary>All that a type's list tells; null and why when it can't be listed.</summary>
    public async Task<(IReadOnlyList<ObjectRow>? Rows, string? Problem)> ListAsync(ResourceType type, Datum known, TimeSpan timeout, CancellationToken cancellation)
    {
        if (type.Tools.FirstOrDefault(t => t.Role == ToolRole.List) is not { } tool) return (null, $"No tool of {caller.Server} lists a {type.Title}.");
        var shown = Datum.MapOf(known.Members.Where(m => type.Properties.Member(m.Key)?.Shape is not ({ Sensitive: true } or { WriteOnly: true })));
        var answer = await caller.CallAsync(tool, shown, timeout, cancellation);
        if (answer.Problem is { } problem) return (null, problem);
        if (answer.IsError) return Absence.IsSaidByError(answer, tool.Result.Absent) ? ([], null) : (null, $"{tool.Name} of {caller.Server} failed: {ToolCaller.Words(answer)}.");
        var value = AnswerValues.Find(answer, tool.Result.From);
        if (Absence.IsSaidByValue(value, tool.Result.Absent) || value is null) return ([], null);
        return ObjectRows.In(type, tool, value, shown) is { } rows ? (rows, null) : (null, $"{tool.Name} of {caller.Server} answered with no list of objects.");
    }

    /// <summary>The tool that tells of a type's objects; null when none does.</summary>
    public static TypeTool? ToolOf(ResourceType type) => type.Tools.FirstOrDefault(t => t.Role == ToolRole.Read) ?? type.Tools.FirstOrDefault(t => t.Role == ToolRole.List);

    private Sighting Judge(ResourceType type, TypeTool tool, Datum value, Datum address)
    {
        if (ObjectRows.In(type, tool, value, address) is { } rows)
        {
            ObjectRow[] matching = [.. rows.Where(r => r.Has(address) && !r.Is(tool.Result.Absent.When))];
            return matching.Length switch
            {
                0 when ObjectRows.IsPart(value) => Sighting.Failed($"{tool.Name} of {caller.Server} tells of a part only, and what is asked for isn't in it."),
                0 => Sighting.Absent,
                1 => Sighting.Found(matching[0].At(address)),
                _ => Sighting.Failed($"{tool.Name} of {caller.Server} tells of {matching.Length} objects with the same {string.Join(", ", address.Members.Select(a => a.Key))}."),
            };
        }

        if (tool.Role == ToolRole.List) return Sighting.Failed($"{tool.Name} of {caller.Server} answered with no list of objects.");
        var row = ObjectRows.Single(type, tool, value);
        if (ObjectRows.IsEmpty(value) || row.Is(tool.Result.Absent.When)) return Sighting.Absent;
        return row.IsAnother(address) ? Sighting.Failed($"{tool.Name} of {caller.Server} told of another object than it was asked for.") : Sighting.Found(row.At(address));
    }
}
