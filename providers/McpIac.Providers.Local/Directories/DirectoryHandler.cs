using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;

namespace McpIac.Providers.Local.Directories;

[ResourceType("local:directory", Title = "Directory", NaturalKeys = ["path"], Import = true, Examples = ["""{ "path": "out" }"""], Description =
    "A directory on this machine. One that is already there is used, and left in place on deletion. A directory that isn't empty can't be deleted.")]
internal sealed class DirectoryHandler(LocalDirectory directories) : ResourceHandler<DirectoryProperties, DirectoryOutputs>
{
    public override bool Repeatable => true;

    protected override Task<Live<DirectoryProperties, DirectoryOutputs>> CreateAsync(DirectoryProperties properties, OperationContext context) =>
        Task.FromResult(Made(properties, directories.Create(properties, context.Urn)));

    protected override Task<Live<DirectoryProperties, DirectoryOutputs>> UpdateAsync(
        Live<DirectoryProperties, DirectoryOutputs> prior, DirectoryProperties properties, OperationContext context) =>
        Task.FromResult(Made(properties, directories.Update(properties)));

    protected override Task<Live<DirectoryProperties, DirectoryOutputs>?> ReadAsync(Live<DirectoryProperties, DirectoryOutputs> known, OperationContext context)
    {
        var path = PathOf(known);
        var read = directories.Read(known.Properties with { Path = path });
        return Task.FromResult(read is null ? null : new Live<DirectoryProperties, DirectoryOutputs>(known.Id, read, new DirectoryOutputs(known.Id, path)));
    }

    protected override Task DeleteAsync(Live<DirectoryProperties, DirectoryOutputs> prior, OperationContext context)
    {
        if (!directories.Delete(PathOf(prior), context.Urn)) context.Progress.Report($"{PathOf(prior)} was there before this deployment and stays");
        return Task.CompletedTask;
    }

    private static string PathOf(Live<DirectoryProperties, DirectoryOutputs> known) => string.IsNullOrEmpty(known.Properties.Path) ? known.Id : known.Properties.Path;

    private static Live<DirectoryProperties, DirectoryOutputs> Made(DirectoryProperties properties, DirectoryOutputs outputs) => new(outputs.Id, properties, outputs);
}
