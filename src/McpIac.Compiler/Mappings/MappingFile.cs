using System.Security.Cryptography;
using System.Text;
using McpIac.Compiler.Documents;
using McpIac.Compiler.Scripts;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Inference;
using McpIac.Schemas.Snapshots;

namespace McpIac.Compiler.Mappings;

/// <summary>
/// The mapping of a plain server, beside its snapshot. Its types are written into the snapshot, so that everything that reads snapshots reads them (docs/decisions/0014).
/// </summary>
public static class MappingFile
{
    private const string Suffix = ".map.yaml", SnapshotSuffix = ".mcp.json", Mapping = "mapping";
    private const long MaxBytes = 4 * 1024 * 1024;

    /// <param name="snapshot">The path of the snapshot's file.</param>
    public static string Of(string snapshot) => snapshot[..^SnapshotSuffix.Length] + Suffix;

    /// <summary>The snapshot with the types that the mapping beside its file makes; as it is when there is none. Null with errors.</summary>
    /// <param name="plain">As the server gave it, or with the types of an earlier mapping.</param>
    /// <param name="file">Of the snapshot.</param>
    public static (Snapshot? Snapshot, IReadOnlyList<Diagnostic> Problems) Refine(Snapshot plain, string file)
    {
        var path = Of(file);
        if (!File.Exists(path)) return (IsMapped(plain) ? Bare(plain) : plain, []);
        var (text, problem) = ScriptText.Read(path, MaxBytes);
        return text is null ? (null, problem is null ? [] : [problem]) : Refine(Bare(plain), path, text);
    }

    /// <summary>
    /// Writes a proposal where there is no mapping yet; null when there is one. MCI6518 for a server of the standard.
    /// </summary>
    /// <param name="file">Of the snapshot.</param>
    public static (MappingProposal? Proposal, Diagnostic? Problem) Propose(Snapshot snapshot, string file)
    {
        var path = Of(file);
        if (File.Exists(path)) return (null, null);
        if (snapshot.Types.Count > 0 && !IsMapped(snapshot)) return (null, MappingProblems.NotPlain(snapshot.Provider, new SourcePlace(file, 0)));
        var proposal = MappingProposal.Of(Bare(snapshot));
        File.WriteAllText(path, proposal.Text);
        return (proposal, null);
    }

    /// <summary>The same with a mapping's text.</summary>
    public static (Snapshot? Snapshot, IReadOnlyList<Diagnostic> Problems) Refine(Snapshot plain, string path, string text)
    {
        var findings = new Findings();
        var documents = YamlReader.Read(new SourceText(path, text), findings);
        var mapping = documents is [{ Kind: not DatumKind.Null } document, ..] ? new MappingReader(findings).Read(document) : new ServerMapping([]);
        if (plain.Types.Count > 0) findings.Add(MappingProblems.NotPlain(plain.Provider, new SourcePlace(path, 1)));
        if (findings.Any(f => f.Severity == Severity.Error)) return (null, [.. findings]);
        var types = Types(plain, mapping, findings);
        return findings.Any(f => f.Severity == Severity.Error) ? (null, [.. findings]) : (plain with { Types = types, Source = plain.Source.With(Mapping, Datum.Of(Digest(text))) }, [.. findings]);
    }

    /// <summary>MCI6518.</summary>
    /// <param name="file">Of the snapshot.</param>
    public static Diagnostic NotPlain(string provider, string file) => MappingProblems.NotPlain(provider, new SourcePlace(file, 0));

    /// <summary>Where a mapping says what a type is; its first line where it doesn't.</summary>
    /// <param name="file">Of the snapshot.</param>
    /// <param name="token">The rest of the token after the provider's name.</param>
    public static SourcePlace PlaceOf(string file, string token)
    {
        var (section, type) = PlaceIn(token);
        var path = Of(file);
        var (text, _) = File.Exists(path) ? ScriptText.Read(path, MaxBytes) : (null, null);
        var documents = text is null ? [] : YamlReader.Read(new SourceText(path, text), new Findings());
        var member = documents is [{ } document, ..] ? document[section]?.Members.FirstOrDefault(m => m.Key == type) : null;
        return member?.KeySpan.Place ?? new SourcePlace(text is null ? file : path, 1);
    }

    /// <summary>
    /// Writes outputs that a server was seen to yield into its mapping, which is made when there is none; those that it declares stay as they are. False when nothing was written: it has all of them, or isn't
    /// written in a way that they can be added to.
    /// </summary>
    /// <param name="file">Of the snapshot.</param>
    /// <param name="token">A type's, after the provider's name: <c>book</c>, <c>data:find_book</c>.</param>
    /// <param name="outputs">By name a JSON Schema, or a type's name.</param>
    public static bool KeepOutputs(string file, string token, IReadOnlyList<KeyValuePair<string, Datum>> outputs)
    {
        var path = Of(file);
        var (text, _) = File.Exists(path) ? ScriptText.Read(path, MaxBytes) : ("", null);
        if (text is null || OutputInsertion.Into(path, text, token, outputs) is not { } written) return false;
        File.WriteAllText(path, written);
        return true;
    }

    /// <summary>Where a mapping has a type, by its token after the provider's name.</summary>
    internal static (string Section, string Name) PlaceIn(string token) => token.Split(':') switch
    {
        ["data", .. var name] => ("data", string.Join(':', name)),
        ["actions", .. var name] => ("actions", string.Join(':', name)),
        _ => ("types", token),
    };

    /// <summary>MCI6510 for each mapping of a folder that isn't the one its snapshot's types were made by.</summary>
    internal static IEnumerable<Diagnostic> Stale(Catalog catalog, string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Suffix).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path)[..^Suffix.Length];
            if (catalog.Providers.FirstOrDefault(p => p.Name == name) is not { } provider) continue;
            var (text, problem) = ScriptText.Read(path, MaxBytes);
            if (problem is not null) yield return problem;
            else if (text is not null && provider.Mapping != Digest(text)) yield return MappingProblems.NotTaken(name, path);
        }
    }

    private static bool IsMapped(Snapshot snapshot) => snapshot.Source[Mapping] is not null;

    private static Snapshot Bare(Snapshot snapshot) => IsMapped(snapshot) ? snapshot with { Types = [], Source = snapshot.Source.Without(Mapping) } : snapshot;

    // What an editor does to line ends is no change.
    private static string Digest(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));

    private static Datum[] Types(Snapshot plain, ServerMapping mapping, Findings findings)
    {
        var problems = new SnapshotProblems();
        var tools = ToolReader.Read(plain.Tools, problems).ToDictionary(t => t.Name, StringComparer.Ordinal);
        var all = ToolInference.Infer(plain.Provider, plain.Tools, false, [], problems).ToDictionary(t => t.Raw["type"]?.AsText() ?? "", StringComparer.Ordinal);
        var made = new List<Datum>();
        foreach (var type in mapping.Types)
        {
            var token = type.Kind switch { TypeKind.DataSource => $"data:{type.Name}", TypeKind.Action => $"actions:{type.Name}", _ => type.Name };
            var known = all.GetValueOrDefault($"{plain.Provider}:{token}");
            if (new TypeComposer(plain.Provider, type, tools, known, findings).Compose() is { } composed) made.Add(composed);
        }

        // One that is mapped under another name isn't there twice.
        var makers = made.SelectMany(t => t["tools"]?.Items ?? []).Where(t => t["role"]?.AsText() == nameof(ToolRole.Create) && t["fixed"] is null).Select(t => t["name"]?.AsText()).ToHashSet();
        var names = made.Select(t => t["type"]?.AsText()).ToHashSet();
        var left = all.Values.Where(t => t.Kind == TypeKind.Resource && !names.Contains(t.Raw["type"]?.AsText()) && !t.Tools.Any(u => u.Role == ToolRole.Create && makers.Contains(u.Name))).Select(t => t.Raw);
        return [.. made.Concat(left).OrderBy(t => t["type"]?.AsText(), StringComparer.Ordinal)];
    }
}
