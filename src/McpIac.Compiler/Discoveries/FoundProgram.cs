using McpIac.Compiler.Binding;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Compiler.Discoveries;

/// <summary>What was found → the deployment that takes it over: each object with its id for the option <c>import</c>, references between them where ids match.</summary>
internal sealed class FoundProgram
{
    private readonly Catalog catalog;
    private readonly string deployment;
    private readonly string? provider;
    private readonly List<Diagnostic> problems = [];
    private readonly List<(WireResource Found, ResourceType Type, string Name, string Urn)> resources = [];
    private readonly Dictionary<(string Reference, string Value), string> byOutput = [];
    private readonly Dictionary<string, HashSet<string>> needs = new(StringComparer.Ordinal);

    /// <param name="provider">The server, where that isn't the types' own.</param>
    /// <param name="named">The names to give instead of those that the objects have.</param>
    private FoundProgram(Catalog catalog, string deployment, IReadOnlyList<WireResource> found, string? provider, string? named)
    {
        (this.catalog, this.deployment, this.provider) = (catalog, deployment, provider);
        var names = new FoundNames();
        foreach (var resource in found)
        {
            if (catalog.Find(resource.Type) is not { Kind: TypeKind.Resource } type)
            {
                problems.Add(DiscoveryProblems.Left(resource, "no snapshot has its type"));
                continue;
            }

            var name = named ?? names.Take(resource);
            var urn = Urns.Make(deployment, [], type.Token, name);
            resources.Add((resource, type, name, urn));
            foreach (var (output, value) in resource.Outputs.Members.Append(new("id", Datum.Of(resource.Id))))
            {
                if (Text(value) is { } text) byOutput.TryAdd(($"{type.Token}#{output}", text), urn);
            }
        }
    }

    /// <summary>What can be declared, and what can't and why (MCI3078).</summary>
    public static (DeclaredDeployment Deployment, IReadOnlyList<Diagnostic> Problems) Of(Catalog catalog, string deployment, IReadOnlyList<WireResource> found, string? provider = null, string? named = null) =>
        new FoundProgram(catalog, deployment, found, provider, named).Declare();

    private (DeclaredDeployment, IReadOnlyList<Diagnostic>) Declare()
    {
        // What doesn't bind alone, with plain values, is no part of the program, and nothing may refer to it.
        foreach (var resource in resources.ToArray())
        {
            var alone = Declared(resource, (_, _) => null, []);
            var (_, wrong) = Binder.Bind(new DeclaredDeployment(deployment, [alone], []), catalog, SourceMap.Empty, provider is null ? null : new Dictionary<string, string> { [provider] = resource.Type.Provider });
            if (wrong.FirstOrDefault(d => d.Severity == Severity.Error) is not { } problem) continue;
            problems.Add(DiscoveryProblems.Left(resource.Found, char.ToLowerInvariant(problem.Message[0]) + problem.Message[1..].TrimEnd('.')));
            resources.Remove(resource);
            foreach (var key in byOutput.Where(o => o.Value == resource.Urn).Select(o => o.Key).ToArray()) byOutput.Remove(key);
        }

        var secrets = new List<string>();
        DeclaredResource[] declared = [.. resources.Select(r => Declared(r, (shape, value) => Refer(r.Urn, shape, value), secrets))];
        if (secrets.Count > 0) problems.Add(DiscoveryProblems.Secrets(secrets));
        return (new DeclaredDeployment(deployment, declared, []), problems);
    }

    private DeclaredResource Declared((WireResource Found, ResourceType Type, string Name, string Urn) resource, Func<Shape, Datum, Reference?> refer, List<string> secrets)
    {
        var values = new FoundValues(refer, resource.Name);
        DeclaredProperty[] properties = [.. values.Members(resource.Type.Properties, resource.Found.Properties ?? Datum.EmptyMap).Select(m => new DeclaredProperty(m.Key, m.Value, null))];
        secrets.AddRange(values.Secrets);
        return new DeclaredResource(resource.Urn, resource.Type.Token, resource.Name, properties, [], null)
        {
            Options =
            [
                .. provider is null ? Array.Empty<DeclaredProperty>() : [new DeclaredProperty("provider", new Literal(Datum.Of(provider)), null)],
                new DeclaredProperty("import", new Literal(Datum.Of(resource.Found.Id)), null),
            ],
        };
    }

    private Reference? Refer(string from, Shape shape, Datum value)
    {
        if (Text(value) is not { } text) return null;
        foreach (var reference in shape.References)
        {
            if (!byOutput.TryGetValue((reference, text), out var to) || Reaches(to, from)) continue;
            if (!needs.TryGetValue(from, out var all)) needs[from] = all = new(StringComparer.Ordinal);
            all.Add(to);
            return new Reference(to, [reference[(reference.IndexOf('#', StringComparison.Ordinal) + 1)..]]);
        }

        return null;
    }

    // Two objects may know each other; two resources can't wait for each other.
    private bool Reaches(string from, string to)
    {
        var (reached, pending) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>([from]));
        while (pending.TryPop(out var next))
        {
            if (next == to) return true;
            if (!reached.Add(next) || !needs.TryGetValue(next, out var all)) continue;
            foreach (var need in all) pending.Push(need);
        }

        return false;
    }

    private static string? Text(Datum value) => value.AsText() ?? value.NumberText;
}
