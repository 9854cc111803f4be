using System.Text.Json.Nodes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Snapshots;

/// <summary>A snapshot comes from a server that nobody vouches for: whatever its names and texts are, they never become code.</summary>
public sealed class HostileSnapshotTests : IDisposable
{
    private static readonly string[] Names =
    [
        "class", "namespace", "static", "new", "object", "string", "value", "record", "field", "async", "ToString", "GetHashCode", "Urn", "Name", "Type", "_", "1", "-1",
        "*/", "\"", "\\", "{", "}", "@", "$", "#if", "é", "名前",
    ];

    private readonly string marker = Path.Combine(Path.GetTempPath(), $"mciacc-hostile-{Guid.NewGuid():N}");

    /// <summary>Code that would run as soon as the classes are loaded, after whatever could end a comment, a text, a member or a class.</summary>
    private string Payload(string escape) =>
        $"{escape} class Payload {{ [System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() => System.IO.File.WriteAllText(@\"{marker}\", \"\"); }} /*";

    private string[] Texts => [Payload("*/ } }"), Payload("\n} }\n"), Payload("\"; } }"), Payload("\"\"\"; } }"), Payload("\r\n#endif\r\n"), Payload("</summary>\u2028} }"), Payload("]]> } }")];

    public void Dispose() => File.Delete(marker);

    [Fact]
    public async Task HostileNamesAndTexts_AreOnlyThat()
    {
        using var workspace = await Workspace.WithAsync("""
            var plain = new Evil.A.Plain("plain") { Size = 3 };
            var words = new Evil.B.Words("words") { Class = "a", Namespace = plain.Id };
            Output("class", words.Class);
            """);
        Write(workspace, [Type("evil:a:plain", ["size"]), Type("evil:b:words", Names), .. Names.Select(n => Type($"evil:{n}:{n}", Names))]);
        var built = (await workspace.RunAsync("build", "--json")).Exits(0);
        Assert.All(built.Diagnostics, d => Assert.Equal("MCI6010", d.Id)); // the same alias at several members
        (await workspace.RunAsync("apply", "--twin", "--yes")).Exits(0);
        Assert.Equal("a\n", (await workspace.RunAsync("output", "class", "--twin")).Exits(0).Output);

        var listed = (await workspace.RunAsync("provider", "list", "--types")).Exits(0);
        Assert.Equal(Names.Length + 2, listed.Lines.Count(l => l.StartsWith("    evil:", StringComparison.Ordinal) && !l.StartsWith("    evil:actions:", StringComparison.Ordinal)));
        Assert.False(File.Exists(marker));
    }

    [Theory]
    [InlineData("evil::")]
    [InlineData("evil:a\n:b")]
    [InlineData("evil")]
    [InlineData("good:a:b")]
    [InlineData("evil: : ")]
    public async Task ATokenThatIsNone_IsMCI6006(string token)
    {
        using var workspace = await Workspace.WithAsync("""Output("a", "b");""");
        Write(workspace, [Type(token, ["size"])]);
        Assert.Equal(["MCI6006"], (await workspace.RunAsync("provider", "list", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.False(File.Exists(marker));
    }

    private JsonObject Type(string token, string[] members)
    {
        var count = 0;
        string Text() => Texts[count++ % Texts.Length];
        JsonObject Shape() => new()
        {
            ["type"] = "object",
            ["description"] = Text(),
            ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create(m, (JsonNode?)Member(m)))),
        };
        JsonObject Member(string name) => name == "size"
            ? new JsonObject { ["type"] = "integer", ["description"] = Text() }
            : new JsonObject { ["type"] = "string", ["title"] = Text(), ["description"] = Text(), ["examples"] = new JsonArray(Text()), ["x-iac-aliases"] = new JsonArray(Text()) };
        var outputs = Shape();
        outputs["properties"]!["id"] = new JsonObject { ["type"] = "string", ["description"] = Text() };
        return new JsonObject { ["type"] = token, ["title"] = Text(), ["description"] = Text(), ["properties"] = Shape(), ["outputs"] = outputs };
    }

    private void Write(Workspace workspace, JsonObject[] types) => File.WriteAllText(workspace.SnapshotOf("evil"), new JsonObject
    {
        ["mciacc"] = 1,
        ["provider"] = "evil",
        ["source"] = new JsonObject { ["server"] = Texts[0], ["version"] = Texts[1] },
        ["tools"] = new JsonArray(new JsonObject { ["name"] = Texts[0], ["description"] = Texts[1], ["inputSchema"] = new JsonObject() }),
        ["types"] = new JsonArray([.. types]),
    }.ToJsonString());
}
