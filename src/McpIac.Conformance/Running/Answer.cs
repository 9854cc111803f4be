using McpIac.Schemas.Data;

namespace McpIac.Conformance.Running;

/// <summary>A call of a tool and what came back, as it was on the wire.</summary>
/// <param name="Result">MCP's result: content, structuredContent, isError; null when there is none.</param>
/// <param name="Problem">Why there is no result, as a sentence.</param>
internal sealed record Answer(string Tool, Datum Arguments, Datum? Result, string? Problem)
{
    public Datum? Envelope => Result?["structuredContent"];
    public Datum? Data => Envelope?["data"] is { IsNull: false } data ? data : null;
    public Datum? Error => Envelope?["error"] is { IsNull: false } error ? error : null;
    public string? Code => Error?["code"]?.AsText();
    public bool Succeeded => Envelope?["success"]?.AsBoolean() == true;
    public IReadOnlyList<Datum> Results => Data?["results"]?.Items ?? [];

    /// <summary>The result of the only, or the first, change.</summary>
    public Datum? First => Results.Count > 0 ? Results[0] : null;
    public string? Outcome => First?["outcome"]?.AsText();
    public Datum? Resource => First?["resource"];

    /// <summary>The code of the first change's error, else that of the call.</summary>
    public string? FirstCode => First?["error"]?["code"]?.AsText() ?? (First is null ? Code : null);

    /// <summary>For messages: what the server said.</summary>
    public override string ToString() => Problem ?? (Error is { } error ? $"{Tool} answered {error["code"]?.AsText()}: {error["message"]?.AsText()}"
        : First is { } first ? $"{Tool} answered {first["outcome"]?.AsText()}" : $"{Tool} answered {Shown(Envelope ?? Result ?? Datum.Null)}");

    private static string Shown(Datum value) => value.ToString() is { Length: > 300 } text ? text[..300] + "…" : value.ToString();
}
