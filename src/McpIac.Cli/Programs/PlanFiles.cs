using System.CommandLine;
using System.Security.Cryptography;
using McpIac.Cli.Parameters;
using McpIac.Cli.Projects;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Programs;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Planning;
using McpIac.Plans.Saved;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Programs;

/// <summary>Saved plans: written by <c>plan --out</c>, carried out by <c>apply --plan</c>.</summary>
internal static class PlanFiles
{
    public static Option<string?> Out { get; } = new("--out", "-o") { Description = "Save the plan, to be applied as it is: 'mciacc apply --plan FILE'", HelpName = "file" };
    public static Option<string?> Sign { get; } = new("--sign") { Description = "With --out: sign it with a private key (PEM, ECDSA)", HelpName = "key file" };
    public static Option<string?> Plan { get; } = new("--plan") { Description = "Carry out a saved plan; the program isn't looked at, and nothing is asked", HelpName = "file" };
    public static Option<string?> Verify { get; } = new("--verify") { Description = "With --plan: only one signed by this public key (PEM, ECDSA)", HelpName = "key file" };

    /// <summary>Writes the plan to <c>--out</c>; false when it couldn't, which was reported.</summary>
    public static bool Save(Session session, Project project, Plan plan, Catalog catalog)
    {
        if (session.Parsed.GetValue(Out) is not { } file) return true;
        var assets = session.Assets?.Used.Select(a => new SavedAsset(a.Kind, a.Path, a.Sha256)) ?? [];
        var (data, problems) = SavedPlanJson.Write(new SavedPlan(plan, project.Environment, project.Twin, [.. assets]), catalog);
        session.Report(problems);
        if (data is null) return false;
        var (key, problem) = Key(session.Parsed.GetValue(Sign));
        using var _ = key;
        if (problem is not null) return Refuse(session, problem);
        try
        {
            File.WriteAllText(file, PlanFile.Write(data, key));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(session, SavedPlanProblems.Unusable(file, $"it can't be written: {e.Message.TrimEnd('.')}"));
        }
        catch (CryptographicException)
        {
            return Refuse(session, SavedPlanProblems.Unusable(file, $"{session.Parsed.GetValue(Sign)} can't sign: it has no private key"));
        }

        session.Add("planFile", Datum.Of(file));
        session.Add("planDigest", Datum.Of(PlanFile.Digest(data)));
        session.Show(new Rendering.Line($"Saved the plan in {file}."));
        return true;
    }

    /// <summary>The plan of a file, for this project as it is now, with its secrets put in; null when it can't be used, which was reported.</summary>
    public static async Task<(SavedPlan? Plan, Catalog Catalog)> LoadAsync(Session session, Project project, string file)
    {
        var (catalog, problems) = ProgramCompiler.LoadCatalog(project.SchemasDirectory, SnapshotFolder.Pattern);
        session.Report(problems.Where(p => p.Severity == Severity.Error));
        var (saved, problem) = Read(session, file);
        problem ??= saved is null ? null : Elsewhere(file, saved, project, catalog);
        if (saved is null || problem is not null)
        {
            if (problem is not null) session.Report(problem);
            return (null, catalog);
        }

        var externals = new ProjectExternals(session, project, SecretUse.Read);
        foreach (var asset in saved.Assets) session.Assets?.Expect(asset.Kind, asset.Path, asset.Sha256);
        var (parameters, wrong) = ParameterSources.Of(session, project.Own);
        var found = new Dictionary<External, Expression>();
        var missing = new List<Diagnostic>(wrong.Where(p => p.Severity == Severity.Error));
        foreach (var external in SavedPlanJson.Expressions(saved.Plan).SelectMany(References.Parts).OfType<External>().Distinct())
        {
            var (value, why) = external is { Kind: External.Parameter, Path: [var name] } ? Parameter(name, parameters.GetValueOrDefault(name)?.Text) : await externals.FindAsync(external, session.Cancellation);
            if (value is not null) found[external] = value is Secret secret ? secret with { Origin = external } : value;
            if (why is not null) missing.Add(why);
        }

        session.Report(missing);
        return missing.Count > 0 ? (null, catalog) : (saved with { Plan = SavedPlanJson.Rewrite(saved.Plan, e => External.Rewrite(e, found.GetValueOrDefault)) }, catalog);
    }

    /// <summary>The plan of a file as it was saved, or what is wrong with the file.</summary>
    public static (SavedPlan? Plan, Diagnostic? Problem) Read(Session session, string file)
    {
        var (key, wrong) = Key(session.Parsed.GetValue(Verify));
        using var _ = key;
        if (wrong is not null) return (null, wrong);
        try
        {
            var (data, problem) = PlanFile.Read(File.ReadAllText(file), key);
            if (data is null) return (null, SavedPlanProblems.Unusable(file, problem ?? "it isn't a saved plan"));
            return SavedPlanJson.Read(data) is { } saved ? (saved, null) : (null, SavedPlanProblems.Unusable(file, "something in it isn't what this format says"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, SavedPlanProblems.Unusable(file, $"it can't be read: {e.Message.TrimEnd('.')}"));
        }
    }

    private static bool Refuse(Session session, Diagnostic problem)
    {
        session.Report(problem);
        return false;
    }

    private static Diagnostic? Elsewhere(string file, SavedPlan saved, Project project, Catalog catalog)
    {
        if (saved.Twin != project.Twin) return SavedPlanProblems.ForSomethingElse(file, saved.Twin ? "for twins; add --twin" : "not for twins; leave --twin out");
        if (saved.Environment != project.Environment) return SavedPlanProblems.ForSomethingElse(file, saved.Environment is { } name ? $"for the environment {name}; add --environment {name}" : "for no environment; leave --environment out");
        var now = catalog.Providers.ToDictionary(p => p.Name, p => p.Digest, StringComparer.Ordinal);
        return saved.Plan.CatalogDigests.FirstOrDefault(d => now.GetValueOrDefault(d.Key) != d.Value) is { Key: { } provider }
            ? SavedPlanProblems.ForSomethingElse(file, $"the schema of {provider} is another now") : null;
    }

    private static (Expression? Value, Diagnostic? Problem) Parameter(string name, string? text) => text is not null
        ? (new Secret(new Literal(Datum.Of(text))), null)
        : (null, Diagnostic.Error("MCI1212", $"The parameter {name} has no usable value: it is a secret, and none was given.", null, $"Give it one, best in the environment variable MCIACC_PARAM_{name}."));

    private static (ECDsa? Key, Diagnostic? Problem) Key(string? file)
    {
        if (file is null) return (null, null);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return (key, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            return (null, Diagnostic.Error("MCI3066", $"The key file {file} can't be used: {(e is IOException or UnauthorizedAccessException ? e.Message.TrimEnd('.') : "it has no ECDSA key in PEM form")}.", null,
                "Make one: 'openssl ecparam -name prime256v1 -genkey -noout -out key.pem', and 'openssl ec -in key.pem -pubout -out public.pem'."));
        }
    }
}
