using McpIac.Providers.Handlers;
using McpIac.Providers.Local.Handlers;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Local.Files;

internal sealed class FileHandler(LocalFile files) : LocalHandler<FileProperties, FileOutputs>(Schema)
{
    private const string Schema = """
        {
          "type": "local:file", "version": 1, "title": "File",
          "description": "A file on this machine. It is written beside its place and renamed into it; missing directories are made, and removed with it once they are empty. A file that was there before with other content is never overwritten.",
          "properties": {
            "type": "object", "required": ["path"], "additionalProperties": false,
            "properties": {
              "path": { "type": "string", "minLength": 1, "x-iac-immutable": true, "examples": ["out/status.html"],
                "description": "Where the file is; relative paths start from the program's folder. Another path is another file." },
              "content": { "type": "string", "examples": ["Hello\n"],
                "description": "The content as text, written as UTF-8. Without any content the file is empty." },
              "contentBase64": { "type": "string", "pattern": "^[A-Za-z0-9+/\\s]*={0,2}\\s*$", "examples": ["aGVsbG8="],
                "description": "The content as bytes in base64, instead of content." },
              "sensitiveContent": { "type": "string", "x-iac-sensitive": true,
                "description": "The content as text that no plan, state or log shows, instead of content. Unless a mode is given, only its owner can read the file." },
              "mode": { "type": "string", "pattern": "^0?[0-7]{3}$", "examples": ["644", "600"],
                "description": "Permissions in octal, on systems that have them; the system's usual ones when left out." }
            }
          },
          "outputs": {
            "type": "object", "required": ["id", "path", "size"], "additionalProperties": false,
            "properties": {
              "id": { "type": "string", "description": "The absolute path." },
              "path": { "type": "string", "x-iac-from": "${path}", "description": "The path as written." },
              "size": { "type": "integer", "minimum": 0, "x-iac-unit": "bytes", "x-iac-from": "${content}", "description": "How many bytes the file has." },
              "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$", "x-iac-from": "${content}${contentBase64}", "description": "SHA-256 of the content; absent for sensitive content, which could be guessed from it." }
            }
          },
          "identity": ["id"], "naturalKeys": [["path"]],
          "operations": { "update": true, "list": false, "import": true },
          "undo": { "create": "exact", "update": "exact", "delete": "recreate" },
          "stateful": false,
          "examples": [ { "path": "out/hello.txt", "content": "Hello\n" } ]
        }
        """;

    private static readonly string[] Contents = ["content", "contentBase64", "sensitiveContent"];
    private static readonly Datum SensitiveMark = Datum.MapOf([new("sensitive", Datum.True)]);

    public override IEnumerable<WireDiagnostic> Check(Datum properties, OperationContext context)
    {
        var given = Contents.Where(c => properties[c] is { IsNull: false }).ToArray();
        if (given.Length > 1)
        {
            yield return new WireDiagnostic("error", ErrorCodes.Invalid, $"{string.Join(" and ", given)} exclude each other; a file has one content", "/" + given[1], context.Urn);
        }
    }

    public override Task<ResourceObject> CreateAsync(Datum properties, OperationContext context)
    {
        var asked = Properties(properties);
        return Task.FromResult(Made(properties, asked, files.Create(asked, context.Urn)));
    }

    public override Task<ResourceObject> UpdateAsync(ResourceObject prior, Datum properties, OperationContext context)
    {
        var asked = Properties(properties);
        return Task.FromResult(Made(properties, asked, files.Update(asked, context.Urn)));
    }

    public override Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context)
    {
        var sensitive = known.Private?["sensitive"]?.AsBoolean() == true;
        var read = files.Read(Properties(known.Properties.With("path", Datum.Of(PathOf(known)))), sensitive);
        return Task.FromResult(read is { } there
            ? new ResourceObject(known.Id, Write(there.Properties), Write(there.Outputs with { Id = known.Id }), Private: known.Private)
            : null);
    }

    public override Task DeleteAsync(ResourceObject prior, OperationContext context)
    {
        if (!files.Delete(PathOf(prior), context.Urn)) context.Progress.Report($"{PathOf(prior)} was there before this deployment and stays");
        return Task.CompletedTask;
    }

    private static string PathOf(ResourceObject known) => known.Properties["path"]?.AsText() ?? known.Id;

    private static ResourceObject Made(Datum properties, FileProperties asked, FileOutputs outputs) =>
        new(outputs.Id, properties, Write(outputs), Private: asked.SensitiveContent is null ? null : SensitiveMark);
}
