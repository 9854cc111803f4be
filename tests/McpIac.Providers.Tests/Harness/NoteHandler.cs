using System.Collections.Concurrent;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Tests.Harness;

internal enum NoteColor { Yellow, PaleBlue }

internal sealed record NoteMargin([property: Description("In millimetres.")] int Left = 5);

internal sealed record NoteProperties(
    [Description("What it says."), Length(1, 200), Aliases("content")] string Text,
    [Range(1, 5)] int Priority = 3,
    [Immutable, RegularExpression("^[a-z]+$")] string? Board = null,
    NoteColor? Color = null,
    [Sensitive, WriteOnly] string? Pin = null,
    [Unordered] IReadOnlyList<string>? Labels = null,
    NoteMargin? Margin = null,
    [Ref("example:wall:nail#id", OrText = true), Format("uuid"), Examples("n-1"), Unit("nails"), From("${id}"), Equal("caseInsensitive"), Computed] string? Nail = null,
    IReadOnlyDictionary<string, string>? Tags = null);

internal sealed record NoteOutputs(string Id, [Sensitive] string Token, int Length);

/// <summary>A typed handler as an author would write it.</summary>
[ResourceType("example:wall:note", Title = "Note", Description = "A note on a wall.", NaturalKeys = ["board, text"], Stateful = true, DeleteFirst = true, Examples = ["""{"text":"buy milk"}"""])]
internal sealed class NoteHandler : ResourceHandler<NoteProperties, NoteOutputs>
{
    private readonly ConcurrentDictionary<string, NoteProperties> notes = new();

    public bool HidesPins { get; init; }

    public Live<NoteProperties, NoteOutputs>? LastPrior { get; private set; }

    protected override IEnumerable<WireDiagnostic> Check(NoteProperties properties, OperationContext context)
    {
        if (properties.Text.Contains("xxx", StringComparison.Ordinal)) yield return new WireDiagnostic("error", "rude", "Mind your words.", "/text", null);
    }

    protected override Task<Live<NoteProperties, NoteOutputs>> CreateAsync(NoteProperties properties, OperationContext context)
    {
        var id = $"note-{notes.Count + 1}";
        notes[id] = properties;
        return Task.FromResult(Of(id, properties));
    }

    protected override Task<Live<NoteProperties, NoteOutputs>?> ReadAsync(Live<NoteProperties, NoteOutputs> known, OperationContext context) =>
        Task.FromResult(notes.TryGetValue(known.Id, out var properties) ? Of(known.Id, HidesPins ? properties with { Pin = null } : properties) : null);

    protected override Task<Live<NoteProperties, NoteOutputs>> UpdateAsync(
        Live<NoteProperties, NoteOutputs> prior, NoteProperties properties, OperationContext context)
    {
        LastPrior = prior;
        notes[prior.Id] = properties;
        return Task.FromResult(Of(prior.Id, properties));
    }

    protected override Task DeleteAsync(Live<NoteProperties, NoteOutputs> prior, OperationContext context)
    {
        notes.TryRemove(prior.Id, out _);
        return Task.CompletedTask;
    }

    private static Live<NoteProperties, NoteOutputs> Of(string id, NoteProperties properties) =>
        new(id, properties, new NoteOutputs(id, $"token-{id}", properties.Text.Length));
}
