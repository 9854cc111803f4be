using System.Text.Json.Nodes;
using McpIac.EndToEnd.Tests.Documents;

namespace McpIac.EndToEnd.Tests.Processes;

/// <summary>What a finished <c>mciacc</c> left: line ends are <c>\n</c>.</summary>
internal sealed record ToolResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>The one document of <c>--json</c>; nothing else may have been printed.</summary>
    public JsonObject Json
    {
        get
        {
            Assert.Equal("", Error);
            return Assert.IsType<JsonObject>(JsonNode.Parse(Output));
        }
    }

    public IReadOnlyList<Finding> Diagnostics => Json["diagnostics"].As<Finding[]>();

    public PlanDocument Plan => Json["plan"].As<PlanDocument>();

    public IReadOnlyList<string> Lines => Output.Split('\n');

    /// <summary>The same result, when it has this exit code; else a failure that shows what was said.</summary>
    public ToolResult Exits(int code)
    {
        if (ExitCode != code) Assert.Fail($"'mciacc {Command}' ended with {ExitCode}, not {code}.\n{Output}\n{Error}");
        return this;
    }
}
