using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Looks for an object by a server's tools: by the one that reads one, else among those that it lists.</summary>
internal sealed class ObjectReader(ToolCaller caller)
{
    private readonly PageReader pages = new(caller);

    /// <summary>Whether anything can be told of a type's objects at all.</summary>
    public static bool CanSee(ResourceType type) => ToolOf(type) is not null;

    /// <param name="known">Members of the object, of which those of its address are asked for.</param>
    public async Task<Sighting> LookAsync(ResourceType type, Datum known, TimeSpan timeout, CancellationToken cancellation)
    {
        if (ToolOf(type) is not { } tool) return Sighting.Unseen($"No tool of {caller.Server} reads a {type.Title}.");
        var address = Datum.MapOf(ObjectAddress.Members(type).Where(m => known[m] is { IsNull: false }).Select(m => KeyValuePair.Create(m, known[m] ?? Datum.Null)));

        // Nothing but the address: a question is the same whoever asks it, and secrets have no place in one.
        var told = await pages.AskAsync(type, tool, address, timeout, cancellation);
        return told.Problem is { } problem ? Sighting.Failed(problem) : told.IsAbsent ? Sighting.Absent : Judge(type, tool, told, address);
    }

    /// <summary>All that a type's list tells; null and why when it can't be listed.</summary>
    public async Task<(IReadOnlyList<ObjectRow>? Rows, string? Problem)> ListAsync(ResourceType type, Datum known, TimeSpan timeout, CancellationToken cancellation)
    {
        if (type.Tools.FirstOrDefault(t => t.Role == ToolRole.List) is not { } tool) return (null, $"No tool of {caller.Server} lists a {type.Title}.");
        var shown = Datum.MapOf(known.Members.Where(m => type.Properties.Member(m.Key)?.Shape is not ({ Sensitive: true } or { WriteOnly: true })));
        var told = await pages.AskAsync(type, tool, shown, timeout, cancellation);
        if (told.Problem is { } problem) return (null, problem);
        if (told.IsAbsent) return ([], null);
        if (told.IsPart) return (null, $"{tool.Name} of {caller.Server} tells of a part only.");
        if (told.Rows is { Count: > 0 } blind && blind.All(r => r.Id is null)) return (null, $"{tool.Name} of {caller.Server} tells of {blind.Count} objects, but of none the {string.Join(", ", ObjectAddress.Members(type))}.");
        return told.Rows is { } rows ? (rows, null) : (null, $"{tool.Name} of {caller.Server} answered with no list of objects.");
    }

    /// <summary>Why what isn't among some objects may be there all the same; null when it isn't.</summary>
    private string? Misplaced(ResourceType type, TypeTool tool, PageReader.Told told, IReadOnlyList<ObjectRow> rows, Datum address)
    {
        if (rows.Count > 0 && rows.All(r => !r.TellsAddress && !r.Has(address)))
            return $"{tool.Name} of {caller.Server} tells of {rows.Count} objects, but of none the {string.Join(", ", address.Members.Select(a => a.Key))}. Its mapping says where that stands (result: members).";
        return tool.Result.Rows is { } place && told.Value is { } value && ObjectRows.Elsewhere(type, tool, value, address) is { } found && found != place
            ? $"{tool.Name} of {caller.Server} tells of it, but not at '{place}', where its mapping has it: at {found}." : null;
    }

    /// <summary>The tool that tells of a type's objects; null when none does.</summary>
    public static TypeTool? ToolOf(ResourceType type) => type.Tools.FirstOrDefault(t => t.Role == ToolRole.Read) ?? type.Tools.FirstOrDefault(t => t.Role == ToolRole.List);

    private Sighting Judge(ResourceType type, TypeTool tool, PageReader.Told told, Datum address)
    {
        if (told.Rows is { } rows)
        {
            ObjectRow[] matching = [.. rows.Where(r => r.Has(address) && !r.Is(tool.Result.Absent.When))];
            return matching.Length switch
            {
                0 when told.IsPart => Sighting.Failed($"{tool.Name} of {caller.Server} tells of a part only, and what is asked for isn't in it."),
                0 => Misplaced(type, tool, told, rows, address) is { } why ? Sighting.Failed(why) : Sighting.Absent,
                1 => Sighting.Found(matching[0].At(address)),
                _ => Sighting.Failed($"{tool.Name} of {caller.Server} tells of {matching.Length} objects with the same {string.Join(", ", address.Members.Select(a => a.Key))}."),
            };
        }

        if (tool.Role == ToolRole.List) return Sighting.Failed($"{tool.Name} of {caller.Server} answered with no list of objects.");
        var value = told.Value ?? Datum.Null;
        var row = ObjectRows.Single(type, tool, value);
        if (ObjectRows.IsEmpty(value) || row.Is(tool.Result.Absent.When)) return Sighting.Absent;
        if (row.IsAnother(address)) return Sighting.Failed($"{tool.Name} of {caller.Server} told of another object than it was asked for.");
        if (row.TellsAnything(address) || !tool.Result.Absent.Equals(ToolAbsence.Guessed)) return Sighting.Found(row.At(address));

        // A message, or an object under names that nobody knows here. That there is one, it doesn't show.
        return Absence.IsSaidByObject(value, tool.Result.Absent) ? Sighting.Absent
            : Sighting.Failed($"{tool.Name} of {caller.Server} told nothing of what it was asked for: {ToolCaller.Words(value.AsText() ?? value.ToString())}. Its mapping says where things stand (result), or what it answers when there is none (absent).");
    }
}
