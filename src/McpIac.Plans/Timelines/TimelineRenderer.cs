using System.Globalization;
using System.Text;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Graphs;

namespace McpIac.Plans.Timelines;

/// <summary>Draws a timeline: a bar a step, by provider. The same timeline gives the same text; nothing in it is run or loaded from elsewhere.</summary>
public static class TimelineRenderer
{
    private const int Label = 300, Width = 900, RowHeight = 20, BarHeight = 12, Top = 44, Margin = 16, LabelLimit = 42, Ticks = 8;

    private const string Styles = """
        svg{font:12px system-ui,sans-serif;background:#fff}text{fill:#24292f}.tick{stroke:#d8dee4}.tick+text,.faint{fill:#57606a}.provider{font-weight:bold}
        .wait{fill:#d0d7de}.create{fill:#2da44e}.update{fill:#bf8700}.delete{fill:#8250df}.bad{fill:#cf222e}.open{fill:#6e7781}.critical{stroke:#0550ae;stroke-width:2}.path{fill:#0550ae;font-weight:bold}
        """;

    /// <summary>One SVG drawing.</summary>
    public static string Svg(Timeline timeline)
    {
        var rows = timeline.Steps.GroupBy(s => s.Provider, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
        var height = Top + (timeline.Steps.Count + rows.Length) * RowHeight + Margin;
        var seconds = Math.Max(0.001, (timeline.Ended - timeline.Started).TotalSeconds);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Label + Width + 2 * Margin}\" height=\"{height}\" role=\"img\"><title>{XmlText.Of(Title(timeline))}</title><style>{Styles}</style>\n");
        AppendAxis(text, seconds, height);
        var y = Top;
        foreach (var provider in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"<text class=\"provider\" x=\"{Margin}\" y=\"{y + 14}\">{XmlText.Of(Short(provider.Key))}</text>\n");
            y += RowHeight;
            foreach (var step in provider)
            {
                AppendStep(text, timeline, step, seconds, y);
                y += RowHeight;
            }
        }

        return text.Append("</svg>\n").ToString();
    }

    /// <summary>A page with the drawing, what its colours mean, and the critical path in words.</summary>
    public static string Html(Timeline timeline)
    {
        var text = new StringBuilder();
        text.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        text.Append(CultureInfo.InvariantCulture, $"<title>{XmlText.Of(Title(timeline))}</title>");
        text.Append("<style>body{font:14px system-ui,sans-serif;margin:2em;color:#24292f}td,th{text-align:left;padding:2px 12px 2px 0}td.n{text-align:right}.key span{display:inline-block;width:24px;height:10px;margin:0 6px 0 16px}</style></head><body>\n");
        text.Append(CultureInfo.InvariantCulture, $"<h1>{XmlText.Of(Title(timeline))}</h1>\n<p>{XmlText.Of(timeline.Outcome)}, {timeline.Steps.Count} changes, {Seconds(timeline.Ended - timeline.Started)}, run {XmlText.Of(timeline.RunId)}, {timeline.Started.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC</p>\n");
        text.Append("<p class=\"key\"><span style=\"background:#d0d7de\"></span>ready, waiting for a place<span style=\"background:#2da44e\"></span>create<span style=\"background:#bf8700\"></span>update"
            + "<span style=\"background:#8250df\"></span>delete<span style=\"background:#cf222e\"></span>failed<span style=\"background:#6e7781\"></span>in doubt or left out<span style=\"border:2px solid #0550ae;height:6px\"></span>critical path</p>\n");
        text.Append(Svg(timeline));
        text.Append("<h2>Critical path</h2>\n<table><tr><th>step</th><th>type</th><th>waited</th><th>ran</th></tr>\n");
        foreach (var step in timeline.CriticalPath)
        {
            text.Append(CultureInfo.InvariantCulture, $"<tr><td>{XmlText.Of($"{step.Action} {Urns.Local(step.Urn)}")}</td><td>{XmlText.Of(step.Type)}</td><td class=\"n\">{Seconds(step.Waited)}</td><td class=\"n\">{Seconds(step.Ran)}</td></tr>\n");
        }

        return text.Append("</table>\n</body></html>\n").ToString();
    }

    private static void AppendAxis(StringBuilder text, double seconds, int height)
    {
        for (var tick = 0; tick <= Ticks; tick++)
        {
            var x = Label + (double)Width * tick / Ticks;
            text.Append(CultureInfo.InvariantCulture, $"<line class=\"tick\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"30\" y2=\"{height - Margin}\"/><text x=\"{x:0.#}\" y=\"22\" text-anchor=\"middle\">{Seconds(TimeSpan.FromSeconds(seconds * tick / Ticks))}</text>\n");
        }
    }

    private static void AppendStep(StringBuilder text, Timeline timeline, TimelineStep step, double seconds, int y)
    {
        double X(DateTimeOffset at) => Label + Math.Clamp((at - timeline.Started).TotalSeconds / seconds, 0, 1) * Width;
        var (ready, start, end) = (X(step.Ready), X(step.Started), X(step.Ended));
        var name = Urns.Local(step.Urn);
        text.Append(CultureInfo.InvariantCulture, $"<g><title>{XmlText.Of($"{step.Action} {name} ({step.Type}): {Word(step)}, waited {Seconds(step.Waited)}, ran {Seconds(step.Ran)}")}</title>");
        text.Append(CultureInfo.InvariantCulture, $"<text{(step.IsCritical ? " class=\"path\"" : "")} x=\"{Margin + 12}\" y=\"{y + 14}\">{XmlText.Of(Short(name))}</text>");
        if (start > ready) text.Append(CultureInfo.InvariantCulture, $"<rect class=\"wait\" x=\"{ready:0.##}\" y=\"{y + 8}\" width=\"{start - ready:0.##}\" height=\"4\"/>");
        text.Append(CultureInfo.InvariantCulture, $"<rect class=\"{Class(step)}{(step.IsCritical ? " critical" : "")}\" x=\"{start:0.##}\" y=\"{y + 4}\" width=\"{Math.Max(1, end - start):0.##}\" height=\"{BarHeight}\" rx=\"2\"/></g>\n");
    }

    private static string Class(TimelineStep step) => step.Result switch
    {
        StepResult.Failed or StepResult.Partial => "bad",
        StepResult.Open or StepResult.Skipped => "open",
        _ => step.Action is "create" or "update" or "delete" ? step.Action : "open",
    };

    private static string Word(TimelineStep step) => step.Result switch
    {
        StepResult.Done => "done",
        StepResult.Partial => "done in part",
        StepResult.Failed => "failed",
        StepResult.Skipped => "left out",
        _ => "in doubt",
    };

    private static string Title(Timeline timeline) => $"{timeline.Kind} of {timeline.Deployment}";

    private static string Seconds(TimeSpan time) => time.TotalSeconds < 60 ? time.TotalSeconds.ToString(time.TotalSeconds < 1 ? "0.###'s'" : "0.#'s'", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m{time.Seconds:00}s");

    private static string Short(string text) => text.Length <= LabelLimit ? text : text[..(LabelLimit - 1)] + "…";
}
