using System.Text.Json.Nodes;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Editors;

/// <summary><c>mciacc schema</c>: what an editor is given.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task TheSchema_IsWritten_AndADocumentMayNameIt()
    {
        using var workspace = await Workspace.WithAsync("");
        File.Delete(workspace.Script);
        await File.WriteAllTextAsync(workspace.PathOf("infra.json"), """
            { "$schema": "deployment.schema.json", "resources": [{ "type": "local:file", "name": "a", "properties": { "path": "a.txt", "content": "a" } }] }
            """, TestContext.Current.CancellationToken);
        (await workspace.RunAsync("schema", "--out", "deployment.schema.json")).Exits(0);
        var written = JsonNode.Parse(await File.ReadAllTextAsync(workspace.PathOf("deployment.schema.json"), TestContext.Current.CancellationToken));
        Assert.NotNull(written?["$defs"]?["local:file"]?["properties"]?["path"]);
        (await workspace.RunAsync("build")).Exits(0);

        var printed = JsonNode.Parse((await workspace.RunAsync("schema")).Exits(0).Output);
        Assert.True(JsonNode.DeepEquals(written, printed));
    }
}
