using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using McpIac.Providers.Servers;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using ModelContextProtocol.Protocol;

namespace McpIac.Providers.Tests.Protocol;

/// <summary>The examples of docs/spec/provider.md are what a server really answers.</summary>
public sealed partial class SpecExampleTests
{
    [Fact]
    public async Task Examples_ReplayedInTheirOrder_GiveTheAnswersThatTheTextShows()
    {
        var text = await File.ReadAllTextAsync(RepositoryFiles.Path("docs/spec/provider.md"), TestContext.Current.CancellationToken);
        await using var session = await Session.StartAsync(new NoteHandler(), options: new ProviderOptions("example", "1.0"));
        var examples = Example().Matches(text);
        Assert.True(examples.Count >= 8);
        foreach (Match example in examples)
        {
            var tool = example.Groups["tool"].Value;
            var result = await session.RawAsync(tool, JsonDocument.Parse(example.Groups["call"].Value).RootElement, TestContext.Current.CancellationToken);
            var (expected, problem) = DatumReader.Read(example.Groups["answer"].Value);
            Assert.True(expected is not null, $"{tool}: {problem?.Message}");
            var actual = DatumJsonConverter.From(result.StructuredContent!.Value);
            Assert.True(Matches(expected, actual), $"{tool} answered\n{DatumWriter.Write(actual, sortKeys: false, indent: true)}");
        }
    }

    [Fact]
    public async Task Messages_OfATask_AreThoseThatTheTextShows()
    {
        var text = await File.ReadAllTextAsync(RepositoryFiles.Path("docs/spec/provider.md"), TestContext.Current.CancellationToken);
        await using var session = await Session.StartAsync(new NoteHandler(), options: new ProviderOptions("example", "1.0") { TaskAfter = TimeSpan.Zero });
        var messages = Message().Matches(text);
        Assert.Equal(2, messages.Count);
        var task = "";
        foreach (Match message in messages)
        {
            JsonObject result;
            do
            {
                var parameters = JsonNode.Parse(message.Groups["request"].Value.Replace("\"taskId\": \"…\"", $"\"taskId\": \"{task}\"", StringComparison.Ordinal))!.AsObject();
                result = (await session.Client.SendRequestAsync(new JsonRpcRequest { Method = message.Groups["method"].Value, Params = parameters }, TestContext.Current.CancellationToken)).Result!.AsObject();
            }
            while ((string?)result["resultType"] == "complete" && (string?)result["status"] == "working");
            task = (string)result["taskId"]!;
            result.Remove("_meta");
            Assert.True(Matches(DatumReader.Read(message.Groups["result"].Value).Value!, DatumReader.Read(result.ToJsonString()).Value!), result.ToJsonString());
        }
    }

    private static bool Matches(Datum expected, Datum actual)
    {
        if (expected.AsText() == "…") return true;
        if (expected.Kind != actual.Kind) return false;
        return expected.Kind switch
        {
            DatumKind.Map => expected.Members.Count == actual.Members.Count && expected.Members.All(m => actual[m.Key] is { } value && Matches(m.Value, value)),
            DatumKind.List => expected.Items.Count == actual.Items.Count && expected.Items.Zip(actual.Items).All(p => Matches(p.First, p.Second)),
            _ => expected.Equals(actual),
        };
    }

    [GeneratedRegex("```json request (?<method>\\S+)\\n(?<request>.*?)```\\s*```json result\\n(?<result>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Message();

    [GeneratedRegex("```json call (?<tool>\\w+)\\n(?<call>.*?)```\\s*```json answer\\n(?<answer>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
