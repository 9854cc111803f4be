using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Comparison;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Adapters;

/// <summary>Updates and deletes, and looks afterwards whether that is what became of it.</summary>
internal sealed class ObjectChanger(ToolCaller caller, Verifier verifier)
{
    public async Task<WireChangeResult> UpdateAsync(ResourceType type, WireChange change, TimeSpan timeout, CancellationToken cancellation)
    {
        var id = change.Id ?? "";
        if (type.Tools.FirstOrDefault(t => t.Role == ToolRole.Update) is not { } update) return ChangeResults.Failed(change, ErrorCodes.Unsupported, $"No tool of {caller.Server} changes a {type.Title}.");
        var sent = change.Properties ?? Datum.EmptyMap;
        var known = Known(type, change, sent);
        var answer = await caller.CallAsync(update, known, timeout, cancellation);
        if (answer.Problem is { } problem) return answer.MaybeDone ? ChangeResults.Unknown(change, problem) : ChangeResults.Failed(change, ErrorCodes.Invalid, problem);
        var why = answer.IsError ? $"{update.Name} of {caller.Server} failed: {ToolCaller.Words(answer)}." : null;
        string[] changed = [.. sent.Members.Where(m => !Same(type, m.Key, change.Prior?.Properties[m.Key], m.Value)).Select(m => m.Key)];
        bool IsDone(Sighting s) => s.Row is { } row && !Verifier.Differing(type, sent, row).Intersect(changed).Any();
        var seen = await verifier.WaitAsync(type, known, s => why is not null || IsDone(s), timeout, cancellation);
        return Judge(type, change, id, changed, why, update.Name, seen, seen.Row is { } row ? Verifier.Differing(type, sent, row) : []);
    }

    public async Task<WireChangeResult> DeleteAsync(ResourceType type, WireChange change, TimeSpan timeout, CancellationToken cancellation)
    {
        if (type.Tools.FirstOrDefault(t => t.Role == ToolRole.Delete) is not { } delete) return ChangeResults.Failed(change, ErrorCodes.Unsupported, $"No tool of {caller.Server} deletes a {type.Title}; with the option retain it is let be.");
        var known = Known(type, change, change.Prior?.Properties ?? Datum.EmptyMap);
        var answer = await caller.CallAsync(delete, known, timeout, cancellation);
        if (answer.Problem is { } problem) return answer.MaybeDone ? ChangeResults.Unknown(change, problem) : ChangeResults.Failed(change, ErrorCodes.Invalid, problem);
        if (answer.IsError && Absence.IsSaidByError(answer, delete.Result.Absent)) return ChangeResults.Applied(change);
        var seen = await verifier.WaitAsync(type, known, s => answer.IsError || s.Kind == SightingKind.Absent, timeout, cancellation);
        if (seen.Kind == SightingKind.Absent) return ChangeResults.Applied(change);
        var why = $"{delete.Name} of {caller.Server} failed: {ToolCaller.Words(answer)}.";
        if (answer.IsError) return ChangeResults.Failed(change, ChangeResults.CodeOf(why), why);
        return seen.Kind == SightingKind.Unseen ? ChangeResults.Applied(change)
            : ChangeResults.Failed(change, ErrorCodes.Internal, seen.Why is null
                ? $"{delete.Name} of {caller.Server} says that it deleted {change.Id}, but it is still there."
                : $"{delete.Name} of {caller.Server} says that it deleted {change.Id}, but that can't be seen: {seen.Why}");
    }

    private WireChangeResult Judge(
        ResourceType type, WireChange change, string id, string[] changed, string? error, string tool, Sighting seen, IReadOnlyList<string> differing)
    {
        var outputs = change.Prior?.Outputs ?? Datum.EmptyMap;
        if (seen.Kind == SightingKind.Unseen)
        {
            return error is null
                ? ChangeResults.Applied(change, ChangeResults.Resource(change, id, ChangeResults.Shown(type, change), outputs))
                : ChangeResults.Failed(change, ChangeResults.CodeOf(error), error);
        }

        if (seen.Row is not { } row)
        {
            var what = seen.Kind == SightingKind.Absent ? "it isn't there any more." : $"that can't be seen: {seen.Why}";
            return ChangeResults.Failed(change, ErrorCodes.Internal, error ?? $"{tool} of {caller.Server} says that it changed {id}, but {what}");
        }

        foreach (var (name, value) in row.Outputs().Members) outputs = outputs.With(name, value);
        var resource = ChangeResults.Resource(change, id, row.Properties(), outputs);
        var told = row.Properties();
        string[] stayed = [.. changed.Where(differing.Contains).Where(n => change.Prior?.Properties[n] is { } old && Same(type, n, old, told[n]))];
        if (stayed.Length == 0 && error is null) return ChangeResults.Applied(change, resource);
        if (changed.Any(n => told[n] is not null && !differing.Contains(n))) return ChangeResults.Partial(change, resource, error ?? $"{tool} of {caller.Server} left {string.Join(", ", stayed)} of {id} as it was.");
        return ChangeResults.Failed(change, error is null ? ErrorCodes.Internal : ChangeResults.CodeOf(error),
            error ?? $"{tool} of {caller.Server} says that it changed {id}, but its {string.Join(", ", stayed)} is as before.");
    }

    private static bool Same(ResourceType type, string name, Datum? before, Datum? after) =>
        Equivalence.Same(type.Properties.Member(name)?.Shape, before ?? Datum.Null, after ?? Datum.Null);

    private static Datum Known(ResourceType type, WireChange change, Datum properties)
    {
        var known = properties;
        foreach (var (name, value) in change.Prior?.Outputs.Members ?? []) known = known[name] is null ? known.With(name, value) : known;
        foreach (var (name, value) in ObjectAddress.Read(type, change.Id ?? "")?.Members ?? []) known = known.With(name, value);
        return known;
    }
}
