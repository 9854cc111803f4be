using System;
using System.Collections.Generic;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Compatibility;

namespace McpIac.Schemas.Bindings;

/// <summary>Writes what the provider no longer has, as members that can't be used: a program that does is told what became of them.</summary>
internal sealed class GoneMembers(ResourceType type, SourceLines source)
{
    /// <summary>The id under which the compiler reports a use.</summary>
    public const string Id = "MCI2015";

    /// <summary>The members of one class that are gone; a name that something else has now is left alone.</summary>
    /// <param name="path">Where the class is in its type: <c>rules[].</c></param>
    public void Write(string path, IReadOnlyList<Member> members, IEnumerable<string> taken, bool readOnly)
    {
        var names = new UniqueNames(taken.Concat(members.SelectMany(m => new[] { m.Identifier, m.NestedClass ?? m.Identifier, m.ConstantsClass ?? m.Identifier })));
        foreach (var tombstone in type.Tombstones.Where(t => t.IsGone && t.Was is not null && IsAt(t.Path, path)))
        {
            var name = tombstone.Path.Substring(path.Length);
            var identifier = Identifiers.Pascal(name);
            if (!names.IsFree(identifier) || tombstone.Was is not { } was) continue;
            var shape = ShapeReader.Read(was, "").Shape with { Description = tombstone.Sentence };
            var member = new Member(names.Take(identifier, ""), name, shape, IsRequired: false, readOnly, AliasOf: null, NestedClass: null, KnownClass: null, ConstantsClass: null);
            var now = tombstone.RenamedTo is { } to ? members.FirstOrDefault(m => m.WireName == to)?.Identifier : null;
            MemberWriter.Write(source, member, "", new PropertyGroups(shape), null, [.. Attributes(tombstone, now)]);
        }
    }

    /// <summary>The attributes that make a use an error which says what happened.</summary>
    /// <param name="renamedTo">The C# name of what it is called now.</param>
    public static IEnumerable<string> Attributes(Tombstone tombstone, string? renamedTo)
    {
        yield return $"global::System.Obsolete({CSharpText.Literal(tombstone.Sentence)}, true, DiagnosticId = \"{Id}\", UrlFormat = {CSharpText.Literal(Diagnostics.Diagnostic.HelpLink(Id))})";
        if (renamedTo is not null) yield return $"global::McpIac.Dsl.RenamedTo({CSharpText.Literal(renamedTo)})";
    }

    private static bool IsAt(string tombstone, string path) =>
        tombstone.StartsWith(path, StringComparison.Ordinal) && tombstone.Length > path.Length && tombstone.IndexOf('.', path.Length) < 0;
}
