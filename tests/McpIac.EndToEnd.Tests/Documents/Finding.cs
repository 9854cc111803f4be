namespace McpIac.EndToEnd.Tests.Documents;

/// <summary>A diagnostic of <c>--json</c>.</summary>
internal sealed record Finding(string Id, string Severity, string Message, string? File = null, int Line = 0, int Column = 0, int EndLine = 0, int EndColumn = 0, string? Remedy = null);
