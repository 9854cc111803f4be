using McpIac.Dsl.Expressions;
using McpIac.Dsl.Syntax;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;

namespace McpIac.Compiler.Documents;

/// <summary>What the names of a document's expressions denote: what a <c>for</c> goes over, the deployment, parameters, groups of resources, resources.</summary>
internal sealed class DocumentNames(IReadOnlyDictionary<string, DocumentParameter> parameters)
{
    // Looking for what was meant costs time for each name; whoever has more mistakes than this doesn't miss a guess.
    private const int MostGuesses = 20, MostCandidates = 1_000;

    // Elements of loops that are spelt out, in all of a document's texts together.
    private const int MostSpeltOut = 1_000_000;

    private readonly Dictionary<string, List<(string Type, string Urn)>> resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Group> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ComponentUse> components = new(StringComparer.Ordinal);
    private readonly HashSet<string> leftOut = new(StringComparer.Ordinal);
    private readonly HashSet<(string Prefix, string Suffix)> unreadable = [];
    private readonly Dictionary<string, string?> guesses = new(StringComparer.Ordinal);
    private int speltOut;

    /// <summary>The deployment's name, once it is known.</summary>
    public string? Deployment { get; set; }

    public void Add(string type, string name, string urn, string? group)
    {
        if (!resources.TryGetValue(name, out var of)) resources[name] = of = [];
        if (of.All(r => r.Urn != urn)) of.Add((type, urn));
        if (group is null) return;
        AddGroup(group);
        groups[group].Add(urn);
    }

    /// <summary>A component, which is named apart from resources: it has outputs only.</summary>
    /// <returns>False when another component has the name.</returns>
    public bool Add(ComponentUse use) => components.TryAdd(use.Name, use);

    /// <summary>The component of that name, unless a parameter or a group has it.</summary>
    public ComponentUse? Component(string name) => components.GetValueOrDefault(name);

    /// <summary>A group that may have no members.</summary>
    public void AddGroup(string group) => groups.TryAdd(group, new Group());

    /// <summary>A resource whose condition is false.</summary>
    public void LeaveOut(string name) => leftOut.Add(name);

    /// <summary>Names of resources or groups that can't be read, which was reported: what refers to them isn't wrong for that. Those that begin and end so.</summary>
    public void AddUnreadable(string prefix, string suffix) => unreadable.Add((prefix, suffix));

    /// <summary>The scope of one text.</summary>
    /// <param name="placeOf">Where a part of the text stands.</param>
    public DocumentScope At(Func<TextSpan, SourcePlace> placeOf, Expression? each, Findings findings) => new(this, placeOf, each, findings);

    /// <summary>What a name alone denotes besides resources.</summary>
    public Expression? Value(string name) =>
        name == "deployment" && Deployment is not null ? new Literal(Datum.MapOf([new("name", Datum.Of(Deployment))]))
        : parameters.TryGetValue(name, out var parameter) ? parameter.Value
        : groups.TryGetValue(name, out var group) ? group.All
        : null;

    /// <summary>Parameters whose values were needed beforehand, of those that stay apart.</summary>
    public HashSet<string> Decisive { get; } = new(StringComparer.Ordinal);

    /// <summary>The expression with the values of parameters that stay apart.</summary>
    public Expression Revealed(Expression expression) => External.Rewrite(expression, e =>
    {
        if (e.Kind != DocumentParameter.Open || parameters.GetValueOrDefault(e.Path[0])?.Known is not { } value) return null;
        Decisive.Add(e.Path[0]);
        return new Literal(value);
    });

    public bool IsParameter(string name) => parameters.ContainsKey(name);

    public bool IsGroup(string name) => groups.ContainsKey(name);

    public bool IsLeftOut(string name) => leftOut.Contains(name);

    public bool IsUnreadable(string name) => unreadable.Any(u => name.Length >= u.Prefix.Length + u.Suffix.Length
        && name.StartsWith(u.Prefix, StringComparison.Ordinal) && name.EndsWith(u.Suffix, StringComparison.Ordinal));

    /// <summary>The resources that a name, or the beginning of its type and its name, can mean. A name may have colons too: the longest type that fits counts.</summary>
    public IReadOnlyList<(string Type, string Urn)> Find(IReadOnlyList<string> segments)
    {
        for (var split = segments.Count - 1; split >= 0; split--)
        {
            var (prefix, name) = (string.Join(':', segments.Take(split)), string.Join(':', segments.Skip(split)));
            if (!resources.TryGetValue(name, out var all)) continue;
            var found = prefix.Length == 0 ? all : [.. all.Where(r => r.Type == prefix || r.Type.StartsWith(prefix + ":", StringComparison.Ordinal))];
            if (found.Count > 0) return found;
        }

        return [];
    }

    public bool MaySpellOut(int elements)
    {
        if (elements > MostSpeltOut - speltOut) return false;
        speltOut += elements;
        return true;
    }

    /// <summary>A name that was probably meant.</summary>
    public string? Near(string name)
    {
        if (guesses.TryGetValue(name, out var known) || guesses.Count >= MostGuesses) return known;
        var candidates = resources.SelectMany(r => r.Value.Select(t => $"{t.Type}:{r.Key}").Prepend(r.Key)).Concat(parameters.Keys).Concat(groups.Keys).Concat(components.Keys);
        return guesses[name] = Nearest.To(name, candidates.Take(MostCandidates));
    }

    private sealed class Group
    {
        private readonly List<Expression> members = [];
        private ListExpression? all;

        /// <summary>Its resources as wholes.</summary>
        public ListExpression All => all ??= new ListExpression([.. members]);

        public void Add(string urn)
        {
            members.Add(new Reference(urn, []));
            all = null;
        }
    }
}
