using System.Security.Cryptography;
using System.Text;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Parameters;
using McpIac.Cli.Projects;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Settings;
using McpIac.Dsl.Deployments;
using McpIac.Engine.Connections;
using McpIac.Engine.Orchestration;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.State.Stores;

namespace McpIac.Cli.Programs;

/// <summary>
/// Remembers of what a plan found nothing to do: as long as neither the program nor the state is another, a plan that doesn't ask providers finds nothing again. Only of plain programs, whose files,
/// snapshots, settings and parameters say all; of anything else nothing is remembered. What is kept can be deleted at any time.
/// </summary>
internal static class SettledPlan
{
    private static readonly Type[] Parts = [typeof(SettledPlan), typeof(ProgramCompiler), typeof(Orchestrator), typeof(PlanBuilder), typeof(Catalog), typeof(DeclaredDeployment), typeof(IStateStore)];

    /// <summary>True when the plan that is asked for is known to have nothing to do. It isn't looked at when more than that sentence is to be shown.</summary>
    public static async Task<bool> HoldsAsync(Session session, Project project)
    {
        var choices = PlanningOptions.Of(session.Parsed);
        if (session.Json || session.Parsed.GetValue(Options.NoCache) || choices is not { Refresh: false, RefreshOnly: false, Adopt: false, Targets.Count: 0, Excludes.Count: 0, Replaces.Count: 0 }) return false;
        if (Quietly(() => File.Exists(FileOf(project)) ? File.ReadAllText(FileOf(project)) : null) is not { } text || DatumReader.Read(text).Value is not { Kind: DatumKind.Map } kept) return false;
        if (kept["deployment"]?.AsText() is not { } deployment || kept["key"]?.AsText() is not { } key || key != Key(session, project, [.. (kept["inputs"]?.Items ?? []).Select(i => i.AsText() ?? "")])) return false;
        var (store, _) = await StateAccess.StoreAsync(session, project);
        return store?.Stamp(deployment) is { } stamp && stamp.Serial == kept["serial"]?.AsInteger() && stamp.Checksum == kept["checksum"]?.AsText();
    }

    /// <summary>Keeps that a plan after an apply finds nothing to do, if it is so.</summary>
    /// <param name="planned">What was applied.</param>
    /// <param name="state">After it.</param>
    public static async Task RememberAppliedAsync(
        Session session, Project project, CompileResult compiled, BoundDeployment deployment, PlanResult planned, DeploymentState state, ConnectionPool pool)
    {
        if (!IsPlain(compiled) || session.Cancellation.IsCancellationRequested) return;

        // What is read or run each time is nothing that could be remembered, so it isn't asked for once more.
        if (planned.Plan is not { Checks.Count: 0 } plan || plan.Steps.Any(s => s.Action is StepAction.Read or StepAction.Run)) return;
        try
        {
            if (plan is not { IsEmpty: true, IsPartial: false })
                planned = await Orchestrator.PlanAsync(deployment, compiled.Catalog, state, pool, session.Cancellation, new PlanChoices { Refresh = false });
            await RememberAsync(session, project, compiled, planned, state);
        }
        catch (OperationCanceledException)
        {
            // What was applied is applied; only this isn't remembered.
        }
    }

    /// <summary>Keeps that a plan found nothing to do, if that was so and all that it comes of is known.</summary>
    /// <param name="state">What it was made from.</param>
    public static async Task RememberAsync(Session session, Project project, CompileResult compiled, PlanResult planned, DeploymentState state)
    {
        if (!IsPlain(compiled) || compiled.Inputs is not { } inputs || planned is not { Plan: { IsEmpty: true, IsPartial: false } plan, Diagnostics.Count: 0 }) return;
        if (plan.Checks.Count > 0 || plan.Drifts.Count > 0 || state.Pending.Count > 0 || plan.Steps.Any(s => s.Action != StepAction.NoOp) || Key(session, project, inputs) is not { } key) return;
        var (store, _) = await StateAccess.StoreAsync(session, project);
        if (store?.Stamp(plan.Deployment) is not { } stamp || stamp.Serial != state.Serial) return;
        var kept = Datum.MapOf(
        [
            new("key", Datum.Of(key)), new("inputs", Datum.ListOf(inputs.Select(Datum.Of))), new("deployment", Datum.Of(plan.Deployment)),
            new("serial", Datum.Of(stamp.Serial)), new("checksum", Datum.Of(stamp.Checksum)),
        ]);
        Quietly(() =>
        {
            var aside = $"{FileOf(project)}.{Environment.ProcessId}";
            Directory.CreateDirectory(project.CacheDirectory);
            File.WriteAllText(aside, DatumWriter.Write(kept, sortKeys: false));
            File.Move(aside, FileOf(project), overwrite: true);
            return key;
        });
    }

    private static bool IsPlain(CompileResult compiled) => compiled is { Inputs: not null, Diagnostics.Count: 0 } && !compiled.Parameters.Any(p => p.IsSecret);

    private static string FileOf(Project project) => Path.Combine(project.CacheDirectory, $"settled-{Hash([project.ProgramPath, project.Environment ?? "", project.Twin ? "twin" : ""])[..16]}.json");

    // All but the state. A file that isn't there counts as such; null when one can't be read.
    private static string? Key(Session session, Project project, IReadOnlyList<string> inputs) => Quietly(() =>
    {
        var (parameters, problems) = ParameterSources.Of(session, project.Own);
        if (problems.Count > 0) return null;
        string[] snapshots = Directory.Exists(project.SchemasDirectory) ? [.. Directory.GetFiles(project.SchemasDirectory).Order(StringComparer.Ordinal)] : [];
        var files = inputs.Concat(snapshots).Append(Path.Combine(project.Directory, ProjectSettings.FileName)).SelectMany(f => new[] { f, File.Exists(f) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))) : "" });
        var given = parameters.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => new[] { p.Key, p.Value.Text ?? "", p.Value.Value?.ToString() ?? "" });
        return Hash([.. Parts.Select(p => p.Module.ModuleVersionId.ToString("N")), Environment.GetEnvironmentVariable(OwnVariables.State) ?? "", .. files, "", .. given]);
    });

    private static string Hash(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(BitConverter.GetBytes(part.Length));
            hash.AppendData(Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string? Quietly(Func<string?> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // unremembered is slower, not wrong
        }
    }
}
