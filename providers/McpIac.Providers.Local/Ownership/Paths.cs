using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Local.Ownership;

/// <summary>Paths as authors write them, and directories made along the way.</summary>
internal sealed class Paths(string baseDirectory, Claims claims)
{
    // Two resources may make and remove a directory that they share.
    private readonly Lock gate = new();

    public string Base => baseDirectory;

    /// <summary>The absolute path. Relative ones start from the program's folder.</summary>
    public string Resolve(string path)
    {
        if (path.Length == 0 || path.Contains('\0')) throw new ProviderException(ErrorCodes.Invalid, "the path is empty or holds a NUL", path: "/path");
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, baseDirectory));
    }

    /// <summary>Makes what is missing above a path, and remembers it as made by us.</summary>
    public void MakeParents(string absolute)
    {
        lock (gate)
        {
            var missing = new Stack<string>();
            for (var parent = Path.GetDirectoryName(absolute); parent is not null && !Directory.Exists(parent); parent = Path.GetDirectoryName(parent))
            {
                missing.Push(parent);
            }

            foreach (var directory in missing)
            {
                claims.Claim(directory, Claims.Nobody);
                Directory.CreateDirectory(directory);
            }
        }
    }

    /// <summary>Removes directories above a path that were made only for files and are empty now.</summary>
    public void RemoveEmptyParents(string absolute)
    {
        lock (gate)
        {
            for (var parent = Path.GetDirectoryName(absolute); parent is not null && claims.OwnerOf(parent) == Claims.Nobody; parent = Path.GetDirectoryName(parent))
            {
                if (Directory.Exists(parent) && Directory.EnumerateFileSystemEntries(parent).Any()) return;
                if (Directory.Exists(parent)) Directory.Delete(parent);
                claims.Release(parent);
            }
        }
    }
}
