using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Sessions;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider add</c>: starts a server, reads what it offers, and writes its schema snapshot.</summary>
internal static class ProviderAddCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The provider's name: the first segment of its types' tokens" };
    private static readonly Argument<string[]> ServerCommand = new("command") { Description = "After --, the server's command and its arguments", Arity = ArgumentArity.OneOrMore };

    public static Command Create()
    {
        var command = new Command("add", "Start an MCP server, read its tools and types, and write schemas/NAME.mcp.json") { Name, ServerCommand };
        command.SetAction(Session.Action("provider add", RunAsync));
        return command;
    }

    private static Task<int> RunAsync(Session session) => throw new NotSupportedException();
}
