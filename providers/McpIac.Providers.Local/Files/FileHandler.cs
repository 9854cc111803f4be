using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Local.Files;

[ResourceType("local:file", Title = "File", NaturalKeys = ["path"], Import = true, Examples = ["""{ "path": "out/hello.txt", "content": "Hello\n" }"""], Description =
    "A file on this machine. It is written beside its place and renamed into it; missing directories are made, and removed with it once they are empty. A file that was there before with other content is never overwritten.")]
internal sealed class FileHandler(LocalFile files) : ResourceHandler<FileProperties, FileOutputs>
{
    private static readonly Datum SensitiveMark = Datum.MapOf([new("sensitive", Datum.True)]);

    // What a claim says is ours is written again, whatever key asks for it.
    public override bool Repeatable => true;

    protected override IEnumerable<WireDiagnostic> Check(FileProperties properties, OperationContext context)
    {
        (string Name, string? Value)[] contents =
            [("content", properties.Content), ("contentBase64", properties.ContentBase64), ("sensitiveContent", properties.SensitiveContent)];
        var given = contents.Where(c => c.Value is not null).Select(c => c.Name).ToArray();
        if (given.Length > 1)
        {
            yield return new WireDiagnostic("error", ErrorCodes.Invalid, $"{string.Join(" and ", given)} exclude each other; a file has one content", "/" + given[1], context.Urn);
        }
    }

    protected override Task<Live<FileProperties, FileOutputs>> CreateAsync(FileProperties properties, OperationContext context) =>
        Task.FromResult(Made(properties, files.Create(properties, context.Urn)));

    protected override Task<Live<FileProperties, FileOutputs>> UpdateAsync(Live<FileProperties, FileOutputs> prior, FileProperties properties, OperationContext context) =>
        Task.FromResult(Made(properties, files.Update(properties, context.Urn)));

    protected override Task<Live<FileProperties, FileOutputs>?> ReadAsync(Live<FileProperties, FileOutputs> known, OperationContext context)
    {
        var sensitive = known.Private?["sensitive"]?.AsBoolean() == true;
        var read = files.Read(known.Properties with { Path = PathOf(known) }, sensitive);
        return Task.FromResult(read is { } there
            ? new Live<FileProperties, FileOutputs>(known.Id, there.Properties, there.Outputs with { Id = known.Id }, Private: known.Private)
            : null);
    }

    protected override Task DeleteAsync(Live<FileProperties, FileOutputs> prior, OperationContext context)
    {
        if (!files.Delete(PathOf(prior), context.Urn)) context.Progress.Report($"{PathOf(prior)} was there before this deployment and stays");
        return Task.CompletedTask;
    }

    private static string PathOf(Live<FileProperties, FileOutputs> known) => string.IsNullOrEmpty(known.Properties.Path) ? known.Id : known.Properties.Path;

    private static Live<FileProperties, FileOutputs> Made(FileProperties properties, FileOutputs outputs) =>
        new(outputs.Id, properties, outputs, Private: properties.SensitiveContent is null ? null : SensitiveMark);
}
