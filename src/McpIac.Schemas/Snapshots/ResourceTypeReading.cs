using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Inference;

namespace McpIac.Schemas.Snapshots;

/// <summary>One reading of one type.</summary>
/// <param name="pointer">Where <paramref name="raw"/> stands in its document.</param>
/// <param name="inferred">What it was inferred from. Nobody here can mend a foreign server, so what is wrong with such a type is a warning and costs only that part of it.</param>
internal sealed class ResourceTypeReading(Datum raw, string provider, string pointer, SnapshotProblems problems, InferredType? inferred = null)
{
    private readonly TypeKind kind = inferred?.Kind ?? TypeKind.Resource;

    private const string Mend = "Have the provider mend it and pull the snapshot again.";

    private static readonly ShapeMember IdMember =
        new("id", new Shape { Kind = ShapeKind.Text, Description = "The provider's id." }, Required: true, Aliases: []);

    /// <summary>The type, or null when it has an error.</summary>
    public ResourceType? Read()
    {
        var token = Token();
        if (token is null) return null;
        var own = new SnapshotProblems();
        var properties = ObjectAt("properties", inferred?.PropertiesAt, own);
        var outputs = ObjectAt("outputs", inferred?.OutputsAt, own);
        if (kind == TypeKind.Resource) outputs = WithId(outputs);
        (properties, outputs) = WithoutClashes(properties, outputs, own);

        // What an action did is done. Only one with a tool that takes it back owns something; another is run again when its arguments change.
        var operations = raw["operations"];
        var stays = kind == TypeKind.Action && inferred?.Tools.Any(t => t.Role == ToolRole.Delete) != true;
        var type = new ResourceType(
            token, provider,
            raw["title"]?.AsText() ?? token.Substring(token.LastIndexOf(':') + 1),
            raw["description"]?.AsText() ?? "",
            properties, outputs,
            Identity(own), NaturalKeys(properties, outputs, own),
            CanUpdate: stays || operations is null || operations["update"]?.AsBoolean() == true,
            CanList: operations is null || operations["list"]?.AsBoolean() == true,
            Undo("create", stays ? UndoKind.Irreversible : UndoKind.Exact, own), Undo("update", stays ? UndoKind.Irreversible : UndoKind.Exact, own), Undo("delete", UndoKind.Recreate, own),
            Stateful: raw["stateful"]?.AsBoolean() == true,
            DeleteFirst: raw["deleteFirst"]?.AsBoolean() == true,
            raw)
        {
            Kind = kind,
            Tools = inferred?.Tools ?? [],
            Deprecated = properties.Deprecated || raw["deprecated"]?.AsBoolean() == true,
        };

        problems.Add(own.All.Select(p => p with { Message = $"{token}: {p.Message}", Severity = inferred is null ? p.Severity : Severity.Warning }));
        return own.HasErrors && inferred is null ? null : type;
    }

    private static bool IsSegment(string segment) => segment.Trim().Length > 0 && !segment.Any(char.IsControl);

    private string? Token()
    {
        var token = raw["type"]?.AsText();
        if (raw.Kind != DatumKind.Map || token is null)
        {
            problems.Error(SnapshotIds.SenselessType, pointer, "A resource type is an object with its token in 'type'; this one has none.", Mend);
            return null;
        }

        var segments = token.Split(':');
        if (segments.Length >= 2 && segments[0] == provider && segments.All(IsSegment)) return token;
        problems.Error(SnapshotIds.ForeignToken, JsonPointer.Append(pointer, "type"),
            segments.Length < 2 || !segments.All(IsSegment)
                ? $"'{token}' is no type token, which looks like {provider}:network:vlan."
                : $"The type '{token}' doesn't belong to the provider '{provider}': a token begins with the name of its provider.",
            "Pull the snapshot again under the provider's own name, or mend the token.");
        return null;
    }

    private Shape ObjectAt(string name, string? origin, SnapshotProblems own)
    {
        var schema = raw[name] ?? Datum.EmptyMap;
        var at = origin ?? JsonPointer.Append(pointer, name);
        var shape = new SchemaReading([schema, raw], own, inferred is not null).Read(schema, at);
        if (shape.Kind == ShapeKind.Object) return shape;
        if (shape.Kind == ShapeKind.Map || schema.Kind == DatumKind.Map && schema.Members.Count == 0) return shape with { Kind = ShapeKind.Object, Open = true };
        if (!own.HasErrors) own.Error(SnapshotIds.SenselessType, at, $"'{name}' is no schema of an object.", Mend);
        return shape with { Kind = ShapeKind.Object, Open = true };
    }

    /// <summary>The standard gives every type an output <c>id</c>, whether the schema mentions it or not.</summary>
    private static Shape WithId(Shape outputs) =>
        outputs.Members.Any(m => m.Name == "id") ? outputs : outputs with { Members = [IdMember, .. outputs.Members] };

    /// <summary>
    /// A property's alias that is an output's name would read as one thing and write as another: it is dropped, and so the other way round.
    /// A member that is property and output at once may have its alias in both.
    /// </summary>
    private (Shape Properties, Shape Outputs) WithoutClashes(Shape properties, Shape outputs, SnapshotProblems own)
    {
        var outputNames = new HashSet<string>(outputs.Members.Select(m => m.Name), StringComparer.Ordinal);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in properties.Members)
        {
            foreach (var name in member.Aliases.Append(member.Name).Where(n => !owners.ContainsKey(n))) owners.Add(name, member.Name);
        }

        return (
            Without(properties, (_, alias) => outputNames.Contains(alias), "properties", "an output", own),
            Without(outputs, (member, alias) => owners.TryGetValue(alias, out var owner) && owner != member.Name, "outputs", "a property", own));
    }

    private Shape Without(Shape shape, Func<ShapeMember, string, bool> isTaken, string part, string whose, SnapshotProblems own) => shape with
    {
        Members = shape.Members.Select(member =>
        {
            var kept = member.Aliases.Where(a => !isTaken(member, a)).ToArray();
            if (kept.Length == member.Aliases.Count) return member;
            own.Warning(SnapshotIds.NameClash, JsonPointer.Append(JsonPointer.Append(JsonPointer.Append(pointer, part), "properties"), member.Name),
                $"The alias '{string.Join("', '", member.Aliases.Except(kept))}' of '{member.Name}' is also the name of {whose}, so it is left out.",
                "Take the alias out of the schema.");
            return member with { Aliases = kept };
        }).ToArray(),
    };

    private IReadOnlyList<string> Identity(SnapshotProblems own)
    {
        if (raw["identity"] is not { } identity) return ["id"];
        return Names(identity, JsonPointer.Append(pointer, "identity"), "'identity' is a list of output names", own);
    }

    private IReadOnlyList<IReadOnlyList<string>> NaturalKeys(Shape properties, Shape outputs, SnapshotProblems own)
    {
        if (raw["naturalKeys"] is not { } keys) return [];
        var at = JsonPointer.Append(pointer, "naturalKeys");
        if (keys.Kind != DatumKind.List) own.Error(SnapshotIds.SenselessType, at, "'naturalKeys' is a list of lists of property names.", Mend);
        var named = keys.Items.Select(k => Names(k, at, "'naturalKeys' is a list of lists of property names", own)).ToArray();
        foreach (var name in named.SelectMany(n => n).Where(n => properties.Member(n) is null && outputs.Member(n) is null).Distinct())
            own.Error(SnapshotIds.SenselessType, at, $"The natural key names '{name}', which is no property of the type.", Mend);
        return named;
    }

    private static IReadOnlyList<string> Names(Datum list, string at, string rule, SnapshotProblems own)
    {
        var names = list.Items.Select(i => i.AsText()).OfType<string>().ToArray();
        if (list.Kind != DatumKind.List || names.Length != list.Items.Count) own.Error(SnapshotIds.SenselessType, at, $"{rule}.", Mend);
        return names;
    }

    private UndoKind Undo(string operation, UndoKind silent, SnapshotProblems own)
    {
        if (raw["undo"]?[operation] is not { } undo) return silent;
        switch (undo.AsText())
        {
            case "exact": return UndoKind.Exact;
            case "recreate": return UndoKind.Recreate;
            case "irreversible": return UndoKind.Irreversible;
            default:
                own.Error(SnapshotIds.SenselessType, JsonPointer.Append(JsonPointer.Append(pointer, "undo"), operation),
                    $"'{operation}' can be undone exact, recreate or irreversible; {undo} is none of them.", Mend);
                return UndoKind.Irreversible;
        }
    }
}
