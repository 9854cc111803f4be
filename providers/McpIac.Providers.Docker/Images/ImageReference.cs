namespace McpIac.Providers.Docker.Images;

/// <summary>What names an image: <c>registry:5000/team/app:1.4</c>, <c>app@sha256:…</c>.</summary>
/// <param name="Tag">Or digest; <c>latest</c> where nothing is said, as Docker has it.</param>
internal sealed record ImageReference(string Repository, string Tag)
{
    public const string Pattern = "^[a-z0-9]+([._:/-]+[a-zA-Z0-9_]+)*(@sha256:[0-9a-f]{64})?$";

    public bool IsDigest => Tag.StartsWith("sha256:", StringComparison.Ordinal);

    public static ImageReference Of(string text)
    {
        if (text.IndexOf('@') is > 0 and var at) return new ImageReference(Untagged(text[..at]), text[(at + 1)..]);
        var repository = Untagged(text);
        return new ImageReference(repository, repository.Length < text.Length ? text[(repository.Length + 1)..] : "latest");
    }

    /// <summary>With the tag, as the daemon lists it.</summary>
    public override string ToString() => IsDigest ? $"{Repository}@{Tag}" : $"{Repository}:{Tag}";

    // A colon before the last slash is a port's.
    private static string Untagged(string text) => text.LastIndexOf(':') is var colon and > 0 && colon > text.LastIndexOf('/') ? text[..colon] : text;
}
