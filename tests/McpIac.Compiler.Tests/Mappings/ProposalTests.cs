using McpIac.Compiler.Mappings;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Snapshots;

namespace McpIac.Compiler.Tests.Mappings;

/// <summary>What is proposed for real servers, counted; and looked at, in proposals.md.</summary>
public sealed class ProposalTests(ITestOutputHelper output)
{
    // Types, and guesses that are commented out.
    private const string Expected = """
        0xshariq-docker: 0 1
        argocd: 1 0
        azure: 20 0
        cloud-run: 0 0
        cloudflare: 16 0
        dbhub: 0 0
        docker-mcp: 0 0
        elasticsearch: 0 0
        github-mcp-server: 1 0
        grafana: 0 0
        henkey-postgres: 8 1
        kubernetes-mcp-server: 2 0
        mcp-postgres-server: 0 0
        mcp-server-docker: 0 0
        mcp-server-kubernetes: 2 0
        mcp-sqlite: 0 0
        mongodb: 2 0
        n8n-leonardsellem: 1 0
        neon: 2 0
        netlify: 0 0
        opnsense: 14 0
        podman-mcp-server: 2 0
        render: 1 0
        sentry: 0 0
        server-everything: 0 0
        server-filesystem: 0 0
        server-github: 0 0
        server-memory: 2 0
        server-postgres: 0 0
        terraform-mcp-server: 0 0
        vercel-mcp: 0 0
        """;

    [Fact]
    public void EachServer_GetsAProposal_ThatCanBeTakenOver()
    {
        var lines = new List<string>();
        foreach (var (name, snapshot) in Servers())
        {
            var proposal = MappingProposal.Of(snapshot);
            var (refined, problems) = MappingFile.Refine(snapshot, $"{name}.map.yaml", proposal.Text);
            Assert.True(problems.Count == 0, $"{name}: {string.Join('\n', problems)}\n{proposal.Text}");
            var read = SnapshotReader.Read(new SnapshotSource($"{name}.mcp.json", SnapshotWriter.Write(refined!)));
            Assert.Equal(proposal.Types.Where(t => t.IsSure).Select(t => t.Name).Distinct().Order(StringComparer.Ordinal), read.Types.Where(t => t.Kind == TypeKind.Resource).Select(t => t.Token[(name.Length + 1)..]).Order(StringComparer.Ordinal));
            lines.Add($"{name}: {proposal.Types.Count(t => t.IsSure)} {proposal.Types.Count(t => !t.IsSure)}");
            output.WriteLine($"==== {name}\n{proposal.Text}");
        }

        output.WriteLine(string.Join('\n', lines));
        Assert.Equal(74, lines.Sum(l => int.Parse(l.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(Expected.Split('\n'), lines);
    }

    [Fact]
    public void TheTableOfWhatWasLookedAt_IsOfWhatIsProposed()
    {
        var rows = File.ReadAllLines(Path.Combine(Root, "tests", "McpIac.Compiler.Tests", "Mappings", "proposals.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(l => l.Trim('|', ' ').Split(" | ")).ToArray();
        var proposed = Servers().SelectMany(s => Proposed(s.Name, s.Snapshot)).ToDictionary(p => (p.Server, p.Type), p => (p.Identity, p.Tools));
        foreach (var (key, (identity, tools)) in proposed) output.WriteLine($"{key.Server}|{key.Type}|{identity}|{tools}");
        Assert.Equal(40, rows.Length);
        Assert.All(rows, r => Assert.Equal((r[2], r[3]), proposed[(r[0], r[1])]));
        Assert.True(rows.Count(r => r[4].StartsWith("right", StringComparison.Ordinal)) >= 34);
    }

    [Theory]
    [InlineData(""" "cursor": { "type": "string" }, "limit": { "type": "integer", "maximum": 50 } """, """list: { tool: "list_books", page: { argument: "cursor" }, fixed: { "limit": 50 } }""")]
    [InlineData(""" "pageToken": { "type": "string" } """, """list: { tool: "list_books", page: { argument: "pageToken" } }""")]
    [InlineData(""" "page": { "type": "number" }, "per_page": { "type": "number" } """, """list: { tool: "list_books", page: { argument: "page", start: 1 }, fixed: { "per_page": 100 } }""")]
    [InlineData(""" "page": { "type": "integer", "minimum": 0 } """, """list: { tool: "list_books", page: { argument: "page", start: 0 } }""")]
    [InlineData(""" "offset": { "type": "integer" }, "limit": { "type": "integer" } """, """list: { tool: "list_books", page: { argument: "offset", start: 0, by: rows }, fixed: { "limit": 100 } }""")]
    [InlineData(""" "limit": { "type": "integer" } """, null)]
    public void AListInPages_IsProposedAsOne(string arguments, string? line)
    {
        var tools = $$"""
            { "tools": [
              { "name": "create_book", "inputSchema": { "type": "object", "properties": { "title": { "type": "string" } }, "required": ["title"] } },
              { "name": "delete_book", "inputSchema": { "type": "object", "properties": { "title": { "type": "string" } }, "required": ["title"] } },
              { "name": "list_books", "inputSchema": { "type": "object", "properties": { {{arguments}} } } }
            ] }
            """;
        var snapshot = SnapshotReader.Read(new SnapshotSource("box.mcp.json", tools)).Snapshot!;
        var proposal = MappingProposal.Of(snapshot);
        Assert.Equal(line, proposal.Types.Single().Lines.FirstOrDefault(l => l.StartsWith("list:", StringComparison.Ordinal)));
        Assert.Empty(MappingFile.Refine(snapshot, "box.map.yaml", proposal.Text).Problems);
    }

    private static IEnumerable<(string Server, string Type, string Identity, string Tools)> Proposed(string name, Snapshot snapshot)
    {
        var (refined, _) = MappingFile.Refine(snapshot, $"{name}.map.yaml", MappingProposal.Of(snapshot).Text);
        return SnapshotReader.Read(new SnapshotSource($"{name}.mcp.json", SnapshotWriter.Write(refined!))).Types.Where(t => t.Kind == TypeKind.Resource)
            .Select(t => (name, t.Token[(name.Length + 1)..], string.Join(", ", t.Identity), string.Join(", ", t.Tools.Select(u => $"{u.Role.ToString().ToLowerInvariant()} {u.Name}"))));
    }

    private static string Root
    {
        get
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(root!.FullName, "McpIac.Dsl.sln"))) root = root.Parent;
            return root.FullName;
        }
    }

    private static IEnumerable<(string Name, Snapshot Snapshot)> Servers()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "tests", "data", "servers"), "*.json").Order(StringComparer.Ordinal))
            yield return (Path.GetFileNameWithoutExtension(file), SnapshotReader.Read(new SnapshotSource(Path.GetFileName(file), File.ReadAllText(file))).Snapshot!);
    }
}
