using McpIac.Providers.Handlers;
using McpIac.Providers.Local.Handlers;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Local.Directories;

internal sealed class DirectoryHandler(LocalDirectory directories) : LocalHandler<DirectoryProperties, DirectoryOutputs>(Schema)
{
    private const string Schema = """
        {
          "type": "local:directory", "version": 1, "title": "Directory",
          "description": "A directory on this machine. One that is already there is used, and left in place on deletion. A directory that isn't empty can't be deleted.",
          "properties": {
            "type": "object", "required": ["path"], "additionalProperties": false,
            "properties": {
              "path": { "type": "string", "minLength": 1, "x-iac-immutable": true, "examples": ["out"],
                "description": "Where the directory is; relative paths start from the program's folder. Missing directories above it are made." },
              "mode": { "type": "string", "pattern": "^0?[0-7]{3}$", "examples": ["755", "700"],
                "description": "Permissions in octal, on systems that have them; the system's usual ones when left out. A directory that was there before keeps its own." }
            }
          },
          "outputs": {
            "type": "object", "required": ["id", "path"], "additionalProperties": false,
            "properties": {
              "id": { "type": "string", "description": "The absolute path." },
              "path": { "type": "string", "x-iac-from": "${path}", "description": "The path as written." }
            }
          },
          "identity": ["id"], "naturalKeys": [["path"]],
          "operations": { "update": true, "list": false, "import": true },
          "undo": { "create": "exact", "update": "exact", "delete": "recreate" },
          "stateful": false,
          "examples": [ { "path": "out" } ]
        }
        """;

    public override Task<ResourceObject> CreateAsync(Datum properties, OperationContext context)
    {
        var outputs = directories.Create(Properties(properties), context.Urn);
        return Task.FromResult(new ResourceObject(outputs.Id, properties, Write(outputs)));
    }

    public override Task<ResourceObject> UpdateAsync(ResourceObject prior, Datum properties, OperationContext context)
    {
        var outputs = directories.Update(Properties(properties));
        return Task.FromResult(new ResourceObject(outputs.Id, properties, Write(outputs)));
    }

    public override Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context)
    {
        var path = PathOf(known);
        var read = directories.Read(Properties(known.Properties.With("path", Datum.Of(path))));
        return Task.FromResult(read is null ? null : new ResourceObject(known.Id, Write(read), Write(new DirectoryOutputs(known.Id, path))));
    }

    public override Task DeleteAsync(ResourceObject prior, OperationContext context)
    {
        if (!directories.Delete(PathOf(prior), context.Urn)) context.Progress.Report($"{PathOf(prior)} was there before this deployment and stays");
        return Task.CompletedTask;
    }

    private static string PathOf(ResourceObject known) => known.Properties["path"]?.AsText() ?? known.Id;
}
