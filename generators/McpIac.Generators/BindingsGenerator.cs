using System;
using System.Collections.Generic;
using System.Linq;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Diagnostics;
using Microsoft.CodeAnalysis;

namespace McpIac.Generators;

/// <summary>
/// Additional files <c>*.mcp.json</c> → one class file a resource type, with the same writer as script bindings. Every stage yields equatable data, so that
/// editing one type of one snapshot writes one file again. Bad snapshots are diagnostics.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class BindingsGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var snapshots = context.AdditionalTextsProvider
            .Where(static text => text.Path.EndsWith(".mcp.json", StringComparison.OrdinalIgnoreCase))
            .Select(static (text, cancellation) => SnapshotModel.Read(text, cancellation)).WithTrackingName(Steps.Snapshots);

        var surplus = snapshots.Select(static (s, _) => (s.Path, s.Provider)).Collect()
            .Select(static (all, _) => SurplusSnapshots.Of(all)).WithTrackingName(Steps.Surplus);

        var types = snapshots.Combine(surplus)
            .SelectMany(static (pair, _) => pair.Right.Any(s => s.Path == pair.Left.Path) ? Enumerable.Empty<TypeModel>() : pair.Left.Types).WithTrackingName(Steps.Types);

        var names = types.Select(static (t, _) => t.Type.Token).Collect()
            .Select(static (tokens, _) => NamedTypes.Of(tokens)).WithTrackingName(Steps.Names);

        var files = types.Combine(names)
            .Select(static (pair, _) => (Type: pair.Left, Name: pair.Right.Of(pair.Left.Type.Token), Now: BindingsWriter.NowCalled(pair.Left.Type, pair.Right.Find))).WithTrackingName(Steps.NamedTypes)
            .Select(static (named, _) => GeneratedFile.Of(named.Type, named.Name, named.Now)).WithTrackingName(Steps.Files);

        context.RegisterSourceOutput(files, static (output, file) =>
        {
            if (file.Problem is not null) output.ReportDiagnostic(Reports.Of(file.Problem));
            if (file.Source is not null) output.AddSource(file.HintName, file.Source);
        });
        context.RegisterSourceOutput(snapshots, static (output, snapshot) => Report(output, snapshot.Diagnostics));
        context.RegisterSourceOutput(surplus, static (output, found) => Report(output, found.Select(s => s.Problem)));
    }

    private static void Report(SourceProductionContext output, IEnumerable<Schemas.Diagnostics.Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics) output.ReportDiagnostic(Reports.Of(diagnostic));
    }
}
