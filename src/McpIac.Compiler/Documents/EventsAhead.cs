using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace McpIac.Compiler.Documents;

/// <summary>A parser's events, read on another thread ahead of whoever uses them. What goes wrong is thrown where it would have been: after the events before it. Not thread-safe.</summary>
internal sealed class EventsAhead : IParser, IDisposable
{
    private const int Together = 512, MostAhead = 16;

    private readonly CancellationTokenSource stop = new();
    private readonly BlockingCollection<ParsingEvent[]> ready = new(MostAhead);
    private readonly Task reading;
    private ExceptionDispatchInfo? failure;
    private ParsingEvent[] batch = [];
    private int at = -1;

    public EventsAhead(IParser parser) => reading = Task.Run(() => Read(parser));

    public ParsingEvent? Current => at >= 0 && at < batch.Length ? batch[at] : null;

    public bool MoveNext()
    {
        if (++at < batch.Length) return true;
        batch = [];
        if (!ready.TryTake(out var next, Timeout.Infinite))
        {
            failure?.Throw();
            return false;
        }

        (batch, at) = (next, 0);
        return true;
    }

    public void Dispose()
    {
        stop.Cancel();
        reading.GetAwaiter().GetResult();
        stop.Dispose();
        ready.Dispose();
    }

    private void Read(IParser parser)
    {
        var events = new List<ParsingEvent>(Together);
        try
        {
            while (parser.MoveNext() && parser.Current is { } current)
            {
                events.Add(current);
                if (events.Count < Together) continue;
                ready.Add([.. events], stop.Token);
                events.Clear();
            }
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }

        try
        {
            if (events.Count > 0) ready.Add([.. events], stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody wants to know any more.
        }

        ready.CompleteAdding();
    }
}
