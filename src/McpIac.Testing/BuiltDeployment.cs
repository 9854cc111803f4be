using McpIac.Compiler.Programs;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using McpIac.Testing.Twins;

namespace McpIac.Testing;

/// <summary>What a build of a program yields. Immutable, so that tests may share one.</summary>
public sealed class BuiltDeployment
{
    private readonly DeploymentModel? model;

    private BuiltDeployment(BoundDeployment? bound, Catalog catalog, IReadOnlyList<Diagnostic> diagnostics)
    {
        (Catalog, Diagnostics) = (catalog, diagnostics);
        model = bound is null ? null : new DeploymentModel(bound);
    }

    /// <summary>Errors and warnings, each with its id and place, in the order of their places.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>True when no diagnostic is an error.</summary>
    public bool Succeeded => model is not null;

    /// <summary>The resources and outputs.</summary>
    /// <exception cref="DeploymentTestException">The build failed; the message has the errors.</exception>
    public DeploymentModel Deployment => model ?? throw Names.Failed("The program has errors", Diagnostics);

    internal Catalog Catalog { get; }

    /// <summary>Plans and applies the deployment against twins of all its providers, in a state of its own that is gone afterwards.</summary>
    /// <param name="configure">Mocks and faults.</param>
    /// <returns>A failed apply is a result, with what became of each resource.</returns>
    /// <exception cref="DeploymentTestException">The build failed, or a mock is for what isn't there.</exception>
    public async Task<AppliedDeployment> ApplyToTwinAsync(Action<Twin>? configure = null)
    {
        using var twin = new Twin();
        configure?.Invoke(twin);
        return await ApplyToAsync(twin);
    }

    /// <summary>The same against a twin that stays: what another apply changes, and what a destroy leaves, shows there.</summary>
    public Task<AppliedDeployment> ApplyToAsync(Twin twin) => twin.ApplyAsync(this);

    internal static BuiltDeployment Failed(IReadOnlyList<Diagnostic> diagnostics) => new(null, new Catalog([]), diagnostics);

    internal static BuiltDeployment Of(CompileResult compiled, IReadOnlyList<Diagnostic> before) => new(compiled.Deployment, compiled.Catalog, [.. before, .. compiled.Diagnostics]);
}
