using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Adapters;

/// <summary>
/// Creates: looks before, since a create may take what is there for its own; and after, since what a tool answers is what it was told, not what is.
/// </summary>
internal sealed class ObjectMaker(ToolCaller caller, ObjectReader reader, Verifier verifier)
{
    private const int LargestResult = 256 * 1024;

    public async Task<WireChangeResult> CreateAsync(ResourceType type, WireChange change, AdapterMemory.KeyRecord record, TimeSpan timeout, CancellationToken cancellation)
    {
        if (type.Tools.FirstOrDefault(t => t.Role == ToolRole.Create) is not { } create) return ChangeResults.Failed(change, ErrorCodes.Unsupported, $"No tool of {caller.Server} makes a {type.Title}.");
        var sent = change.Properties ?? Datum.EmptyMap;
        var chosen = ObjectAddress.IsChosen(type) ? ObjectAddress.Of(type, sent) : null;
        HashSet<string>? before = null;
        if (chosen is not null)
        {
            var there = await reader.LookAsync(type, sent, timeout, cancellation);
            if (there.Kind == SightingKind.Failed) return ChangeResults.Failed(change, ErrorCodes.Unavailable, $"Whether there is a {chosen} can't be seen, so none is made. {there.Why}");
            if (there.Row is { } row) return Taken(type, change, record, sent, chosen, row);
            if (there.Kind == SightingKind.Unseen && record.IsInDoubt) return ChangeResults.Unknown(change, $"It may be there already. {there.Why}");
        }
        else
        {
            if (record.IsInDoubt) return ChangeResults.Unknown(change, $"It may be there already, under an id that {caller.Server} gave and nobody here knows.");
            before = (await reader.ListAsync(type, sent, timeout, cancellation)).Rows?.Select(r => r.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        }

        record.IsInDoubt = true;
        var answer = await caller.CallAsync(create, sent, timeout, cancellation);
        return answer switch
        {
            { Problem: { } why, MaybeDone: true } => ChangeResults.Unknown(change, why),
            { Problem: { } why } => Undone(change, record, ErrorCodes.Invalid, why),
            { IsError: true } => await RefusedAsync(type, change, record, create, sent, chosen, answer, timeout, cancellation),
            _ => await MadeAsync(type, change, create, sent, chosen, before, answer, timeout, cancellation),
        };
    }

    private async Task<WireChangeResult> MadeAsync(
        ResourceType type, WireChange change, TypeTool create, Datum sent, string? chosen, HashSet<string>? before, ToolAnswer answer, TimeSpan timeout, CancellationToken cancellation)
    {
        var value = AnswerValues.Find(answer, create.Result.From) ?? Datum.Null;
        var row = ObjectRows.In(type, create, value) is [var only] ? only : ObjectRows.Single(type, create, value);
        var known = With(sent, row.Outputs());
        var id = chosen ?? ObjectAddress.Of(type, known);
        if (id is null)
        {
            if (await NewOneAsync(type, sent, before, timeout, cancellation) is not { } found)
                return ChangeResults.Failed(change, ErrorCodes.Internal, $"{create.Name} of {caller.Server} answered without the {string.Join(", ", type.Identity)} of what it made. It may be there: look, and import it. It said: {ToolCaller.Words(answer)}.");
            (row, id) = (found, found.Id ?? "");
            known = With(sent, row.Outputs());
        }

        if (before?.Contains(id) == true) return ChangeResults.Failed(change, ErrorCodes.Conflict, $"{create.Name} of {caller.Server} answered with {id}, which was there before. Import it if it is meant.");
        var seen = await verifier.WaitAsync(type, known, s => s.Kind != SightingKind.Absent, timeout, cancellation);
        if (seen.Row is { } other && IsAnother(type, sent, other, isNew: before is not null))
            return ChangeResults.Failed(change, ErrorCodes.Conflict, $"{create.Name} of {caller.Server} says that it made {id}, but what is told of that is nothing of what was sent: it is another one's.");
        var outputs = Outputs(type, id, row.Outputs(), seen.Row?.Outputs(), value);
        if (Verifier.Unsettled(type, seen) is { } unmet && seen.Row is { } early)
            return ChangeResults.Partial(change, ChangeResults.Resource(change, id, early.Properties(), outputs), $"{id} is there, but in time it didn't become {unmet}.");
        return seen.Kind switch
        {
            SightingKind.Found => ChangeResults.Applied(change, ChangeResults.Resource(change, id, seen.Row?.Properties() ?? Datum.EmptyMap, outputs)),
            SightingKind.Unseen => ChangeResults.Applied(change, ChangeResults.Resource(change, id, ChangeResults.Shown(type, change), outputs)),
            SightingKind.Absent => ChangeResults.Failed(change, ErrorCodes.Internal, $"{create.Name} of {caller.Server} says that it made {id}, but it isn't there. It said: {ToolCaller.Words(answer)}."),
            _ => ChangeResults.Failed(change, ErrorCodes.Internal, $"{create.Name} of {caller.Server} says that it made {id}, but that can't be seen: {seen.Why}"),
        };
    }

    // Nothing else than what was sent tells an object that doesn't say who it is, or whose id the server gave, from another's; if none of it is so, it isn't this one.
    private static bool IsAnother(ResourceType type, Datum sent, ObjectRow row, bool isNew)
    {
        if (ObjectAddress.IsChosen(type) ? row.TellsAddress : isNew) return false;
        var told = row.Properties();
        string[] comparable = [.. sent.Members.Where(m => !m.Value.IsNull && told[m.Key] is not null && row.Address[m.Key] is null).Select(m => m.Key)];
        return comparable.Length > 0 && comparable.All(Verifier.Differing(type, sent, row).Contains);
    }

    // What is there was made by an earlier try of this change when it is as it was to be; else it is somebody else's.
    private static WireChangeResult Taken(ResourceType type, WireChange change, AdapterMemory.KeyRecord record, Datum sent, string id, ObjectRow row)
    {
        if (record.IsInDoubt && Verifier.Differing(type, sent, row).Count == 0)
            return ChangeResults.Applied(change, ChangeResults.Resource(change, id, row.Properties(), Outputs(type, id, row.Outputs(), null, row.Value)));
        return record.IsInDoubt
            ? ChangeResults.Unknown(change, $"There is a {id}, but not as it was to be: it may be another one.")
            : ChangeResults.Failed(change, ErrorCodes.AlreadyExists, $"There is a {id} already, which isn't managed here. Import it to take it over: mciacc import {change.Type} {change.Name} {id}");
    }

    // A tool that failed may have done it all the same.
    private async Task<WireChangeResult> RefusedAsync(
        ResourceType type, WireChange change, AdapterMemory.KeyRecord record, TypeTool create, Datum sent, string? chosen, ToolAnswer answer, TimeSpan timeout, CancellationToken cancellation)
    {
        var why = $"{create.Name} of {caller.Server} failed: {ToolCaller.Words(answer)}.";
        if (chosen is not null && await reader.LookAsync(type, sent, timeout, cancellation) is { Row: { } row })
            return ChangeResults.Partial(change, ChangeResults.Resource(change, chosen, row.Properties(), Outputs(type, chosen, row.Outputs(), null, row.Value)), why);
        return Undone(change, record, ChangeResults.CodeOf(why), why);
    }

    private static WireChangeResult Undone(WireChange change, AdapterMemory.KeyRecord record, string code, string why)
    {
        record.IsInDoubt = false;
        return ChangeResults.Failed(change, code, why);
    }

    /// <summary>The one object that is listed now and wasn't before, and is as it was to be.</summary>
    private async Task<ObjectRow?> NewOneAsync(ResourceType type, Datum sent, HashSet<string>? before, TimeSpan timeout, CancellationToken cancellation)
    {
        if (before is null || (await reader.ListAsync(type, sent, timeout, cancellation)).Rows is not { } rows) return null;
        ObjectRow[] fresh = [.. rows.Where(r => r.Id is { Length: > 0 } id && !before.Contains(id) && Verifier.Differing(type, sent, r).Count == 0)];
        return fresh is [var only] ? only : null;
    }

    /// <summary>What create and read tell, the read first; what a type without declared outputs has of its answer is all of it.</summary>
    private static Datum Outputs(ResourceType type, string id, Datum made, Datum? read, Datum value)
    {
        var outputs = With(made, read ?? Datum.EmptyMap);
        foreach (var (name, known) in ObjectAddress.Read(type, id)?.Members ?? [])
        {
            if (type.Outputs.Member(name) is not null) outputs = outputs.With(name, known);
        }

        if (outputs["id"] is null) outputs = outputs.With("id", AnswerValues.Fitted(type.Outputs.Member("id")?.Shape, Datum.Of(id)));
        return outputs["result"] is null && type.Outputs.Member("result") is not null && value.ToString().Length <= LargestResult ? outputs.With("result", value) : outputs;
    }

    private static Datum With(Datum map, Datum more) => more.Members.Aggregate(map, (all, member) => all.With(member.Key, member.Value));
}
