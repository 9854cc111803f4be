using McpIac.Cli.CommandLine;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Absorptions;
using McpIac.Plans.Drifts;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Programs;

/// <summary>Makes a program say what there is: shows the patch, and writes it on demand.</summary>
internal static class AbsorbStep
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Session session, Project project, IReadOnlyList<Drift> drifts, bool write)
    {
        var (request, problems) = ProgramStep.Request(session, project);
        session.Report(problems);
        var absorption = await Absorber.AbsorbAsync(request, drifts, session.Cancellation);
        session.Report(absorption.Diagnostics);
        if (problems.Concat(absorption.Diagnostics).Any(d => d.Severity == Severity.Error)) return ExitCodes.Invalid;

        var patches = absorption.Patches.Select(p => (File: Project.Display(p.Path).Replace('\\', '/'), p.Before, p.After)).Select(p => (p.File, Diff: UnifiedDiff.Of(p.File, p.Before, p.After))).ToArray();
        if (!session.Json) session.Screen.ShowRaw(string.Concat(patches.Select(p => p.Diff)));
        var wrong = write && patches.Length > 0 ? await Absorber.WriteAsync(request, absorption, session.Cancellation) : [];
        session.Report(wrong);
        var written = write && wrong.All(d => d.Severity != Severity.Error);
        session.Add("patches", Datum.ListOf(patches.Select(p => Datum.MapOf([new("file", Datum.Of(p.File)), new("diff", Datum.Of(p.Diff))]))));
        session.Add("absorbed", Datum.ListOf(absorption.Values.Select(Describe)));
        session.Add("written", Datum.Of(written && patches.Length > 0));
        if (write && !written) return ExitCodes.Invalid;
        if (!session.Json) session.Screen.Note(drifts.Count == 0 ? new Line("Nothing was changed outside.")
            : new Line($"{absorption.Values.Count} {(absorption.Values.Count == 1 ? "value" : "values")} {(written ? "absorbed" : "can be absorbed, with --write")}."));
        return drifts.Count == 0 || (written && absorption.Diagnostics.All(d => d.Id != "MCI3070")) ? ExitCodes.Success : ExitCodes.Changes;
    }

    private static Datum Describe(AbsorbedValue absorbed) => Datum.MapOf(
    [
        new("urn", Datum.Of(absorbed.Urn)),
        new("path", Datum.Of(string.Join('/', absorbed.Path))),
        .. absorbed.Value is { } value ? [new KeyValuePair<string, Datum>("value", value)] : Array.Empty<KeyValuePair<string, Datum>>(),
    ]);
}
