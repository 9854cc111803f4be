using System.Text.Json;
using System.Text.RegularExpressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Tests.Worlds;

/// <summary>
/// What really exists, of all providers. Strict: a key is done once, an object that another refers to can't be deleted, one that isn't there can't be
/// referred to, natural keys are unique. Ids are <c>name#number</c>. Thread-safe.
/// </summary>
internal sealed partial class World(Catalog catalog)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Payload, WireChangeResult Result)> ledger = new(StringComparer.Ordinal);
    private int made;

    public Dictionary<string, WireResource> Objects { get; } = new(StringComparer.Ordinal);
    public List<string> Log { get; } = [];

    /// <summary>By an object's id, whose it is; another server than that doesn't know it.</summary>
    public Dictionary<string, string> Owners { get; } = new(StringComparer.Ordinal);

    /// <summary>Asked before each change that isn't in the ledger; what it returns is the change's failure, and nothing happens.</summary>
    public Func<WireChange, WireError?> Fault { get; set; } = _ => null;

    /// <summary>How many objects its providers list at once; 0 when they can't.</summary>
    public int Page { get; set; }

    /// <summary>How its providers tell of properties, where that isn't as they were sent.</summary>
    public Func<Datum, Datum> Wording { get; set; } = properties => properties;

    public KillSwitch Kill { get; set; } = new();

    public IReadOnlyList<WireChangeResult> Apply(IReadOnlyList<WireChange> changes, bool continueOnError, string? server = null)
    {
        var results = new List<WireChangeResult>();
        foreach (var change in changes)
        {
            Kill.Point("before " + change.Action);
            var stopped = !continueOnError && results.Any(r => r.Outcome is "failed" or "unknown");
            results.Add(stopped ? new WireChangeResult(change.Key, "skipped") : Do(change, server ?? change.Type.Split(':')[0]));
        }

        Kill.Point("before the answer");
        return results;
    }

    public WireResource? Get(GetArguments args)
    {
        lock (gate)
        {
            if (args.Key is { } key) return ledger.TryGetValue(key, out var entry) ? entry.Result.Resource : null;
            return args.Id is { } id && Objects.TryGetValue(id, out var found) ? Told(found) : null;
        }
    }

    public ListData List(ListArguments args, string server)
    {
        lock (gate)
        {
            WireResource[] all = [.. Objects.Values.Where(o => Owners.GetValueOrDefault(o.Id) == server && o.Urn?.StartsWith(args.Deployment + "/", StringComparison.Ordinal) == true).OrderBy(o => o.Id, StringComparer.Ordinal)];
            var from = args.Cursor is { } cursor ? int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture) : 0;
            return new ListData([.. all.Skip(from).Take(Page).Select(Told)], from + Page < all.Length ? $"{from + Page}" : null);
        }
    }

    /// <summary>Somebody else changes an object.</summary>
    public void Meddle(string id, string property, Datum value)
    {
        var found = Objects[id];
        Objects[id] = found with { Properties = found.Properties.With(property, value), Etag = "etag-" + ++made };
    }

    private WireResource Told(WireResource resource) => resource with { Properties = Wording(resource.Properties) };

    /// <summary>The world with numbers left out, so that two worlds can be compared.</summary>
    public string Describe()
    {
        lock (gate)
        {
            return string.Join('\n', Objects.Values.Select(o => Numbers().Replace($"{o.Urn} {o.Properties}", "")).Order(StringComparer.Ordinal));
        }
    }

    private WireChangeResult Do(WireChange change, string server)
    {
        lock (gate)
        {
            var payload = JsonSerializer.Serialize(change, Wire.Options);
            if (ledger.TryGetValue(change.Key, out var known))
            {
                return known.Payload == payload ? known.Result : Failed(change, ErrorCodes.Conflict, "the key was used for something else");
            }

            if (Fault(change) is { } fault) return new WireChangeResult(change.Key, fault.Code == ErrorCodes.Unknown ? "unknown" : "failed", null, fault);
            var result = change.Id is { } id && Owners.TryGetValue(id, out var owner) && owner != server
                ? Failed(change, ErrorCodes.NotFound, $"{id} isn't one of {server}") : Try(change, server);
            if (result.Outcome == "applied")
            {
                ledger[change.Key] = (payload, result);
                Log.Add($"{change.Action} {change.Name}");
            }

            return result;
        }
    }

    private WireChangeResult Try(WireChange change, string server)
    {
        if (change.Action == "delete") return Delete(change);
        if (change.Action == "update" && !Objects.ContainsKey(change.Id!)) return Failed(change, ErrorCodes.NotFound, $"{change.Id} isn't there");
        if (change.Id is { } known && Objects[known].Urn is { } managed && managed != change.Urn) return Failed(change, ErrorCodes.Conflict, $"{known} belongs to {Objects[known].Urn}");
        if (change.Action == "create" && change.Prior is null && Objects.Values.Any(o => o.Urn == change.Urn && Owners[o.Id] == server)) return Failed(change, ErrorCodes.AlreadyExists, $"{change.Urn} is there");
        var type = catalog.Find(change.Type)!;
        var inputs = change.Properties!;
        if (References(inputs).FirstOrDefault(r => !Objects.ContainsKey(r)) is { } dangling) return Failed(change, ErrorCodes.Invalid, $"{dangling} isn't there");
        if (Clashes(type, inputs, change.Id)) return Failed(change, ErrorCodes.AlreadyExists, "its natural key is taken");
        var number = ++made;
        var id = change.Action == "update" ? change.Id! : $"{change.Name}#{number}";
        var outputs = Datum.MapOf(type.Outputs.Members.Select(m => new KeyValuePair<string, Datum>(m.Name, Output(m, id, inputs))));
        var resource = new WireResource(id, change.Urn, change.Type, change.Name, inputs, outputs, change.Dependencies ?? [], "created", "etag-" + number);
        Objects[id] = resource;
        Owners[id] = server;
        return new WireChangeResult(change.Key, "applied", Told(resource));
    }

    private static Datum Output(ShapeMember member, string id, Datum inputs) => member.Name switch
    {
        "id" => Datum.Of(id),
        "digest" => Datum.Of($"{id}.v#{inputs.ToString().Aggregate(7u, (hash, c) => hash * 31 + c)}"),
        "connection" => Datum.Of($"db://{inputs["password"]?.AsText()}@{id}"),
        "token" => Datum.Of($"token of {id}"),
        _ => inputs[member.Name] ?? Datum.Of($"{id}.{member.Name}"),
    };

    private WireChangeResult Delete(WireChange change)
    {
        if (!Objects.TryGetValue(change.Id!, out var resource)) return Failed(change, ErrorCodes.NotFound, $"{change.Id} isn't there");
        if (resource.Urn is { } managed && managed != change.Urn) return Failed(change, ErrorCodes.Conflict, $"{change.Id} belongs to {resource.Urn}");
        var type = catalog.Find(change.Type)!;
        if (type is { NaturalKeys.Count: 0, DeleteFirst: false } && Objects.Values.FirstOrDefault(o => o.Id != change.Id && References(o.Properties).Contains(change.Id)) is { } user)
        {
            return Failed(change, ErrorCodes.InUse, $"{user.Id} uses it");
        }

        Objects.Remove(change.Id!);
        return new WireChangeResult(change.Key, "applied", resource with { State = "deleted" });
    }

    private bool Clashes(ResourceType type, Datum inputs, string? self) => type.NaturalKeys.Any(key => Objects.Values.Any(o =>
        o.Type == type.Token && o.Id != self && key.All(name => o.Properties[name] is { } a && inputs[name] is { } b && a.Equals(b))));

    // Versions (v#1) look like ids and aren't.
    private static IEnumerable<string> References(Datum value) =>
        Ids().Matches(value.ToString()).Select(m => m.Value).Where(id => !id.StartsWith("v#", StringComparison.Ordinal)).Distinct();

    private static WireChangeResult Failed(WireChange change, string code, string message) => new(change.Key, "failed", null, new WireError(code, message));

    [GeneratedRegex(@"[A-Za-z][\w-]*#\d+")]
    private static partial Regex Ids();

    [GeneratedRegex(@"#\d+")]
    private static partial Regex Numbers();
}
