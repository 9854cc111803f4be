using System;
using System.Collections.Generic;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Compatibility;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Inference;

namespace McpIac.Schemas.Snapshots;

/// <summary>Reads one snapshot file. Pure; one bad type is a diagnostic and the rest still loads.</summary>
public static class SnapshotReader
{
    /// <summary>The newest format this reader knows: the file's member <c>mciacc</c>.</summary>
    public const int Format = 1;

    /// <summary>The snapshot with the types that could be read; null when nothing could.</summary>
    public static SnapshotReading Read(SnapshotSource source)
    {
        var (root, problem, pruned) = DatumReader.ReadPruned(source.Content);
        if (problem is not null)
        {
            var place = new SourcePlace(source.Path, problem.Line, problem.Column, problem.Line, problem.Column);
            return SnapshotReading.Failed(source, Diagnostic.Error(SnapshotIds.NotJson,
                $"The snapshot is no valid JSON: {problem.Message}.", place, "Pull it again with 'mciacc provider add', or restore it from version control."));
        }

        var problems = new SnapshotProblems();
        var snapshot = root is null ? null : Snapshot(root, source.Path, problems);
        var digest = snapshot is null || root is null ? "" : CheckedDigest(root, snapshot, problems);
        var types = snapshot is null ? [] : Types(snapshot, problems);
        var tombstones = (snapshot?.Tombstones ?? []).Select(Tombstone.Read).OfType<Tombstone>().ToLookup(t => t.Type, StringComparer.Ordinal);
        return new SnapshotReading(source, snapshot, digest, Remembering(types, tombstones), [.. TooDeep(source, pruned), .. problems.InFile(source.Path, source.Content)])
        {
            Gone = snapshot is null ? [] : Gone(snapshot.Provider, types, tombstones),
        };
    }

    private static Diagnostic[] TooDeep(SnapshotSource source, JsonProblem? pruned) => pruned is null ? [] :
    [
        Diagnostic.Warning(SnapshotIds.TooDeep, $"In this snapshot {pruned.Message}; what is deeper is left out.", new SourcePlace(source.Path, pruned.Line, pruned.Column, pruned.Line, pruned.Column),
            "Nothing needs to be done: so deep in a schema any value is accepted anyway."),
    ];

    private static Snapshot? Snapshot(Datum root, string path, SnapshotProblems problems)
    {
        if (root.Kind != DatumKind.Map)
        {
            problems.Error(SnapshotIds.NotASnapshot, "", "A snapshot is a JSON object.", Again);
            return null;
        }

        if (root["mciacc"] is null) return PlainServer(root, path, problems);
        if (root["mciacc"]?.AsInteger() is not >= 1)
        {
            problems.Error(SnapshotIds.NotASnapshot, "/mciacc", $"'mciacc' is the snapshot's format, the number {Format}, not {root["mciacc"]}.", Again);
            return null;
        }

        if (root["mciacc"]?.AsInteger() > Format)
        {
            problems.Error(SnapshotIds.NewerFormat, "/mciacc",
                $"The snapshot has format {root["mciacc"]}, and this version of mciacc reads formats up to {Format}.", "Update mciacc, or pull the snapshot again with this version.");
            return null;
        }

        var provider = root["provider"] is null ? FallbackName(path) : root["provider"]?.AsText();
        if (provider is null || !IsProviderName(provider))
        {
            problems.Error(SnapshotIds.NotASnapshot, "/provider",
                $"{root["provider"] ?? Datum.Of(provider ?? "")} is no provider's name: that is a text without spaces, ':', '/', '\\' or control characters.", Again);
            return null;
        }

        return new Snapshot(provider, root["source"] ?? Datum.EmptyMap,
            List(root, "tools", problems), List(root, "types", problems), List(root, "tombstones", problems));
    }

    /// <summary>A file <c>{ server, tools }</c>: what any MCP server offers, as it is; named by its file.</summary>
    private static Snapshot? PlainServer(Datum root, string path, SnapshotProblems problems)
    {
        if (root["tools"] is { Kind: DatumKind.List } tools)
            return new Snapshot(FallbackName(path), Datum.EmptyMap, tools.Items, [], []);
        problems.Error(SnapshotIds.NotASnapshot, "", "This is no snapshot: it has neither 'mciacc' nor a list of 'tools'.", Again);
        return null;
    }

    private static IReadOnlyList<ResourceType> Types(Snapshot snapshot, SnapshotProblems problems)
    {
        var types = new List<ResourceType>();
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < snapshot.Types.Count; i++)
        {
            var pointer = JsonPointer.Append("/types", i);
            var made = Mapped(snapshot.Types[i], pointer);
            var type = new ResourceTypeReading(snapshot.Types[i], snapshot.Provider, pointer, problems, made).Read();
            if (type is null) continue;
            if (tokens.Add(type.Token)) types.Add(type);
            else problems.Error(SnapshotIds.TypeTwice, JsonPointer.Append(pointer, "type"), $"The type '{type.Token}' is described twice; the first description is used.", Again);
        }

        // A tool whose arguments are partly fixed may do other things too, and one that only reads may be asked by anybody.
        var mapped = types.Count > 0 && types.All(t => t.Tools.Count > 0)
            ? new HashSet<string>(types.SelectMany(t => t.Tools).Where(t => t.Fixed.Members.Count == 0 && t.Role is not (ToolRole.Read or ToolRole.List)).Select(t => t.Name), StringComparer.Ordinal) : null;
        foreach (var inferred in ToolInference.Infer(snapshot.Provider, snapshot.Tools, snapshot.Types.Count > 0, tokens, problems, mapped))
        {
            var type = new ResourceTypeReading(inferred.Raw, snapshot.Provider, inferred.PropertiesAt, problems, inferred).Read();
            if (type is not null) types.Add(type);
        }

        return types;
    }

    /// <summary>A type that a mapping made of a plain server's tools; null for one of the standard.</summary>
    private static InferredType? Mapped(Datum raw, string pointer)
    {
        if (raw["tools"] is not { Kind: DatumKind.List, Items.Count: > 0 } tools || !Enum.TryParse<TypeKind>(raw["kind"]?.AsText(), out var kind)) return null;
        var read = tools.Items.Select(TypeToolDatum.Read).OfType<TypeTool>().ToArray();
        return read.Length == 0 ? null : new InferredType(raw, kind, read, JsonPointer.Append(pointer, "properties"), JsonPointer.Append(pointer, "outputs"));
    }

    private static IReadOnlyList<ResourceType> Remembering(IReadOnlyList<ResourceType> types, ILookup<string, Tombstone> tombstones) =>
        tombstones.Count == 0 ? types : [.. types.Select(t => tombstones[t.Token].Where(s => s.Path.Length > 0).ToArray() is { Length: > 0 } own ? t with { Tombstones = own } : t)];

    // A tombstone says what the type was; one that can't be read buries nothing that anybody could use.
    private static IReadOnlyList<ResourceType> Gone(string provider, IReadOnlyList<ResourceType> types, ILookup<string, Tombstone> tombstones)
    {
        var there = new HashSet<string>(types.Select(t => t.Token), StringComparer.Ordinal);
        return
        [
            .. tombstones.Where(t => !there.Contains(t.Key)).Select(t => t.FirstOrDefault(s => s is { Path: "", Was: not null })).OfType<Tombstone>()
                .Select(t => new ResourceTypeReading(t.Was ?? Datum.EmptyMap, provider, "", new SnapshotProblems()).Read() is { } type && type.Token == t.Type ? type with { Gone = t } : null)
                .OfType<ResourceType>(),
        ];
    }

    private static string CheckedDigest(Datum root, Snapshot snapshot, SnapshotProblems problems)
    {
        var (tools, schema) = (snapshot.ToolsDigest, snapshot.SchemaDigest);
        CheckDigest(root, "toolsDigest", tools, problems);
        CheckDigest(root, "schemaDigest", schema, problems);
        return SnapshotDigest.Combine(tools, schema);
    }

    private static void CheckDigest(Datum root, string name, string actual, SnapshotProblems problems)
    {
        if (root[name] is not { } stated || stated.AsText() == actual) return;
        problems.Error(SnapshotIds.DigestMismatch, "/" + name,
            $"The snapshot's {name} doesn't match its content: the file was edited by hand, or is damaged.",
            $"Pull it again with 'mciacc provider add' or restore it; if the change is meant, write \"{name}\": \"{actual}\".");
    }

    private static IReadOnlyList<Datum> List(Datum root, string name, SnapshotProblems problems)
    {
        var value = root[name];
        if (value is not null && value.Kind != DatumKind.List) problems.Error(SnapshotIds.NotASnapshot, "/" + name, $"'{name}' is a list.", Again);
        return value?.Items ?? [];
    }

    /// <summary>What a provider may be called: it is a file's name, and the first segment of its types' tokens.</summary>
    public static bool IsProviderName(string name) =>
        name.Length is > 0 and <= 100 && name.All(c => !char.IsControl(c) && !char.IsWhiteSpace(c) && c is not (':' or '/' or '\\')) && name is not ("." or "..");

    private static string FallbackName(string path)
    {
        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        var suffix = new[] { ".mcp.json", ".json" }.FirstOrDefault(s => name.EndsWith(s, StringComparison.OrdinalIgnoreCase) && name.Length > s.Length);
        return suffix is null ? name : name.Substring(0, name.Length - suffix.Length);
    }

    private const string Again = "Pull the snapshot again with 'mciacc provider add'.";
}
