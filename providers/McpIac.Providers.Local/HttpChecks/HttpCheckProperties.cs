using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Local.HttpChecks;

internal sealed record HttpCheckProperties
{
    [Description("What is asked: an http or https URL.")]
    [Format("uri"), RegularExpression("^[hH][tT][tT][pP][sS]?://"), Examples("https://example.org/health")]
    public required string Url { get; init; }

    [Description("How it is asked.")]
    [AllowedValues("GET", "HEAD", "OPTIONS", "POST"), Default("GET")]
    public string Method { get; init; } = "GET";

    [Description("The status that the answer must have.")]
    [Range(100, 599), Default(200)]
    public int ExpectedStatus { get; init; } = 200;

    [Description("A text that the body must contain, within its first mebibyte.")]
    [MinLength(1), Examples("ok")]
    public string? ExpectedBody { get; init; }

    [Description("How long one attempt may take, in seconds.")]
    [Range(1, 3600), Default(10), Unit("seconds")]
    public int Timeout { get; init; } = 10;

    [Description("The pause between attempts, in seconds.")]
    [Range(0, 3600), Default(2), Unit("seconds")]
    public int Interval { get; init; } = 2;

    [Description("How often it is asked before that counts as a failure.")]
    [Range(1, 10_000), Default(10)]
    public int Attempts { get; init; } = 10;
}
