using System.Text;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Caching;

/// <summary>Keeps one entry a program: its compiled assembly and, where that is sound, what it declared.</summary>
internal sealed class ProgramCache(CacheFolder folder, string programPath, Catalog catalog)
{
    // A digest doesn't cover the command that starts a provider; nothing a program is made of does.
    private readonly string key = CacheFolder.Hash([ToolStamp.All, .. catalog.Providers.SelectMany(p => new[] { p.Name, p.Digest })]);
    private readonly string name = CacheFolder.Hash(programPath)[..32];

    /// <summary>The entry, or null when there is none or an input changed.</summary>
    /// <param name="inputs">What the inputs must be now, where files may come and go; null when the entry's own list says it all.</param>
    public CachedProgram? Find(IReadOnlySet<string>? inputs = null)
    {
        if (folder.Read(name + ".json") is not { } bytes) return null;
        var entry = CachedProgram.FromDatum(DatumReader.Read(Encoding.UTF8.GetString(bytes)).Value);
        if (entry is null || entry.Key != key || (inputs is not null && !inputs.SetEquals(entry.Inputs.Select(i => i.Key)))) return null;
        return entry.Inputs.All(i => HashOf(i.Key) == i.Value) ? entry : null;
    }

    /// <summary>The assembly of an entry, or null when it isn't what was kept.</summary>
    public string? Assembly(CachedProgram entry) =>
        folder.Read(name + ".dll") is { } assembly && CacheFolder.Hash(assembly) == entry.AssemblyHash ? folder.FileOf(name + ".dll") : null;

    /// <returns>Where the assembly was kept, or null when it couldn't be.</returns>
    public string? KeepAssembly(byte[] assembly) => folder.Write(name + ".dll", assembly);

    public void Keep(CachedProgram entry) => folder.Write(name + ".json", Encoding.UTF8.GetBytes(DatumWriter.Write(entry.ToDatum(), sortKeys: false)));

    public CachedProgram Entry(IEnumerable<string> inputs, string assemblyHash) => new(key,
        [.. inputs.Distinct(StringComparer.Ordinal).Select(i => KeyValuePair.Create(i, HashOf(i)))], assemblyHash, [], Sources.SourceMap.Empty, [], null);

    private static string HashOf(string path)
    {
        try
        {
            return File.Exists(path) ? CacheFolder.Hash(File.ReadAllBytes(path)) : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "unreadable"; // never equal to a hash, so the program is compiled and says why
        }
    }
}
