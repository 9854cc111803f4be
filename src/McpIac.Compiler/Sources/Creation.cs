using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Sources;

/// <summary>One <c>new …("name") { … }</c> in a program's source, or one resource of a document.</summary>
/// <param name="Line">The line of <c>new</c>: what <c>[CallerLineNumber]</c> gives the constructor.</param>
/// <param name="Place">The creation without its initializer.</param>
/// <param name="TypeName">The type's last identifier as written; null for a target-typed <c>new(…)</c>.</param>
/// <param name="Name">The first argument when it is a literal text.</param>
/// <param name="Written">Found when it is asked for, which for a document's resources is when something is wrong with one.</param>
internal sealed record Creation(int Line, SourcePlace Place, string? TypeName, string? Name, Lazy<WrittenValues> Written)
{
    /// <summary>The type's name where a component of another file is used: no type has it.</summary>
    public const string Use = "Use()";

    /// <summary>Where the type was written, where that is apart from the creation.</summary>
    public SourcePlace? Type { get; init; }

    public IReadOnlyDictionary<string, SourcePlace> Values => Written.Value.Values;

    /// <summary>Where the value at a pointer of schema names was written: the nearest enclosing value, or null when even the property isn't written here.</summary>
    public SourcePlace? ValueAt(string pointer)
    {
        for (var normal = Normalize(pointer); normal.Length > 0; normal = normal[..normal.LastIndexOf('/')])
        {
            if (Values.TryGetValue(normal, out var place)) return place;
        }

        return null;
    }

    /// <summary>Where the name of the member at a pointer was written, or else its value.</summary>
    public SourcePlace? KeyAt(string pointer) => Written.Value.Keys.TryGetValue(Normalize(pointer), out var place) ? place : ValueAt(pointer);

    /// <summary>How the number or boolean at a pointer is written, where that isn't how JSON writes it.</summary>
    public string? SpellingAt(string pointer) => Written.Value.Spellings.GetValueOrDefault(Normalize(pointer));

    /// <summary>Where the text at a pointer reads a path of a resource; null when that isn't known.</summary>
    public SourcePlace? ReadAt(string pointer, string resource, IReadOnlyList<string> path) => Written.Value.Reads(Normalize(pointer), resource, path);

    /// <summary>
    /// Schema names and the C# names made of them differ in case and punctuation only (<c>cidr-block</c>, <c>CidrBlock</c>), so both are compared without.
    /// </summary>
    public static string Normalize(string pointer)
    {
        Span<char> text = pointer.Length <= 256 ? stackalloc char[pointer.Length] : new char[pointer.Length];
        var length = 0;
        foreach (var c in pointer)
        {
            if (char.IsLetterOrDigit(c) || c == '/') text[length++] = char.ToLowerInvariant(c);
        }

        return new string(text[..length]);
    }
}
