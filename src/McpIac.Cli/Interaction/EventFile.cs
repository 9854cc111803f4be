using McpIac.Engine.Events;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Interaction;

/// <summary>The file of <c>--events</c>: a line of JSON an event, written as it happens.</summary>
/// <param name="writer">Owned.</param>
internal sealed class EventFile(string path, TextWriter writer) : IProgress<RunEvent>, IDisposable
{
    /// <summary>MCI4031 when the file couldn't be written any more; the run went on without it.</summary>
    public Diagnostic? Problem { get; private set; }

    /// <exception cref="IOException">As every opening of a file.</exception>
    public static EventFile? Open(string? path) =>
        path is null ? null : new EventFile(path, new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete)));

    public void Report(RunEvent value)
    {
        if (Problem is not null) return;
        try
        {
            writer.Write(RunEventJson.Write(value) + "\n");
            writer.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is being done matters more than the account of it.
            Problem = Diagnostic.Warning("MCI4031", $"The events can't be written to {path} any more: {e.Message.TrimEnd('.')}.", null, "What was done is in the state all the same.");
        }
    }

    public void Dispose()
    {
        try
        {
            writer.Dispose();
        }
        catch (IOException)
        {
            // It was reported when it was written.
        }
    }
}
