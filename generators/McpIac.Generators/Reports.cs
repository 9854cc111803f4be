using System;
using McpIac.Schemas.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace McpIac.Generators;

/// <summary>Our diagnostics as the compiler's.</summary>
internal static class Reports
{
    public static Microsoft.CodeAnalysis.Diagnostic Of(Schemas.Diagnostics.Diagnostic diagnostic)
    {
        var severity = diagnostic.Severity switch
        {
            Severity.Error => DiagnosticSeverity.Error,
            Severity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        };
        var descriptor = new DiagnosticDescriptor(diagnostic.Id, "Schema snapshot", "{0}", "McpIac", severity, isEnabledByDefault: true);
        var message = diagnostic.Remedy is null ? diagnostic.Message : diagnostic.Message + " " + diagnostic.Remedy;
        return Microsoft.CodeAnalysis.Diagnostic.Create(descriptor, PlaceOf(diagnostic.Place), message);
    }

    private static Location PlaceOf(SourcePlace? place)
    {
        if (place is null) return Location.None;
        var position = new LinePosition(Math.Max(0, place.Line - 1), Math.Max(0, place.Column - 1));
        return Location.Create(place.File, default, new LinePositionSpan(position, position));
    }
}
