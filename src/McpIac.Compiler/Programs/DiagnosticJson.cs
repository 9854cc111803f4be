using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Programs;

/// <summary>Diagnostics as JSON data: what a program's process hands over, and what the cache keeps.</summary>
internal static class DiagnosticJson
{
    public static Datum Write(IEnumerable<Diagnostic> diagnostics) => Datum.ListOf(diagnostics.Select(d => Datum.MapOf(
    [
        new("id", Datum.Of(d.Id)),
        new("severity", Datum.Of(d.Severity.ToString())),
        new("message", Datum.Of(d.Message)),
        new("remedy", d.Remedy is null ? Datum.Null : Datum.Of(d.Remedy)),
        new("place", d.Place is not { } p ? Datum.Null : Datum.ListOf(
            [Datum.Of(p.File), Datum.Of((long)p.Line), Datum.Of((long)p.Column), Datum.Of((long)p.EndLine), Datum.Of((long)p.EndColumn)])),
    ])));

    /// <summary>The diagnostics, or null when the datum is none.</summary>
    public static IReadOnlyList<Diagnostic>? Read(Datum? datum)
    {
        if (datum is null || datum.Kind != DatumKind.List) return null;
        var diagnostics = new List<Diagnostic>();
        foreach (var item in datum.Items)
        {
            if (item["id"]?.AsText() is not { } id || item["message"]?.AsText() is not { } message) return null;
            if (!Enum.TryParse<Severity>(item["severity"]?.AsText(), out var severity)) return null;
            diagnostics.Add(new Diagnostic(id, severity, message, ReadPlace(item["place"]), item["remedy"]?.AsText()));
        }

        return diagnostics;
    }

    private static SourcePlace? ReadPlace(Datum? datum)
    {
        if (datum is null || datum.Items.Count != 5 || datum.Items[0].AsText() is not { } file) return null;
        int At(int index) => (int)(datum.Items[index].AsInteger() ?? 0);
        return new SourcePlace(file, At(1), At(2), At(3), At(4));
    }
}
