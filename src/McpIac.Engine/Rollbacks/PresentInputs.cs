using McpIac.Dsl.Expressions;
using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Rollbacks;

/// <summary>What a program's resources have in it now, in the clear: the secrets of an earlier time may be among them, which their fingerprints tell. For this process's memory alone.</summary>
internal sealed class PresentInputs
{
    private readonly Dictionary<string, BoundResource> resources;
    private readonly LiveScope scope;

    private PresentInputs(BoundDeployment program, LiveScope scope) => (resources, this.scope) = (program.Resources.ToDictionary(r => r.Urn, StringComparer.Ordinal), scope);

    public static async Task<PresentInputs> OfAsync(BoundDeployment program, DeploymentState state, Catalog catalog, ConnectionPool pool, TimeSpan timeout, CancellationToken cancellation)
    {
        var nothing = new Plan(state.Deployment, state.Serial, new Dictionary<string, string>(), [], [], []);
        return new PresentInputs(program, new LiveScope(nothing, state, await Revealer.RevealAsync(state, pool, timeout, cancellation), catalog.Find));
    }

    /// <summary>The properties that have a value; null of what isn't in the program.</summary>
    public Datum? Of(string urn) => !resources.TryGetValue(urn, out var resource) ? null : Datum.MapOf(
        from property in resource.Properties
        let value = Evaluator.Evaluate(property.Value, scope)
        where value is { Error: null, IsKnown: true, Value.IsNull: false }
        select new KeyValuePair<string, Datum>(property.Key, value.Value));
}
