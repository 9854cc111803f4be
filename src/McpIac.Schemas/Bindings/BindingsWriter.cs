using System;
using System.Collections.Generic;
using McpIac.Schemas.Catalogs;

namespace McpIac.Schemas.Bindings;

/// <param name="HintName">A file name, unique in the catalog: <c>Opnsense.Network.Vlan.g.cs</c>.</param>
public sealed record BindingsFile(string HintName, string Source);

/// <summary>Writes the C# classes of a catalog: the one writer of script bindings and of the generator. Deterministic; text from schemas stays data.</summary>
public static class BindingsWriter
{
    /// <summary>Changes whenever the same catalog would be written differently, so that caches notice.</summary>
    public const int Version = 1;

    /// <summary>One file a resource type.</summary>
    public static IReadOnlyList<BindingsFile> Write(Catalog catalog) => throw new NotSupportedException();

    /// <summary>The file of one type, as the generator asks for it.</summary>
    public static BindingsFile Write(ResourceType type) => throw new NotSupportedException();
}
