using System.CommandLine;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider</c>: the servers that own resources, and their schema snapshots.</summary>
internal static class ProviderCommand
{
    public static Command Create() =>
        new("provider", "Work with providers and their schema snapshots")
        {
            ProviderListCommand.Create(), ProviderAddCommand.Create(), ProviderPullCommand.Create(), ProviderDiffCommand.Create(), ProviderVerifyCommand.Create(),
            ProviderMapCommand.Create(), ProviderTryCommand.Create(), ProviderTestCommand.Create(), ProviderDocsCommand.Create(), ProviderServeCommand.Create(),
        };
}
