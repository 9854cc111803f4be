using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Local.Ownership;

/// <summary>What the file system refuses, in the standard's words.</summary>
internal static class Io
{
    public static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ProviderException(ErrorCodes.Denied, $"{path}: {e.Message}");
        }
        catch (Exception e) when (e is PathTooLongException or ArgumentException or NotSupportedException)
        {
            throw new ProviderException(ErrorCodes.Invalid, $"{path}: {e.Message}", path: "/path");
        }
        catch (IOException e)
        {
            throw new ProviderException(ErrorCodes.Internal, $"{path}: {e.Message}");
        }
    }

    public static void Guard(string path, Action work) => Guard(path, () =>
    {
        work();
        return true;
    });
}
