using System.Xml.Linq;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Plans.Timelines;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Tests.Timelines;

public sealed class TimelineTests
{
    private const string Hostile = "</title><script>alert(1)</script>\"'&\u0001\u2028 ]]>";

    private static readonly DateTimeOffset Start = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Steps_HaveTheirTimes_AndWhatTheRunsLengthComesFromIsCritical()
    {
        var timeline = Timeline.Of("shop",
        [
            At(0, new RunStarted("r1", "apply")),
            At(0, Intent("net")), At(1, Intent("side")),
            At(3, Confirmed("side")), At(4, Confirmed("net")),
            At(5, Intent("vm", "net", "side", "elsewhere")), At(5, Intent("db", "side")),
            At(6, new IntentFailed("db", "failed", "no")), At(6, new IntentFailed("nothing", "failed", "no")),
            At(7, Intent("old") with { Action = "delete" }), At(8, new ResourceGone("old", "shop/p:t:x/old")),
            At(9, Confirmed("vm", incomplete: true)), At(9, Intent("late") with { Action = "update" }), At(9.5, new IntentFailed("late", "skipped", "")),
            At(9.5, Intent("open")),
            At(12, new RunEnded("r1", "failed")),
        ]);
        Assert.Equal(("r1", "apply", "failed", 12), (timeline.RunId, timeline.Kind, timeline.Outcome, (timeline.Ended - timeline.Started).TotalSeconds));
        Assert.Equal("""
            create net 0-0-4 Done
            create side 0-1-3 Done
            create vm 4-5-9 Partial
            create db 3-5-6 Failed
            delete old 7-7-8 Done
            update late 0-9-9.5 Skipped
            create open 0-9.5-12 Open !
            """, string.Join('\n', timeline.Steps.Select(Show)));
    }

    [Fact]
    public void TheCriticalPath_GoesBackAlongWhatWasWaitedForLongest()
    {
        var timeline = Timeline.Of("shop",
        [
            At(0, new RunStarted("r1", "apply")), At(0, Intent("a")), At(0, Intent("b")), At(0, Intent("c")), At(1, Confirmed("a")), At(2, Confirmed("b")),
            At(2, Intent("d", "a", "b")), At(3, Confirmed("c")), At(4, Confirmed("d")), At(5, new RunEnded("r1", "succeeded")),
        ]);
        Assert.Equal(["b", "d"], timeline.CriticalPath.Select(s => s.Name));
    }

    [Fact]
    public void ARunWithoutAnything_HasATimelineToo()
    {
        var timeline = Timeline.Of("shop", [At(0, new RunStarted("r1", "apply"))]);
        Assert.Equal(("unfinished", 0), (timeline.Outcome, timeline.Steps.Count));
        XDocument.Parse(TimelineRenderer.Svg(timeline));
        Assert.Empty(Timeline.Of("shop", []).Steps);
    }

    [Fact]
    public void Drawings_AreTheSameForTheSameRun_ByProvider_WithARowAStep()
    {
        var drawing = XDocument.Parse(TimelineRenderer.Svg(Some("a", "b")));
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Equal(TimelineRenderer.Svg(Some("a", "b")), TimelineRenderer.Svg(Some("a", "b")));
        Assert.Equal(["p", "q"], drawing.Descendants(svg + "text").Where(t => (string?)t.Attribute("class") == "provider").Select(t => t.Value));
        Assert.Equal(["create a (p:t:x): done, waited 0s, ran 4s", "create b (p:t:x): done, waited 1s, ran 3s"], drawing.Descendants(svg + "g").Select(g => g.Element(svg + "title")!.Value));

        // Four seconds are 900 wide: b was ready at 4 s and ran from 5 s to 8 s.
        Assert.Equal(["wait 750 112.5", "create critical 862.5 337.5"], drawing.Descendants(svg + "g").Last().Elements(svg + "rect").Select(r => $"{r.Attribute("class")!.Value} {r.Attribute("x")!.Value} {r.Attribute("width")!.Value}"));
    }

    [Fact]
    public void ForeignText_StaysText()
    {
        var timeline = Some(Hostile, Hostile) with { Deployment = Hostile, RunId = Hostile, Outcome = Hostile };
        var drawing = XDocument.Parse(TimelineRenderer.Svg(timeline));
        Assert.DoesNotContain(drawing.Descendants(), e => e.Name.LocalName == "script");
        var page = TimelineRenderer.Html(timeline);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0001', page);
        Assert.DoesNotContain("http", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal).Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static Timeline Some(string first, string second) => Timeline.Of("shop",
    [
        At(0, new RunStarted("r1", "apply")), At(0, Intent(first)), At(4, Confirmed(first)),
        At(5, Intent(second, first) with { Key = "second", Provider = "q" }), At(8, Confirmed("second")), At(8, new RunEnded("r1", "succeeded")),
    ]);

    private static string Show(TimelineStep s) =>
        FormattableString.Invariant($"{s.Action} {s.Name} {(s.Ready - Start).TotalSeconds}-{(s.Started - Start).TotalSeconds}-{(s.Ended - Start).TotalSeconds} {s.Result}{(s.IsCritical ? " !" : "")}");

    private static (DateTimeOffset, JournalEntry) At(double seconds, JournalEntry entry) => (Start.AddSeconds(seconds), entry);

    private static IntentRecorded Intent(string name, params string[] after) => new(name, "create", Urn(name), "p:t:x", name, "p", null, null, [.. after.Select(Urn)]);

    private static string Urn(string name) => $"shop/p:t:x/{Uri.EscapeDataString(name)}";

    private static ResourceConfirmed Confirmed(string key, bool incomplete = false) =>
        new(key, new ResourceState("", "p:t:x", "n", "p", "1", Datum.EmptyMap, Datum.EmptyMap, null, null, [], [], Incomplete: incomplete));
}
