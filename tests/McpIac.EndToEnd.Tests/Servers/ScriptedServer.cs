using System.Text.Json.Nodes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Servers;

/// <summary>A server that is a shell script: it speaks just enough MCP, and its answers are as bad as a test wants them.</summary>
internal static class ScriptedServer
{
    /// <summary>Answers for <see cref="Answering"/>, besides any JSON that becomes a result.</summary>
    public const string Dies = "die", Hangs = "hang", Oversized = "huge", Unknown = "none";

    public static IReadOnlyList<string> Answering(string validate = Unknown, string apply = Unknown) => ["sh", "-c", Script, "sh", validate, apply];

    /// <summary>Writes the snapshot of "box", whose server is started by the command. Making a cable may take ten minutes, a fuse two seconds.</summary>
    public static void WriteSnapshot(Workspace workspace, params IReadOnlyList<string> command)
    {
        const string shapes = """
            "properties": { "type": "object", "properties": { "length": { "type": "integer" } }, "required": ["length"] },
            "outputs": { "type": "object", "properties": { "id": { "type": "string" } } }
            """;
        var snapshot = JsonNode.Parse($$"""
            {
              "mciacc": 1, "provider": "box", "source": {}, "tools": [],
              "types": [{ "type": "box:net:cable", {{shapes}} }, { "type": "box:net:fuse", "timeouts": { "create": "PT2S" }, {{shapes}} }]
            }
            """)!;
        snapshot["source"]!["command"] = new JsonArray([.. command.Select(c => (JsonNode)c)]);
        File.WriteAllText(workspace.SnapshotOf("box"), snapshot.ToJsonString());
    }

    // "initialize" is the older handshake, which a client falls back to when the newer question isn't understood.
    private static string Script { get; } = """
        say() { printf '{"jsonrpc":"2.0","id":%s,%s}\n' "$id" "$1"; }
        answer() {
          case "$1" in
            die) echo 'going down' >&2; exit 9 ;;
            hang) ;;
            huge) printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[],"structuredContent":{"data":"' "$id"; head -c 17000000 /dev/zero | tr '\0' x; printf '"}}}\n' ;;
            none) say '"error":{"code":-32601,"message":"no such tool"}' ;;
            *) say "\"result\":$1" ;;
          esac
        }
        while IFS= read -r line; do
          id=$(printf '%s' "$line" | sed -n 's/.*"id":\("[^"]*"\|[0-9]*\).*/\1/p')
          case "$line" in
            *'"initialize"'*) say '"result":{"protocolVersion":"2024-11-05","capabilities":{"tools":{}},"serverInfo":{"name":"box","version":"7"}}' ;;
            *'"validateConfig"'*) answer "$1" ;;
            *'"applyDeployment"'*) answer "$2" ;;
            *'"notifications/'*) ;;
            *) answer none ;;
          esac
        done
        """.ReplaceLineEndings("\n");
}
