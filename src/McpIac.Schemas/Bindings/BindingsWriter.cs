using System;
using System.Collections.Generic;
using McpIac.Schemas.Catalogs;

namespace McpIac.Schemas.Bindings;

/// <summary>Writes the C# classes of a catalog: the one writer of script bindings and of the generator. Deterministic; text from schemas stays data.</summary>
public static class BindingsWriter
{
    /// <summary>Changes whenever the same snapshots would be written differently, so that caches notice.</summary>
    public const int Version = 6;

    /// <summary>One file a type.</summary>
    public static IReadOnlyList<BindingsFile> Write(Catalog catalog)
    {
        var types = catalog.Types.Concat(catalog.Providers.SelectMany(p => p.Gone)).ToArray();
        var names = TypeNames.Of(types.Select(t => t.Token));
        return types.AsParallel().AsOrdered().Select(t => Write(t, names[t.Token], NowCalled(t, token => names.TryGetValue(token, out var name) ? name : null))).ToArray();
    }

    /// <summary>The file of one type, as if there were no other.</summary>
    public static BindingsFile Write(ResourceType type) => Write(type, TypeNames.Of([type.Token])[type.Token]);

    /// <summary>The file of one type under a name that <see cref="TypeNames"/> gave it among all: what the generator asks for.</summary>
    /// <param name="now">What a type that is gone is called now (<see cref="NowCalled"/>).</param>
    public static BindingsFile Write(ResourceType type, TypeName name, TypeName? now = null) => new(name.FullName + ".g.cs", new ClassWriter(type, name, now).Write());

    /// <summary>The C# name that a renamed type has now, or null.</summary>
    public static TypeName? NowCalled(ResourceType type, Func<string, TypeName?> nameOf) => type.Gone?.RenamedTo is { } token ? nameOf(token) : null;
}
