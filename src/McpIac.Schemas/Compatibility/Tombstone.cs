using System;
using System.Collections.Generic;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Compatibility;

/// <summary>
/// A breaking change that a snapshot remembers, so that a program which still relies on what was is told what the provider changed, and not only that it is wrong.
/// </summary>
/// <param name="Type">The type it is about; for a type that went away, its old token.</param>
/// <param name="Path">As in <see cref="SchemaChange"/>.</param>
/// <param name="Text">As in <see cref="SchemaChange"/>.</param>
/// <param name="RenamedTo">The new token, or the new name of the path's last member.</param>
/// <param name="Was">For what went away, its schema, or the type as it was.</param>
/// <param name="Since">The server's version that it was first seen in; empty when the server doesn't say.</param>
public sealed record Tombstone(string Type, string Path, ChangeKind Kind, string Text, string? RenamedTo, Datum? Was, string Since)
{
    private static readonly ChangeKind[] Kept = [ChangeKind.Removed, ChangeKind.Renamed, ChangeKind.Required, ChangeKind.Narrowed, ChangeKind.Retyped];

    /// <summary>What the change left behind is no longer there at all.</summary>
    public bool IsGone => Kind is ChangeKind.Removed or ChangeKind.Renamed;

    /// <summary>What happened, as a sentence: "Since box 1.2.0 healthCheck.path is gone."</summary>
    public string Sentence
    {
        get
        {
            var provider = Type.Split(':')[0];
            return $"Since {(Since.Length == 0 ? $"the last pull of {provider}" : $"{provider} {Since}")}, {(Path.Length == 0 ? Type : Path)} {Text}.";
        }
    }

    /// <summary>The tombstone of a change, or null when no program can stumble over it.</summary>
    public static Tombstone? Of(SchemaChange change, string since) =>
        change.Impact == ChangeImpact.Breaking && Kept.Contains(change.Kind)
            ? new Tombstone(change.Type, change.Path, change.Kind, change.Text, change.RenamedTo, change.Kind is ChangeKind.Removed or ChangeKind.Renamed ? change.Was : null, since)
            : null;

    /// <summary>As a snapshot has it; null when it makes no sense, which nothing depends on.</summary>
    public static Tombstone? Read(Datum raw) =>
        raw["type"]?.AsText() is { Length: > 0 } type && raw["text"]?.AsText() is { } text && raw["change"]?.AsText() is { } word
            && Enum.TryParse<ChangeKind>(word, ignoreCase: true, out var kind) && Kept.Contains(kind)
            ? new Tombstone(type, raw["path"]?.AsText() ?? "", kind, text, raw["renamedTo"]?.AsText(), raw["was"], raw["since"]?.AsText() ?? "")
            : null;

    public Datum Write()
    {
        var members = new List<KeyValuePair<string, Datum>> { new("type", Datum.Of(Type)) };
        if (Path.Length > 0) members.Add(new("path", Datum.Of(Path)));
        members.Add(new("change", Datum.Of(Kind.ToString().ToLowerInvariant())));
        members.Add(new("text", Datum.Of(Text)));
        if (RenamedTo is not null) members.Add(new("renamedTo", Datum.Of(RenamedTo)));
        if (Was is not null) members.Add(new("was", Was));
        if (Since.Length > 0) members.Add(new("since", Datum.Of(Since)));
        return Datum.MapOf(members);
    }
}
