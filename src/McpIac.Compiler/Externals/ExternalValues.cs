using McpIac.Compiler.Binding;
using McpIac.Compiler.Programs;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Externals;

/// <summary>Puts values that are no part of the program in their places.</summary>
internal static class ExternalValues
{
    /// <summary>Each is asked for once, and reported where it stands first.</summary>
    public static async Task<(DeclaredProgram Program, IReadOnlyList<Diagnostic> Problems)> PutAsync(
        DeclaredProgram program, IExternalSource source, Catalog catalog, CancellationToken cancellation)
    {
        if (program.Deployment is not { } deployment) return (program, []);
        deployment = AssetForms.Choose(deployment, catalog);
        program = program with { Deployment = deployment };
        var (values, problems) = (new Dictionary<External, Expression>(), new List<Diagnostic>());
        foreach (var (external, place) in Distinct(deployment, new BindingScope(deployment, catalog, program.Map) { Instances = new Dictionary<string, string>() }))
        {
            var (value, problem) = await source.FindAsync(external, cancellation);
            if (value is not null) values[external] = value is Secret secret ? secret with { Origin = external } : value;
            if (problem is not null && problem with { Place = place } is var placed && !problems.Contains(placed)) problems.Add(placed);
        }

        return (values.Count == 0 ? program : program with { Deployment = Rewrite(deployment, e => External.Rewrite(e, values.GetValueOrDefault)) }, problems);
    }

    /// <summary>The program with what is known at present of values that stay unknown; null when nothing is.</summary>
    public static async Task<DeclaredProgram?> PeekAsync(DeclaredProgram program, IExternalSource source, Catalog catalog, CancellationToken cancellation)
    {
        if (program.Deployment is not { } deployment) return null;
        var values = new Dictionary<External, Expression>();
        foreach (var external in Distinct(deployment, new BindingScope(deployment, catalog, program.Map) { Instances = new Dictionary<string, string>() }).Keys)
        {
            if (await source.PeekAsync(external, cancellation) is { } value) values[external] = value;
        }

        return values.Count == 0 ? null : program with { Deployment = Rewrite(deployment, e => External.Rewrite(e, values.GetValueOrDefault)) };
    }

    /// <summary>Whether there is any.</summary>
    public static bool Has(DeclaredProgram program, Catalog catalog) => program.Deployment is { } deployment
        && Distinct(AssetForms.Choose(deployment, catalog), new BindingScope(deployment, catalog, program.Map) { Instances = new Dictionary<string, string>() }).Count > 0;

    /// <summary>The deployment with each of its values rewritten.</summary>
    public static DeclaredDeployment Rewrite(DeclaredDeployment deployment, Func<Expression, Expression> rewrite) => deployment with
    {
        Resources = [.. deployment.Resources.Select(r => r with { Properties = Rewrite(r.Properties, rewrite), Options = Rewrite(r.Options, rewrite), Existing = r.Existing is { } id ? id with { Value = rewrite(id.Value) } : null })],
        Outputs = [.. deployment.Outputs.Select(o => o with { Value = rewrite(o.Value) })],
        Checks = [.. deployment.Checks.Select(c => c with { Condition = rewrite(c.Condition), Message = rewrite(c.Message) })],
    };

    private static DeclaredProperty[] Rewrite(IEnumerable<DeclaredProperty> values, Func<Expression, Expression> rewrite) =>
        [.. values.Select(v => v with { Value = rewrite(v.Value) })];

    private static Dictionary<External, SourcePlace?> Distinct(DeclaredDeployment deployment, BindingScope scope)
    {
        var found = new Dictionary<External, SourcePlace?>();
        void Add(Expression value, Func<SourcePlace?> place)
        {
            if (value is Literal or Reference || !References.Any(value, part => part is External)) return;
            foreach (var external in References.Parts(value).OfType<External>())
            {
                if (!found.ContainsKey(external)) found[external] = place();
            }
        }

        foreach (var resource in deployment.Resources)
        {
            foreach (var property in resource.Properties) Add(property.Value, () => scope.PlacesOf(resource).Value(property, "/" + ShapeWords.Escape(property.Name)));
            if (resource.Existing is { } id) Add(id.Value, () => scope.PlacesOf(resource).Value(id, "/" + id.Name));
            foreach (var option in resource.Options) Add(option.Value, () => scope.PlacesOf(resource).Value(option, $"{Sources.WrittenValues.Options}/{ShapeWords.Escape(option.Name)}"));
        }

        foreach (var output in deployment.Outputs) Add(output.Value, () => output.Place);
        foreach (var check in deployment.Checks)
        {
            Add(check.Condition, () => check.Place);
            Add(check.Message, () => check.Place);
        }

        return found;
    }
}
