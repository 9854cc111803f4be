using System.Runtime.InteropServices;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Rendering;

namespace McpIac.Cli.Sessions;

/// <summary>The first Ctrl-C asks to stop: nothing new starts, what runs is finished and recorded. The second ends the process; the journal stays resumable.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly PosixSignalRegistration[] registrations;
    private readonly Screen screen;
    private int count;

    public Interrupts(Screen screen, CancellationToken outer)
    {
        this.screen = screen;
        source = CancellationTokenSource.CreateLinkedTokenSource(outer);
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref count) > 1)
        {
            if (screen.IsLive) screen.ShowRaw("\e[?25h"); // a live display hides the cursor, and nobody else gives it back now
            Environment.Exit(ExitCodes.Cancelled);
        }

        screen.Note(new Line(new Piece("Interrupted: nothing new is started, what runs is finished. Once more to abort.", Ink.Warn)));
        source.Cancel();
    }
}
