using McpIac.Providers.Handlers;
using McpIac.Providers.Local.Handlers;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Local.Commands;

internal sealed class CommandHandler(LocalCommand commands) : LocalHandler<CommandProperties, CommandOutputs>(Schema)
{
    private const string Schema = """
        {
          "type": "local:command", "version": 1, "title": "Command",
          "description": "Something that only a program on this machine can make. Commands are lists of arguments, the program first; no shell reads them. A program that ends with another exit code than 0 has failed.",
          "properties": {
            "type": "object", "required": ["create"], "additionalProperties": false,
            "properties": {
              "create": { "type": "array", "minItems": 1, "items": { "type": "string", "description": "The program, or an argument of it." }, "examples": [["git", "init", "site"]],
                "description": "Makes the thing." },
              "read": { "type": "array", "minItems": 1, "items": { "type": "string", "description": "The program, or an argument of it." }, "examples": [["test", "-d", "site/.git"]],
                "description": "Says by exit code 0 that the thing is still there; any other means that it is gone. Left out: it is believed to be there." },
              "update": { "type": "array", "minItems": 1, "items": { "type": "string", "description": "The program, or an argument of it." },
                "description": "Runs when create, update, environment or workingDirectory changes. Left out: create runs again." },
              "delete": { "type": "array", "minItems": 1, "items": { "type": "string", "description": "The program, or an argument of it." }, "examples": [["rm", "-r", "site"]],
                "description": "Removes the thing. Left out: nothing runs." },
              "environment": { "type": "object", "additionalProperties": { "type": "string" }, "examples": [{ "COLOR": "blue" }],
                "description": "Variables for all commands, besides PATH, HOME, the user, the language, the time zone and the folder for temporary files. No others are passed on." },
              "workingDirectory": { "type": "string", "minLength": 1, "examples": ["site"],
                "description": "Where the commands run; relative to the program's folder, which it is when left out." },
              "triggers": { "type": "object", "additionalProperties": { "type": "string" }, "x-iac-immutable": true, "examples": [{ "version": "1.4.0" }],
                "description": "Any texts; a change makes the thing anew." },
              "timeout": { "type": "integer", "minimum": 1, "maximum": 86400, "default": 300, "x-iac-unit": "seconds",
                "description": "How long each command may take, in seconds; then it is stopped with its children." }
            }
          },
          "outputs": {
            "type": "object", "required": ["id", "stdout", "exitCode"], "additionalProperties": false,
            "properties": {
              "id": { "type": "string", "description": "An id of its own." },
              "stdout": { "type": "string", "x-iac-from": "${create}${update}${environment}${workingDirectory}", "description": "What create, or the last update, wrote to standard output, without the ends of its last lines; at most 1 MiB." },
              "exitCode": { "type": "integer", "x-iac-from": "${create}${update}${environment}${workingDirectory}", "description": "How that command ended; -1 when it was stopped." },
              "truncated": { "type": "boolean", "description": "True when there was more output than is kept." }
            }
          },
          "identity": ["id"], "naturalKeys": [],
          "operations": { "update": true, "list": false, "import": false },
          "undo": { "create": "exact", "update": "recreate", "delete": "recreate" },
          "stateful": false,
          "examples": [ { "create": ["mkdir", "-p", "site"], "read": ["test", "-d", "site"], "delete": ["rmdir", "site"] } ]
        }
        """;

    // Nobody but its author knows whether running it twice makes two things.
    public override bool Repeatable => false;

    public override async Task<ResourceObject> CreateAsync(Datum properties, OperationContext context)
    {
        var (outputs, partial) = await commands.CreateAsync(Properties(properties), context);
        return new ResourceObject(outputs.Id, properties, Write(outputs), Partial: partial);
    }

    public override async Task<ResourceObject> UpdateAsync(ResourceObject prior, Datum properties, OperationContext context)
    {
        var (outputs, partial) = await commands.UpdateAsync(Outputs(prior.Outputs), Properties(prior.Properties), Properties(properties), context);
        return new ResourceObject(outputs.Id, properties, Write(outputs), Partial: partial);
    }

    public override async Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context) =>
        known.Properties["create"] is null || await commands.ExistsAsync(Outputs(known.Outputs), Properties(known.Properties), context) ? known : null;

    public override Task DeleteAsync(ResourceObject prior, OperationContext context) =>
        prior.Properties["create"] is null ? Task.CompletedTask : commands.DeleteAsync(Outputs(prior.Outputs), Properties(prior.Properties), context);
}
