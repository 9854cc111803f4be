using McpIac.Dsl.Expressions;
using McpIac.Engine.Connections;
using McpIac.Plans.Binding;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Imports;

/// <summary>The option <c>import</c>: reads what exists, so that a plan can compare it and an apply can take it over.</summary>
internal static class Importer
{
    /// <summary>What there is of the resources that are to be imported and that state doesn't have; problems for the others.</summary>
    public static async Task<(IReadOnlyList<Imported> Found, IReadOnlyList<Diagnostic> Problems)> FindAsync(
        BoundDeployment deployment, DeploymentState state, Selection selection, ConnectionPool pool, TimeSpan timeout, CancellationToken cancellation)
    {
        var wanted = deployment.Resources.Where(r => r.Options.Import is not null && selection.Has(r.Urn) && !r.Options.Aliases.Append(r.Urn).Any(state.Resources.ContainsKey)).ToArray();
        if (wanted.Length == 0) return ([], []);
        var managed = state.Resources.Values.Where(r => r.Id.Length > 0).ToLookup(r => (r.Provider, r.Type, r.Id));
        var read = await Task.WhenAll(wanted.Select(r => managed[(r.Provider, r.Type.Token, r.Options.Import ?? "")].FirstOrDefault() is { } other
            ? Task.FromResult<(Imported? Imported, Diagnostic? Problem)>((null, ImportProblems.Managed(r, other)))
            : ReadAsync(r.Urn, r.Name, r.Provider, r.Type, r.Properties, r.Dependencies, r.Options, r.Place, pool, timeout, cancellation)));
        return ([.. read.Select(r => r.Imported).OfType<Imported>()], [.. read.Select(r => r.Problem).OfType<Diagnostic>().Distinct()]);
    }

    /// <summary>Reads once more what a plan is to import: the entries that take it over, or what is wrong.</summary>
    public static async Task<(IReadOnlyList<JournalEntry> Entries, IReadOnlyList<Diagnostic> Problems)> AdoptAsync(
        Plan plan, Func<string, ResourceType?> typeOf, ConnectionPool pool, TimeSpan timeout, CancellationToken cancellation)
    {
        var dependencies = new ManagedDependencies(plan);
        var read = await Task.WhenAll(plan.Steps.Where(s => s.Action == StepAction.Import).Select(s => typeOf(s.Type) is { } type
            ? ReadAsync(s.Urn, s.Name, s.Provider, type, s.Properties, dependencies.Of(s), s.Options, null, pool, timeout, cancellation)
            : Task.FromResult<(Imported?, Diagnostic?)>((null, ImportProblems.NoType(s)))));
        return ([.. read.Select(r => r.Item1).OfType<Imported>().Select(i => new ResourceConfirmed("import", i.Recorded))], [.. read.Select(r => r.Item2).OfType<Diagnostic>()]);
    }

    private static async Task<(Imported? Imported, Diagnostic? Problem)> ReadAsync(
        string urn, string name, string provider, ResourceType type, IReadOnlyDictionary<string, Expression> properties, IReadOnlyList<string> dependencies, BoundOptions options,
        SourcePlace? place, ConnectionPool pool, TimeSpan timeout, CancellationToken cancellation)
    {
        var (connection, problem) = await pool.GetAsync(provider, cancellation);
        if (connection is null) return (null, problem);
        var id = options.Import ?? "";
        var answer = await connection.GetAsync(new GetArguments(Id: id, Type: type.Token), timeout, cancellation);
        if (answer.Data is not { Id.Length: > 0, State: not "deleted" } found) return (null, ImportProblems.NotFound(name, type.Token, id, provider, answer.Error, place));
        var outputs = found.Outputs ?? Datum.EmptyMap;

        // One that was made here before and was forgotten has a urn at its provider, which goes on knowing it by that.
        var origin = found.Urn is { Length: > 0 } known && known != urn ? known : null;
        var state = new ResourceState(urn, type.Token, name, provider, found.Id, Inputs(type, properties, found.Properties ?? Datum.EmptyMap), outputs, found.Etag, found.Private, dependencies, [],
            Options: KeptOptions.Of(options, null), Origin: origin);
        var secrets = Fingerprints.SecretTexts(type.Outputs, outputs);
        return (new Imported(state, state with { Outputs = Fingerprints.ProtectEchoes(state.ProviderUrn, Fingerprints.Protect(state.ProviderUrn, type.Outputs, outputs), secrets) }), null);
    }

    // What the program leaves to the provider, or to the schema's default, is no difference.
    private static Datum Inputs(ResourceType type, IReadOnlyDictionary<string, Expression> properties, Datum live) => Datum.MapOf(live.Members.Where(m =>
        properties.ContainsKey(m.Key)
        || (!m.Value.IsNull && type.Properties.Member(m.Key)?.Shape is { Computed: false } shape && shape.Default?.Equals(m.Value) != true && !Fingerprints.IsSecret(shape))));
}
