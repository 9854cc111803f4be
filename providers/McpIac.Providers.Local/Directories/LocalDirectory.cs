using McpIac.Providers.Handlers;
using McpIac.Providers.Local.Ownership;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Local.Directories;

/// <summary>What happens on disk for <c>local:directory</c>.</summary>
internal sealed class LocalDirectory(Paths paths, Claims claims)
{
    private const int NamedWhenInUse = 5;

    public DirectoryOutputs Create(DirectoryProperties properties, string urn)
    {
        var path = paths.Resolve(properties.Path);
        return Io.Guard(properties.Path, () =>
        {
            if (File.Exists(path)) throw new ProviderException(ErrorCodes.AlreadyExists, $"{properties.Path} is a file", path: "/path");
            var owner = claims.OwnerOf(path);
            if (Directory.Exists(path))
            {
                if (owner is { Length: > 0 } && owner != urn) throw new ProviderException(ErrorCodes.AlreadyExists, $"{properties.Path} was made by {owner}", path: "/path");
                if (owner is null) return new DirectoryOutputs(path, properties.Path); // there before us: used, and left where it is
            }

            paths.MakeParents(path);
            claims.Claim(path, urn);
            Directory.CreateDirectory(path);
            SetMode(path, properties.Mode);
            return new DirectoryOutputs(path, properties.Path);
        });
    }

    public DirectoryOutputs Update(DirectoryProperties properties)
    {
        var path = paths.Resolve(properties.Path);
        return Io.Guard(properties.Path, () =>
        {
            if (!Directory.Exists(path)) throw new ProviderException(ErrorCodes.NotFound, $"{properties.Path} isn't there any more");
            SetMode(path, properties.Mode);
            return new DirectoryOutputs(path, properties.Path);
        });
    }

    public DirectoryProperties? Read(DirectoryProperties known)
    {
        var path = paths.Resolve(known.Path);
        return Io.Guard(known.Path, () =>
        {
            if (!Directory.Exists(path)) return null;
            var mode = known.Mode is { } asked && !OperatingSystem.IsWindows() ? Modes.Format(File.GetUnixFileMode(path), asked) : known.Mode;
            return known with { Mode = mode };
        });
    }

    /// <returns>False when the directory was there before us and stays.</returns>
    public bool Delete(string writtenPath, string urn)
    {
        var path = paths.Resolve(writtenPath);
        return Io.Guard(writtenPath, () =>
        {
            if (claims.OwnerOf(path) != urn) return !Directory.Exists(path);
            if (Directory.Exists(path)) RemoveEmpty(path, writtenPath);
            claims.Release(path);
            paths.RemoveEmptyParents(path);
            return true;
        });
    }

    private static void RemoveEmpty(string path, string writtenPath)
    {
        var left = Directory.EnumerateFileSystemEntries(path).Take(NamedWhenInUse + 1).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        if (left.Length > 0)
        {
            var names = string.Join(", ", left.Take(NamedWhenInUse)) + (left.Length > NamedWhenInUse ? " and more" : "");
            throw new ProviderException(ErrorCodes.InUse, $"{writtenPath} still holds {names}");
        }

        Directory.Delete(path);
    }

    private static void SetMode(string path, string? mode)
    {
        if (mode is not null && !OperatingSystem.IsWindows()) File.SetUnixFileMode(path, Modes.Parse(mode));
    }
}
