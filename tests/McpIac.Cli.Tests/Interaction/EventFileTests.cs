using System.Reflection;
using McpIac.Cli.Interaction;
using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Plans.Planning;
using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;

namespace McpIac.Cli.Tests.Interaction;

public sealed class EventFileTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 26, 12, 0, 0, 250, TimeSpan.FromHours(1));

    [Fact]
    public void EachEvent_IsALineOfJson()
    {
        var text = new StringWriter();
        using var file = new EventFile("events.jsonl", text);
        file.Report(new RunBegan("r1", "shop", "apply", 2) { At = At });
        file.Report(new StepEvent("shop/t/a", "a", "p:t:x", "p", StepAction.Create, StepPhase.Failed, TimeSpan.FromMilliseconds(1500), "line\nbreak \"quoted\"")
        {
            At = At, Key = "k", IsCritical = true, Left = TimeSpan.FromSeconds(90),
        });
        file.Report(new RunFinished("r1", ApplyOutcome.RolledBack, TimeSpan.FromSeconds(2)) { At = At });
        Assert.Equal("""
            {"event":"runBegan","at":"2026-11-26T11:00:00.250Z","runId":"r1","deployment":"shop","kind":"apply","steps":2}
            {"event":"step","at":"2026-11-26T11:00:00.250Z","urn":"shop/t/a","type":"p:t:x","name":"a","provider":"p","action":"create","phase":"failed","seconds":1.5,"key":"k","message":"line\nbreak \"quoted\"","critical":true,"secondsLeft":90}
            {"event":"runFinished","at":"2026-11-26T11:00:00.250Z","runId":"r1","outcome":"rolledBack","seconds":2}

            """, text.ToString());
        Assert.Null(file.Problem);

        var schema = Path.Combine(typeof(EventFileTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!, "schemas", "formats", "event.schema.json");
        var (format, problems) = JsonSchema.Compile(DatumReader.Read(File.ReadAllText(schema)).Value!, new SchemaOptions { AssertFormats = true });
        Assert.Empty(problems);
        Assert.All(text.ToString().TrimEnd().Split('\n'), line => Assert.Empty(format.Validate(DatumReader.Read(line).Value!)));
        Assert.NotEmpty(format.Validate(DatumReader.Read("""{"event":"runFinished","at":"2026-11-26T11:00:00.250Z"}""").Value!));
    }

    [Fact]
    public void AFileThatCantBeWritten_IsReportedOnce_AndNothingElseSuffers()
    {
        using var file = new EventFile("events.jsonl", new FullDisk());
        file.Report(new RunBegan("r1", "shop", "apply", 2) { At = At });
        file.Report(new RunFinished("r1", ApplyOutcome.Succeeded, TimeSpan.Zero) { At = At });
        Assert.Equal(("MCI4031", "The events can't be written to events.jsonl any more: No space left."), (file.Problem?.Id, file.Problem?.Message));
    }

    private sealed class FullDisk : StringWriter
    {
        private int writes;

        public override void Write(string? value) => throw (++writes == 1 ? new IOException("No space left.") : new InvalidOperationException("It was told that there is none."));
    }
}
