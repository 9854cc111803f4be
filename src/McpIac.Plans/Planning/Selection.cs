using System.Text.RegularExpressions;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Binding;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;

namespace McpIac.Plans.Planning;

/// <summary>Which resources a plan is about, and which are made anew. Resources are named as people do: <c>app</c>, <c>aws:ec2:instance:app</c>, a urn; <c>*</c> stands for anything.</summary>
public sealed class Selection
{
    private readonly HashSet<string>? targets;
    private readonly HashSet<string> excluded;

    private Selection(HashSet<string>? targets, HashSet<string> excluded, HashSet<string> replaced) => (this.targets, this.excluded, Replaced) = (targets, excluded, replaced);

    /// <summary>Everything, and nothing made anew that needn't be.</summary>
    public static Selection All { get; } = new(null, [], []);

    /// <summary>Everything stays as it is.</summary>
    public static Selection Nothing { get; } = new([], [], []);

    /// <summary>Urns of what is to be replaced whether or not it changed.</summary>
    public IReadOnlySet<string> Replaced { get; }

    public bool IsAll => targets is null && excluded.Count == 0;

    public bool Has(string urn) => targets?.Contains(urn) != false && !excluded.Contains(urn);

    /// <summary>A target comes with what it depends on, an exclusion with what depends on it; MCI3060 for a name that nothing has.</summary>
    /// <param name="deployment">Null when everything goes: then a target comes with what depends on it.</param>
    public static (Selection Selection, IReadOnlyList<Diagnostic> Problems) Of(
        BoundDeployment? deployment, DeploymentState state, IReadOnlyList<string> targets, IReadOnlyList<string> excludes, IReadOnlyList<string> replaced)
    {
        if (targets.Count == 0 && excludes.Count == 0 && replaced.Count == 0) return (All, []);
        var declared = deployment?.Resources.ToDictionary(r => r.Urn, StringComparer.Ordinal) ?? [];
        var problems = new List<Diagnostic>();
        string[] urns = [.. declared.Keys.Concat(state.Resources.Keys).Distinct(StringComparer.Ordinal)];
        HashSet<string> Named(string option, IReadOnlyList<string> patterns) => [.. patterns.SelectMany(p =>
        {
            string[] found = [.. urns.Where(Matcher(p))];
            if (found.Length == 0) problems.Add(Unknown(option, p, urns));
            return found;
        })];

        var needs = Edges(declared, state);
        var users = Reversed(needs);
        var anew = Named("--replace", replaced);
        HashSet<string>? chosen = null;
        if (targets.Count > 0)
        {
            chosen = Named("--target", targets);
            var going = chosen.Where(u => !declared.ContainsKey(u)).ToHashSet(StringComparer.Ordinal);
            chosen = Closure(chosen.Where(declared.ContainsKey), needs);
            chosen.UnionWith(Closure(going, users).Where(u => !declared.ContainsKey(u)));
        }

        // What is left as it is keeps all that it stands on.
        var left = Closure(Named("--exclude", excludes), users);
        left.UnionWith(Closure(left, needs).Where(u => !declared.ContainsKey(u)));
        return (new Selection(chosen, left, anew), problems);
    }

    /// <summary>Whether a urn is meant by a name.</summary>
    internal static Func<string, bool> Matcher(string pattern)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal)) return urn => Names(urn).Contains(pattern, StringComparer.Ordinal);
        var glob = new Regex($"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
        return urn => Names(urn).Any(glob.IsMatch);
    }

    private static string[] Names(string urn)
    {
        var segments = urn.Split('/');
        var local = Urns.Local(urn);
        return segments.Length < 2 ? [urn, local] : [urn, Uri.UnescapeDataString(urn), local, $"{Uri.UnescapeDataString(segments[^2])}:{local}"];
    }

    // State's relations count too: what was deleted from the program has no others.
    private static Dictionary<string, HashSet<string>> Edges(Dictionary<string, BoundResource> declared, DeploymentState state)
    {
        var edges = declared.ToDictionary(d => d.Key, d => d.Value.Dependencies.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var known in state.Resources.Values.Where(r => !declared.ContainsKey(r.Urn))) edges[known.Urn] = [.. known.Dependencies];
        return edges;
    }

    private static Dictionary<string, HashSet<string>> Reversed(Dictionary<string, HashSet<string>> edges)
    {
        var reversed = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (from, all) in edges)
        {
            foreach (var to in all)
            {
                if (!reversed.TryGetValue(to, out var set)) reversed[to] = set = new(StringComparer.Ordinal);
                set.Add(from);
            }
        }

        return reversed;
    }

    private static HashSet<string> Closure(IEnumerable<string> from, Dictionary<string, HashSet<string>> edges)
    {
        var reached = from.ToHashSet(StringComparer.Ordinal);
        var queue = new Queue<string>(reached);
        while (queue.TryDequeue(out var urn))
        {
            foreach (var next in edges.GetValueOrDefault(urn) ?? [])
            {
                if (reached.Add(next)) queue.Enqueue(next);
            }
        }

        return reached;
    }

    private static Diagnostic Unknown(string option, string name, IReadOnlyList<string> urns) => Diagnostic.Error("MCI3060",
        $"{option} {name}: neither the program nor the state has a resource of that name.", null,
        Nearest.To(name, [.. urns.SelectMany(Names)]) is { } near ? $"Did you mean {near}?" : "'mciacc state list' and 'mciacc graph' show what there is.");
}
