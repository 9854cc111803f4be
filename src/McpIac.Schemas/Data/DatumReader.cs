using System;

namespace McpIac.Schemas.Data;

/// <summary>Reads JSON (RFC 8259) into a <see cref="Datum"/>, without System.Text.Json, which netstandard2.0 lacks.</summary>
public static class DatumReader
{
    /// <summary>
    /// The value, or what is wrong and where. Never throws; nesting deeper than 256 is a problem, not a stack overflow.
    /// A byte order mark is skipped; duplicate keys are kept, the last one wins; unpaired surrogates are kept as they are.
    /// </summary>
    public static (Datum? Value, JsonProblem? Problem) Read(string json)
    {
        var parser = new JsonParser(json);
        var value = parser.Document();
        return parser.Problem is null ? (value, null) : (null, parser.Problem);
    }

    /// <summary>The same, but lists and maps that are nested too deep are left empty; then <c>Pruned</c> says where the first one is.</summary>
    public static (Datum? Value, JsonProblem? Problem, JsonProblem? Pruned) ReadPruned(string json)
    {
        var parser = new JsonParser(json, prune: true);
        var value = parser.Document();
        return parser.Problem is null ? (value, null, parser.Pruned) : (null, parser.Problem, null);
    }
}

/// <summary>Why a text is no JSON; line and column count from 1.</summary>
public sealed record JsonProblem(string Message, int Line, int Column);
