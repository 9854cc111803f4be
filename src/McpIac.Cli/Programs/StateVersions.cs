using System.Globalization;
using McpIac.Cli.Sessions;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Cli.Programs;

/// <summary>Finds the version of a state that a command line means.</summary>
internal static class StateVersions
{
    public const string Latest = "latest";

    /// <param name="version">A serial, or <see cref="Latest"/>.</param>
    public static (DeploymentState? State, Diagnostic? Problem) Find(IStoredJournal journal, string version)
    {
        if (version == Latest) return (journal.Read(), null);
        var state = long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) ? journal.ReadAt(serial) : null;
        return state is null ? (null, CliProblems.NoSuchVersion(version, journal.Read().Serial)) : (state, null);
    }

    /// <summary>Only what a run left, as <c>history</c> lists it, or 0, before the first: in the middle of a run nobody wants to be, and its serials are easily taken for versions.</summary>
    public static (DeploymentState? State, Diagnostic? Problem) FindListed(IStoredJournal journal, string version)
    {
        var (state, problem) = Find(journal, version);
        if (state is null || version is Latest or "0" || journal.Versions(int.MaxValue / 4).Any(v => v.Serial == state.Serial)) return (state, problem);
        return (null, CliProblems.NoSuchVersion(version, journal.Read().Serial));
    }
}
