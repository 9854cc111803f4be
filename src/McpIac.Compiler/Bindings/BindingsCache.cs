using System.Text;
using McpIac.Compiler.Caching;
using McpIac.Compiler.Children;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Compatibility;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Bindings;

/// <summary>The compiled classes of a catalog, as a file to compile against and to load.</summary>
internal sealed record BindingsAssembly(string Path, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Keeps one bindings assembly a catalog, named by what it was made from.</summary>
internal static class BindingsCache
{
    private const int Kept = 4;

    /// <summary>Takes the assembly from the cache or compiles it; into <paramref name="scratch"/> when the cache can't be written.</summary>
    public static BindingsAssembly Get(Catalog catalog, CacheFolder cache, Scratch scratch, CancellationToken cancellation)
    {
        var key = CacheFolder.Hash([ToolStamp.Dsl, $"{BindingsWriter.Version}", .. catalog.Providers.SelectMany(p => new[] { p.Name, p.Digest }), .. catalog.Providers.SelectMany(Tombstones)]);
        var (name, seal) = ($"{key[..32]}.dll", $"{key[..32]}.sha256");
        if (Intact(cache.Read(name), cache.Read(seal)))
        {
            cache.Touch(name);
            cache.Touch(seal);
            return new BindingsAssembly(cache.FileOf(name), []);
        }

        var (assembly, diagnostics) = BindingsCompiler.Compile(BindingsWriter.Write(catalog), cancellation);
        var kept = diagnostics.Count == 0 ? cache.Write(name, assembly) : null;
        if (kept is not null && cache.Write(seal, Encoding.ASCII.GetBytes(CacheFolder.Hash(assembly))) is not null)
        {
            cache.Trim("*.dll", Kept);
            cache.Trim("*.sha256", Kept);
            return new BindingsAssembly(kept, diagnostics);
        }

        var path = scratch.FileOf(ProgramLoadContext.BindingsName + ".dll");
        File.WriteAllBytes(path, assembly);
        return new BindingsAssembly(path, diagnostics);
    }

    // In no digest, since they say nothing of what the server offers; but classes are written from them.
    private static IEnumerable<string> Tombstones(ProviderSchema provider) =>
        provider.Types.SelectMany(t => t.Tombstones).Concat(provider.Gone.Select(g => g.Gone).OfType<Tombstone>()).Select(t => t.Write().ToString());

    // A file that was cut short or altered would fail in ways nobody could explain.
    private static bool Intact(byte[]? assembly, byte[]? seal) =>
        assembly is not null && seal is not null && Encoding.ASCII.GetString(seal) == CacheFolder.Hash(assembly);
}
