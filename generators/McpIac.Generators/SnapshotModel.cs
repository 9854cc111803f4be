using System;
using System.Linq;
using System.Threading;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;
using Microsoft.CodeAnalysis;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Generators;

/// <summary>One snapshot as the pipeline carries it.</summary>
/// <param name="Provider">Null when the file as a whole can't be used.</param>
internal sealed record SnapshotModel(string Path, string? Provider, EquatableList<TypeModel> Types, EquatableList<Diagnostic> Diagnostics)
{
    public static SnapshotModel Read(AdditionalText text, CancellationToken cancellation)
    {
        if (text.GetText(cancellation)?.ToString() is not { } content)
            return Failed(text.Path, Problems.Unreadable(text.Path));
        try
        {
            var reading = SnapshotReader.Read(new SnapshotSource(text.Path, content));
            return new SnapshotModel(text.Path, reading.Snapshot?.Provider, new(reading.Types.Concat(reading.Gone).Select(t => new TypeModel(t))), new(reading.Diagnostics));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // An exception here would take away every generated class of the project at once (CS8785), and say less.
            return Failed(text.Path, Problems.Failed(text.Path, "the snapshot", exception));
        }
    }

    private static SnapshotModel Failed(string path, Diagnostic why) => new(path, null, new([]), new([why]));
}
