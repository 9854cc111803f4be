namespace McpIac.Cli.CommandLine;

/// <summary>What <c>mciacc</c> returns; documented in docs/cli.md.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The program, a snapshot or a plan has errors; nothing was applied.</summary>
    public const int Invalid = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>Something would change, when <c>plan</c> was asked to say so; or was changed outside, when <c>drift</c> was.</summary>
    public const int Changes = 2;

    /// <summary>An apply or destroy failed; what happened to each resource was printed.</summary>
    public const int ApplyFailed = 3;

    /// <summary>The user said no, or interrupted.</summary>
    public const int Cancelled = 4;

    /// <summary>A bug in mciacc itself.</summary>
    public const int Bug = 70;
}
