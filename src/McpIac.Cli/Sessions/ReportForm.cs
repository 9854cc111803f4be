namespace McpIac.Cli.Sessions;

/// <summary>The form in which a run says what it has to say.</summary>
internal enum ReportForm
{
    Text,
    Json,
    Sarif,
    GitHub,
}
