using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;

namespace Provider1;

/// <summary>A note is a file. Planning, batching, retries, idempotency, snapshots and rollback are the SDK's.</summary>
[ResourceType("notes:note", Title = "Note", NaturalKeys = ["title"], Description = "A short text that is kept in a file.")]
public sealed class NoteHandler(string folder) : ResourceHandler<NoteProperties, NoteOutputs>
{
    /// <summary>Doing the same twice is the same as doing it once, so a lost answer needs no inquiry.</summary>
    public override bool Repeatable => true;

    protected override async Task<Live<NoteProperties, NoteOutputs>> CreateAsync(NoteProperties properties, OperationContext context)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(PathOf(properties.Title), properties.Text);
        return Live(properties);
    }

    protected override async Task<Live<NoteProperties, NoteOutputs>?> ReadAsync(Live<NoteProperties, NoteOutputs> known, OperationContext context) =>
        File.Exists(PathOf(known.Id)) ? Live(new NoteProperties(known.Id, await File.ReadAllTextAsync(PathOf(known.Id)))) : null;

    protected override Task<Live<NoteProperties, NoteOutputs>> UpdateAsync(Live<NoteProperties, NoteOutputs> prior, NoteProperties properties, OperationContext context) =>
        CreateAsync(properties, context);

    protected override Task DeleteAsync(Live<NoteProperties, NoteOutputs> prior, OperationContext context)
    {
        File.Delete(PathOf(prior.Id));
        return Task.CompletedTask;
    }

    protected override async IAsyncEnumerable<Live<NoteProperties, NoteOutputs>> ListAsync(OperationContext context)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.txt"))
        {
            yield return Live(new NoteProperties(Path.GetFileNameWithoutExtension(file), await File.ReadAllTextAsync(file)));
        }
    }

    private string PathOf(string title) => Path.Combine(folder, title + ".txt");

    private Live<NoteProperties, NoteOutputs> Live(NoteProperties properties) =>
        new(properties.Title, properties, new NoteOutputs(properties.Title, PathOf(properties.Title)));
}
