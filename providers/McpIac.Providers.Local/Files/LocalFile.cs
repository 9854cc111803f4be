using System.Text;
using McpIac.Providers.Handlers;
using McpIac.Providers.Local.Ownership;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Local.Files;

/// <summary>What happens on disk for <c>local:file</c>.</summary>
internal sealed class LocalFile(Paths paths, Claims claims)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public FileOutputs Create(FileProperties properties, string urn)
    {
        var path = paths.Resolve(properties.Path);
        var content = ContentOf(properties);
        return Io.Guard(properties.Path, () =>
        {
            if (Directory.Exists(path)) throw Exists($"{properties.Path} is a directory");
            var owner = claims.OwnerOf(path);
            if (owner != urn && FileContent.Read(path) is { } there)
            {
                if (owner is { Length: > 0 }) throw Exists($"{properties.Path} was made by {owner}");
                if (!IsAsAsked(there, content, properties)) throw Exists($"{properties.Path} exists with other content and wasn't made by this deployment");
                return Outputs(properties, path, content); // taken over as it is, and left where it is on deletion
            }

            Write(path, content, properties, urn);
            return Outputs(properties, path, content);
        });
    }

    public FileOutputs Update(FileProperties properties, string urn)
    {
        var path = paths.Resolve(properties.Path);
        var content = ContentOf(properties);
        return Io.Guard(properties.Path, () =>
        {
            Write(path, content, properties, urn);
            return Outputs(properties, path, content);
        });
    }

    /// <summary>The file as it is, or null. Content comes back the way it was given: as text, base64 or sensitive text.</summary>
    public (FileProperties Properties, FileOutputs Outputs)? Read(FileProperties known, bool sensitive)
    {
        var path = paths.Resolve(known.Path);
        return Io.Guard<(FileProperties, FileOutputs)?>(known.Path, () =>
        {
            if (FileContent.Read(path) is not { } there) return null;
            var mode = known.Mode is { } asked && there.Mode is { } actual ? Modes.Format(actual, asked) : known.Mode;
            var bare = new FileProperties { Path = known.Path, Mode = mode };
            var text = there.Bytes is { } bytes ? FileContent.AsText(bytes) : null;
            var properties = there.Bytes is null ? bare
                : sensitive ? bare with { SensitiveContent = text ?? Convert.ToBase64String(there.Bytes) }
                : known.ContentBase64 is not null || text is null ? bare with { ContentBase64 = Convert.ToBase64String(there.Bytes) }
                : known.Content is null && text.Length == 0 ? bare
                : bare with { Content = text };
            return (properties, new FileOutputs(path, known.Path, there.Size, sensitive ? null : there.Sha256));
        });
    }

    /// <returns>False when the file was there before us and stays.</returns>
    public bool Delete(string writtenPath, string urn)
    {
        var path = paths.Resolve(writtenPath);
        return Io.Guard(writtenPath, () =>
        {
            if (claims.OwnerOf(path) != urn) return !File.Exists(path);
            if (Directory.Exists(Path.GetDirectoryName(path))) File.Delete(path);
            claims.Release(path);
            paths.RemoveEmptyParents(path);
            return true;
        });
    }

    public static byte[] ContentOf(FileProperties properties)
    {
        if (properties.ContentBase64 is null) return Encoding.UTF8.GetBytes(properties.Content ?? properties.SensitiveContent ?? "");
        try
        {
            return Convert.FromBase64String(properties.ContentBase64);
        }
        catch (FormatException)
        {
            throw new ProviderException(ErrorCodes.Invalid, "contentBase64 is no base64", path: "/contentBase64");
        }
    }

    private void Write(string path, byte[] content, FileProperties properties, string urn)
    {
        var mode = properties.Mode is { } asked ? Modes.Parse(asked) : properties.SensitiveContent is null ? (UnixFileMode?)null : OwnerOnly;
        try
        {
            paths.MakeParents(path);
            claims.Claim(path, urn);
            FileContent.WriteAtomically(path, content, mode);
        }
        catch
        {
            if (!File.Exists(path))
            {
                claims.Release(path);
                paths.RemoveEmptyParents(path);
            }

            throw;
        }
    }

    private static bool IsAsAsked(FileState there, byte[] content, FileProperties properties) =>
        there.Sha256 == FileContent.HashOf(content) && (properties.Mode is null || there.Mode is null || there.Mode == Modes.Parse(properties.Mode));

    private static FileOutputs Outputs(FileProperties properties, string path, byte[] content) =>
        new(path, properties.Path, content.Length, properties.SensitiveContent is null ? FileContent.HashOf(content) : null);

    private static ProviderException Exists(string message) => new(ErrorCodes.AlreadyExists, message, path: "/path");
}
