using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Projects;

/// <summary>
/// What was applied last, beside the program: <c>infra.mciacc-baseline.json</c>. With it editors and builds warn of an edit that replaces a resource, and a team
/// sees in a review what an apply changed. Secrets aren't in it.
/// </summary>
internal static class BaselineFile
{
    public static string Of(Project project) => Path.ChangeExtension(project.ProgramPath, ".mciacc-baseline.json");

    /// <summary>Writes it when it is asked for, or there already: from then on each apply keeps it up to date. A rehearsal with twins never does, and an environment only when it is asked for, since the file is of one of them.</summary>
    /// <returns>The file, when it was written.</returns>
    public static string? Write(Project project, DeploymentState state, bool asked)
    {
        var file = Of(project);
        if (project.Twin || !asked && (project.Environment is not null || !File.Exists(file))) return null;
        var resources = state.Resources.Values.Where(r => r.Id.Length > 0).OrderBy(r => r.Urn, StringComparer.Ordinal);
        File.WriteAllText(file, DatumWriter.Write(Datum.MapOf(
        [
            new("deployment", Datum.Of(state.Deployment)),
            new("resources", Datum.MapOf(resources.Select(r => new KeyValuePair<string, Datum>(r.Urn, Datum.MapOf(
                [new("type", Datum.Of(r.Type)), new("name", Datum.Of(r.Name)), new("inputs", WithoutSecrets(r.Inputs))]))))),
        ]), sortKeys: true, indent: true) + "\n");
        return file;
    }

    // State has fingerprints in their place, which say something to whoever can guess.
    private static Datum WithoutSecrets(Datum value) => value.Kind switch
    {
        DatumKind.Map => Datum.MapOf(value.Members.Where(m => m.Value["$iac"] is null).Select(m => new KeyValuePair<string, Datum>(m.Key, WithoutSecrets(m.Value)))),
        DatumKind.List => Datum.ListOf(value.Items.Where(i => i["$iac"] is null).Select(WithoutSecrets)),
        _ => value,
    };
}
