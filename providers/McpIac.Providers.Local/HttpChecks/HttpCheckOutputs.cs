using System.ComponentModel;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Local.HttpChecks;

internal sealed record HttpCheckOutputs(
    [Description("The URL and a mark of this check's own.")] string Id,
    [Description("The status of the answer."), From("${expectedStatus}")] int Status,
    [Description("How long the answer took, in milliseconds."), Unit("milliseconds"), From("${url}${method}${expectedStatus}${expectedBody}")] long ResponseTime);
