using System.Globalization;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Events;

/// <summary>Events as JSON, one object each: <c>schemas/formats/event.schema.json</c>.</summary>
public static class RunEventJson
{
    /// <summary>One line, without its end.</summary>
    public static string Write(RunEvent told) => DatumWriter.Write(Of(told), sortKeys: false);

    private static Datum Of(RunEvent told) => Datum.MapOf(
    [
        new("event", Datum.Of(told switch { RunBegan => "runBegan", RunFinished => "runFinished", _ => "step" })),
        new("at", Datum.Of(told.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))),
        .. (IEnumerable<KeyValuePair<string, Datum>>)(told switch
        {
            RunBegan began => Of(began),
            RunFinished finished => Of(finished),
            StepEvent step => Of(step),
            _ => Array.Empty<KeyValuePair<string, Datum>>(),
        }),
    ]);

    private static KeyValuePair<string, Datum>[] Of(RunBegan began) =>
    [
        new("runId", Datum.Of(began.RunId)), new("deployment", Datum.Of(began.Deployment)), new("kind", Datum.Of(began.Kind)), new("steps", Datum.Of(began.Steps)),
    ];

    private static KeyValuePair<string, Datum>[] Of(RunFinished finished) =>
        [new("runId", Datum.Of(finished.RunId)), new("outcome", Word(finished.Outcome)), new("seconds", Seconds(finished.Elapsed))];

    private static List<KeyValuePair<string, Datum>> Of(StepEvent step)
    {
        var members = new List<KeyValuePair<string, Datum>>
        {
            new("urn", Datum.Of(step.Urn)), new("type", Datum.Of(step.Type)), new("name", Datum.Of(step.Name)), new("provider", Datum.Of(step.Provider)),
            new("action", Word(step.Action)), new("phase", Word(step.Phase)), new("seconds", Seconds(step.Elapsed)),
        };
        if (step.Key is { } key) members.Add(new("key", Datum.Of(key)));
        if (step.Message is { } message) members.Add(new("message", Datum.Of(message)));
        if (step.IsCritical) members.Add(new("critical", Datum.True));
        if (step.Left is { } left) members.Add(new("secondsLeft", Seconds(left)));
        return members;
    }

    private static Datum Seconds(TimeSpan time) => Datum.Of(Math.Round(time.TotalSeconds, 3));

    private static Datum Word(Enum value)
    {
        var text = value.ToString();
        return Datum.Of(char.ToLowerInvariant(text[0]) + text[1..]);
    }
}
