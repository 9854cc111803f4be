using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using McpIac.Providers.Changes;
using McpIac.Providers.Handlers;
using McpIac.Providers.Resources;
using McpIac.Providers.Stores;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Planning;

/// <summary><c>planDeployment</c>: what applying would do, and the plan remembered for it. No side effects.</summary>
internal sealed class DeploymentPlanner(
    IReadOnlyDictionary<string, IResourceHandler> handlers, ProviderStore store, ResourceReader reader, ConfigValidator validator, PlanMemory memory, TimeProvider time)
{
    private readonly StepPlanner steps = new(handlers, store, reader, validator);

    public async Task<(PlanData? Data, WireError? Error)> PlanAsync(PlanArguments args, CancellationToken cancellation)
    {
        var deployment = args.DeploymentId ?? "";
        var planned = new List<PlannedStep>();
        foreach (var change in args.Changes ?? []) planned.Add(await steps.PlanAsync(change, cancellation));
        foreach (var declaration in args.Resources ?? [])
        {
            if (declaration.Urn is null && deployment.Length == 0) return (null, Failure.Of(ErrorCodes.Invalid, $"{declaration.Name} has no urn, and without a deploymentId none can be made."));
            planned.Add(await steps.PlanAsync(Addressed(declaration, deployment), cancellation));
        }

        if (args.Resources is not null && deployment.Length > 0) planned.AddRange(Undeclared(args.Resources, deployment));
        var id = $"plan-{Guid.CreateVersion7():N}";
        var digest = Digest(deployment, planned);
        var expires = time.GetUtcNow() + PlanMemory.Keep;
        var remembered = args.Options is not { DryRun: true } and not { ValidateOnly: true };
        if (remembered) memory.Add(new RememberedPlan(id, digest, deployment, store.Version(deployment), expires, Stages(planned), Problem(planned)));
        return (new PlanData(remembered ? id : "", digest, expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            [.. planned.Select(p => p.Answer)]), null);
    }

    private static WireResourceDeclaration Addressed(WireResourceDeclaration declaration, string deployment) =>
        declaration.Urn is not null ? declaration : declaration with { Urn = $"{deployment}/{declaration.Type}/{declaration.Name}" };

    // With a deployment named, the resources are all of it: what is recorded and not declared goes.
    private IEnumerable<PlannedStep> Undeclared(IReadOnlyList<WireResourceDeclaration> resources, string deployment)
    {
        var declared = resources.Select(r => Addressed(r, deployment).Urn).ToHashSet(StringComparer.Ordinal);
        return store.Objects().Where(o => o.Deployment == deployment && !declared.Contains(o.Urn)).Reverse().Select(steps.Delete);
    }

    // Old objects that must go first, then what is made and changed, then what else is deleted.
    private static IReadOnlyList<IReadOnlyList<WireChange>> Stages(IReadOnlyList<PlannedStep> planned) =>
        [Changes(planned, p => p.First), Changes(planned, p => p.Main), Changes(planned, p => p.Last)];

    private static WireChange[] Changes(IEnumerable<PlannedStep> planned, Func<PlannedStep, WireChange?> of) => [.. planned.Select(of).OfType<WireChange>()];

    private static string? Problem(IReadOnlyList<PlannedStep> planned)
    {
        var error = planned.SelectMany(p => p.Answer.Diagnostics).FirstOrDefault(d => d.Severity == "error");
        if (error is not null) return $"The plan has errors: {error.Message}";
        return planned.Any(p => Secrets.Markers.ContainsUnknown(p.Main?.Properties)) ? "The plan has values that aren't known yet." : null;
    }

    private static string Digest(string deployment, IReadOnlyList<PlannedStep> planned)
    {
        var content = Datum.ListOf([Datum.Of(deployment), .. planned.Select(p => Datum.ListOf([
            Datum.Of(p.Answer.Key), Datum.Of(p.Answer.Action), p.Answer.Properties ?? Datum.Null, Datum.Of(p.Main?.Urn ?? p.Last?.Urn ?? "")]))]);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(DatumWriter.Write(content, sortKeys: true))));
    }
}
