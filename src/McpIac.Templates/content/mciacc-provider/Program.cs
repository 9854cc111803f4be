using McpIac.Providers.Servers;
using McpIac.Providers.Stores;
using Provider1;

// An MCP server over standard input and output. Publish its types with 'mciacc provider add notes -- dotnet run --project .',
// then write 'new Notes.Note("first") { … }' in a program.
var folder = Environment.GetEnvironmentVariable("NOTES_FOLDER") ?? Path.Combine(Environment.CurrentDirectory, "notes-data");
await using var server = new ProviderServer(
    new ProviderOptions("notes", "0.1.0"), [new NoteHandler(folder)], ProviderStore.Open(Path.Combine(folder, ".provider", "notes.world.jsonl")));
await server.RunStdioAsync(CancellationToken.None);
