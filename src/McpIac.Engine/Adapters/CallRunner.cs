using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Adapters;

/// <summary>Asks data sources, and runs actions: once for each change of their arguments.</summary>
internal sealed class CallRunner(ToolCaller caller)
{
    /// <summary>What a data source told, or why it didn't.</summary>
    internal sealed record Said(Datum Properties, Datum? Outputs, string? Problem, string Code);

    /// <param name="arguments">A JSON object.</param>
    public async Task<Said> AskAsync(ResourceType type, string arguments, TimeSpan timeout, CancellationToken cancellation)
    {
        var given = DatumReader.Read(arguments).Value ?? Datum.EmptyMap;
        if (type.Tools.FirstOrDefault(t => t.Role == ToolRole.Call) is not { } call) return new Said(given, null, $"{type.Token} has no tool.", ErrorCodes.Unsupported);
        var answer = await caller.CallAsync(call, given, timeout, cancellation);
        if (answer.Problem is { } problem) return new Said(given, null, problem, ErrorCodes.Unavailable);
        if (!answer.IsError) return new Said(Datum.MapOf(given.Members.Where(m => type.Properties.Member(m.Key)?.Shape is not ({ Sensitive: true } or { WriteOnly: true }))), Outputs(type, call, answer), null, "");

        // What a tool complains of may repeat what it was given.
        var why = type.Properties.Members.Where(m => m.Shape.Sensitive).Select(m => given[m.Name]?.AsText()).OfType<string>().Where(t => t.Length > 0)
            .Aggregate($"{call.Name} of {caller.Server} failed: {ToolCaller.Words(answer)}.", (text, secret) => text.Replace(secret, "(secret)", StringComparison.Ordinal));
        return new Said(given, null, why, ChangeResults.CodeOf(why));
    }

    public async Task<WireChangeResult> RunAsync(ResourceType type, WireChange change, AdapterMemory.KeyRecord record, TimeSpan timeout, CancellationToken cancellation)
    {
        if (type.Tools.FirstOrDefault(t => t.Role == ToolRole.Call) is not { } call) return ChangeResults.Failed(change, ErrorCodes.Unsupported, $"{type.Token} has no tool.");

        // Nothing is left of an action by which it could be told whether it ran.
        if (record.IsInDoubt) return ChangeResults.Unknown(change, $"{call.Name} of {caller.Server} may have run already, and it can't be seen whether it has.");
        record.IsInDoubt = true;
        var answer = await caller.CallAsync(call, change.Properties ?? Datum.EmptyMap, timeout, cancellation);
        if (answer is { Problem: { } lost, MaybeDone: true }) return ChangeResults.Unknown(change, lost);
        record.IsInDoubt = false;
        if (answer.Problem is { } problem) return ChangeResults.Failed(change, ErrorCodes.Invalid, problem);
        var why = $"{call.Name} of {caller.Server} failed: {ToolCaller.Words(answer)}.";
        if (answer.IsError) return ChangeResults.Failed(change, ChangeResults.CodeOf(why), why);
        return ChangeResults.Applied(change, ChangeResults.Resource(change, change.Id ?? change.Key, ChangeResults.Shown(type, change), Outputs(type, call, answer)));
    }

    /// <summary>By the tool that takes it back; without one what it did stays.</summary>
    public async Task<WireChangeResult> TakeBackAsync(ResourceType type, WireChange change, TimeSpan timeout, CancellationToken cancellation)
    {
        if (type.Tools.FirstOrDefault(t => t.Role == ToolRole.Delete) is not { } undo) return ChangeResults.Applied(change);
        var known = (change.Prior?.Properties.Members ?? []).Concat(change.Prior?.Outputs.Members ?? []).Aggregate(Datum.EmptyMap, (all, m) => all[m.Key] is null ? all.With(m.Key, m.Value) : all);
        var answer = await caller.CallAsync(undo, known, timeout, cancellation);
        if (answer.Problem is { } problem) return answer.MaybeDone ? ChangeResults.Unknown(change, problem) : ChangeResults.Failed(change, ErrorCodes.Invalid, problem);
        if (!answer.IsError || Absence.IsSaidByError(answer, undo.Result.Absent)) return ChangeResults.Applied(change);
        var why = $"{undo.Name} of {caller.Server} failed: {ToolCaller.Words(answer)}.";
        return ChangeResults.Failed(change, ChangeResults.CodeOf(why), why);
    }

    /// <summary>The outputs that the type declares; one that is called result, and that the answer doesn't have, is all of it.</summary>
    private static Datum Outputs(ResourceType type, TypeTool call, ToolAnswer answer)
    {
        var value = AnswerValues.Find(answer, call.Result.From) ?? Datum.Null;
        var outputs = new ObjectRow(type, call.Result.Members, value).Outputs();
        var whole = type.Outputs.Members.Where(m => m.Name is "result" or "output" or "toolResult" or "theResult" && outputs[m.Name] is null).Select(m => m.Name).FirstOrDefault();
        return whole is null ? outputs : outputs.With(whole, value);
    }
}
