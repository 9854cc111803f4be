using System;
using System.Collections.Immutable;
using McpIac.Schemas.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Findings;

/// <summary>Findings as the compiler's diagnostics and back. The remedy follows the message, and is told apart again in scripts, where it has a line of its own.</summary>
internal static class Reports
{
    /// <summary>The property that says what a fix should do.</summary>
    public const string Fix = "fix";

    private const string Remedy = "remedy";

    public static Microsoft.CodeAnalysis.Diagnostic Of(Finding finding, DiagnosticDescriptor descriptor)
    {
        var (message, remedy) = (finding.Diagnostic.Message, finding.Diagnostic.Remedy);
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (remedy is not null) properties = properties.Add(Remedy, remedy);
        if (finding.Fix is not null) properties = properties.Add(Fix, finding.Fix);
        return Microsoft.CodeAnalysis.Diagnostic.Create(descriptor, finding.Location, properties, remedy is null ? message : message + " " + remedy);
    }

    /// <summary>As scripts report it, with the severity that the compiler's options left it.</summary>
    public static Diagnostic Read(Microsoft.CodeAnalysis.Diagnostic report, SourcePlace? place)
    {
        var message = report.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        var remedy = report.Properties.TryGetValue(Remedy, out var text) ? text : null;
        if (remedy is not null && message.EndsWith(" " + remedy, StringComparison.Ordinal)) message = message.Substring(0, message.Length - remedy.Length - 1);
        var severity = report.Severity switch
        {
            DiagnosticSeverity.Error => Severity.Error,
            DiagnosticSeverity.Warning => Severity.Warning,
            _ => Severity.Info,
        };
        return new Diagnostic(report.Id, severity, message, place, remedy);
    }

    /// <summary>Where something is, as our diagnostics say it: lines and columns from 1.</summary>
    public static SourcePlace? Place(Location location)
    {
        if (location.SourceTree is not { FilePath.Length: > 0 } tree) return null;
        var lines = tree.GetLineSpan(location.SourceSpan);
        return new SourcePlace(lines.Path, lines.StartLinePosition.Line + 1, lines.StartLinePosition.Character + 1,
            lines.EndLinePosition.Line + 1, lines.EndLinePosition.Character + 1);
    }
}
