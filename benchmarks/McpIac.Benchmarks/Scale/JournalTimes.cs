using System.Diagnostics;
using System.Globalization;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.State.Journals;
using McpIac.State.Stores;

namespace McpIac.Benchmarks.Scale;

/// <summary>How fast a journal takes entries, from one writer and from many, and how long a state takes to be read. A database is measured when <c>MCIACC_TEST_POSTGRES</c> names one.</summary>
internal static class JournalTimes
{
    private const int Resources = 10_000;

    // Some ten pages.
    private const int WrittenAtOnce = 40 * 1024;

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(3);

    public static int Run()
    {
        Console.WriteLine("| state of 10,000 resources in | appends/s, 1 writer | 4 writers | 16 writers | CPU µs each, 1 writer | 4 writers | 16 writers | reading ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var folder = Directory.CreateTempSubdirectory("mciacc-journal-").FullName;
        try
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| the disk itself, {WrittenAtOnce / 1024} KiB and a flush | {Flushes(folder):N0} | | | | | | |"));
            Line("a file", Path.Combine(folder, "state.db"));
            if (Environment.GetEnvironmentVariable("MCIACC_TEST_POSTGRES") is { Length: > 0 } address) Line("a database", address);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    /// <summary>How often a second the disk takes as many bytes as an append writes, at the end of a file that grows.</summary>
    private static double Flushes(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "disk"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var (block, started, count) = (new byte[WrittenAtOnce], Stopwatch.GetTimestamp(), 0);
        for (; Stopwatch.GetElapsedTime(started) < Enough; count++)
        {
            file.Write(block);
            file.Flush(flushToDisk: true);
        }

        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Line(string name, string location)
    {
        var store = StateStore.At(location).Store ?? throw new InvalidOperationException(location);
        var deployment = $"journal-{Guid.NewGuid():N}";
        using (var journal = Opened(store.Open(deployment, TimeProvider.System)))
        {
            foreach (var some in Enumerable.Range(0, Resources).Chunk(500)) journal.Append([.. some.Select(i => Confirmed($"k-{i}", i))]);
            var rates = new[] { 1, 4, 16 }.Select(writers => Rate(journal, writers)).ToArray();
            Console.Write($"| {name} | {string.Join(" | ", rates.Select(r => r.Rate).Concat(rates.Select(r => r.Cpu)).Select(n => n.ToString("N0", CultureInfo.InvariantCulture)))} ");
        }

        var times = Enumerable.Range(0, 5).Select(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            using var journal = Opened(store.OpenRead(deployment));
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }).Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {times[2]:0} |"));
    }

    // Each writer does what a step does: an intent, and then its result.
    private static (double Rate, double Cpu) Rate(IJournal journal, int writers)
    {
        var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var appends = 0;
        Thread[] threads = [.. Enumerable.Range(0, writers).Select(w => new Thread(() =>
        {
            for (var i = 0; Stopwatch.GetElapsedTime(started) < Enough; i++)
            {
                var key = $"{w}-{i}";
                journal.Append(new IntentRecorded(key, "update", Urn(w), "aws:ec2:instance", $"app-{w}", "aws", $"i-{w}", Inputs(w), []));
                journal.Append(Confirmed(key, w));
                Interlocked.Add(ref appends, 2);
            }
        }))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        return (appends / Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / appends);
    }

    private static ResourceConfirmed Confirmed(string key, int i) => new(key, new ResourceState(
        Urn(i), "aws:ec2:instance", $"app-{i}", "aws", $"i-{i}", Inputs(i), Datum.MapOf([new("id", Datum.Of($"i-{i}")), new("privateIp", Datum.Of("10.0.1.7"))]), null, null, [], []));

    private static Datum Inputs(int i) => Datum.MapOf([new("instanceType", Datum.Of("t3.medium")), new("imageId", Datum.Of("ami-12345")), new("number", Datum.Of(i))]);

    private static string Urn(int i) => $"shop/aws:ec2:instance/app-{i}";

    private static IJournal Opened((IJournal? Journal, Schemas.Diagnostics.Diagnostic? Problem) found) => found.Journal ?? throw new InvalidOperationException(found.Problem?.Message);
}
