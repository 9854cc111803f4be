using System.Text;
using System.Text.Json;

namespace McpIac.Providers.Local.Ownership;

/// <summary>
/// Which paths this provider made, so that it never deletes what was there before. A claim is durable before the file or directory is made: after a
/// crash between the two, whoever comes again still knows its own. Kept as lines of JSON beside the provider's record, gone when nothing is claimed. Thread-safe.
/// </summary>
internal sealed class Claims
{
    /// <summary>The owner of a directory that was made only because a file needed it.</summary>
    public const string Nobody = "";

    private readonly Lock gate = new();
    private readonly string? path;
    private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);
    private bool torn;

    private Claims(string? path) => this.path = path;

    /// <param name="path">Null keeps claims in memory.</param>
    public static Claims Open(string? path)
    {
        var claims = new Claims(path);
        if (path is null || !File.Exists(path)) return claims;
        var text = File.ReadAllText(path);
        claims.torn = !text.EndsWith('\n');
        foreach (var line in text.Split('\n'))
        {
            if (Read(line) is not { } claim) continue;
            if (claim.Owner is null) claims.owners.Remove(claim.Path);
            else claims.owners[claim.Path] = claim.Owner;
        }

        return claims;
    }

    /// <summary>The urn of the resource that made the path, <see cref="Nobody"/>, or null when this provider didn't make it.</summary>
    public string? OwnerOf(string target)
    {
        lock (gate) return owners.GetValueOrDefault(target);
    }

    public void Claim(string target, string owner)
    {
        lock (gate)
        {
            if (owners.TryGetValue(target, out var known) && known == owner) return;
            Append(new PathClaim(target, owner));
            owners[target] = owner;
        }
    }

    public void Release(string target)
    {
        lock (gate)
        {
            if (!owners.ContainsKey(target)) return;
            if (owners.Count == 1 && path is not null) File.Delete(path);
            else Append(new PathClaim(target, null));
            owners.Remove(target);
        }
    }

    // The last line may be cut off by a crash; what it claimed wasn't made yet.
    private static PathClaim? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<PathClaim>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Append(PathClaim claim)
    {
        if (path is null) return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        var line = Encoding.UTF8.GetBytes((torn ? "\n" : "") + JsonSerializer.Serialize(claim) + "\n");

        // On a full disk only a part of it may get there.
        torn = true;
        stream.Write(line);
        stream.Flush(flushToDisk: true);
        torn = false;
    }

    /// <param name="Owner">Null releases the path.</param>
    private sealed record PathClaim(string Path, string? Owner);
}
