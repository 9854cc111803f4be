using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;

namespace McpIac.Providers.Local.Commands;

[ResourceType("local:command", Title = "Command", Hook = true, UndoUpdate = "recreate",
    Examples = ["""{ "create": ["mkdir", "-p", "site"], "read": ["test", "-d", "site"], "delete": ["rmdir", "site"] }"""], Description =
    "Something that only a program on this machine can make. Commands are lists of arguments, the program first; no shell reads them. A program that ends with another exit code than 0 has failed.")]
internal sealed class CommandHandler(LocalCommand commands) : ResourceHandler<CommandProperties, CommandOutputs>
{
    // Nobody but its author knows whether running it twice makes two things.
    public override bool Repeatable => false;

    protected override async Task<Live<CommandProperties, CommandOutputs>> CreateAsync(CommandProperties properties, OperationContext context)
    {
        var (outputs, partial) = await commands.CreateAsync(properties, context);
        return new Live<CommandProperties, CommandOutputs>(outputs.Id, properties, outputs, Partial: partial);
    }

    protected override async Task<Live<CommandProperties, CommandOutputs>> UpdateAsync(
        Live<CommandProperties, CommandOutputs> prior, CommandProperties properties, OperationContext context)
    {
        var (outputs, partial) = await commands.UpdateAsync(prior.Outputs, prior.Properties, properties, context);
        return new Live<CommandProperties, CommandOutputs>(outputs.Id, properties, outputs, Partial: partial);
    }

    protected override async Task<Live<CommandProperties, CommandOutputs>?> ReadAsync(Live<CommandProperties, CommandOutputs> known, OperationContext context) =>
        await commands.ExistsAsync(known.Outputs, known.Properties, context) ? known : null;

    protected override Task DeleteAsync(Live<CommandProperties, CommandOutputs> prior, OperationContext context) =>
        commands.DeleteAsync(prior.Outputs, prior.Properties, context);
}
