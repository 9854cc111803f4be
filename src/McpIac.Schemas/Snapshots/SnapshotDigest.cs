using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Snapshots;

/// <summary>SHA-256 over sorted-key JSON with numbers kept as text; the order of tools and types is left out.</summary>
public static class SnapshotDigest
{
    /// <summary><c>sha256:…</c> of a list of tools or types, sorted by <c>name</c> or <c>type</c> first.</summary>
    public static string Of(IReadOnlyList<Datum> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var separator = "[";
        foreach (var entry in entries.Select(e => new Entry(NameOf(e), DatumWriter.Write(e, sortKeys: true)))
            .OrderBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.Text, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(separator));
            hash.AppendData(Encoding.UTF8.GetBytes(entry.Text));
            separator = ",";
        }

        hash.AppendData(Encoding.UTF8.GetBytes(separator == "[" ? "[]" : "]"));
        return Shown(hash.GetHashAndReset());
    }

    /// <summary>The one digest of a provider's tools and types together: what plans are bound to.</summary>
    public static string Combine(string toolsDigest, string schemaDigest) => OfText(toolsDigest + "\n" + schemaDigest);

    private static string NameOf(Datum entry) => entry["type"]?.AsText() ?? entry["name"]?.AsText() ?? "";

    private static string OfText(string text)
    {
        using var sha = SHA256.Create();
        return Shown(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    private static string Shown(byte[] hash)
    {
        var hex = new StringBuilder("sha256:");
        foreach (var b in hash) hex.Append(b.ToString("x2"));
        return hex.ToString();
    }

    private sealed record Entry(string Name, string Text);
}
