using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Externals;

/// <summary>What can be wrong with files that a program consumes; a page each in docs/diagnostics.</summary>
internal static class ExternalProblems
{
    public static Diagnostic Missing(string kind, string path) => Diagnostic.Error("MCI1275",
        kind == "archive" ? $"There is no folder {path}." : $"There is no file {path}.", null, "A path is relative to the program's folder.");

    public static Diagnostic NotRelative(string path) => Diagnostic.Error("MCI1275",
        path.Length == 0 ? "A file's path is empty." : $"The path {path} isn't relative to the program's folder, so the program would be of this machine alone.", null, "Write a relative path.");

    public static Diagnostic Unreadable(string path, string why) => Diagnostic.Error("MCI1275", $"{path} can't be read: {why}.", null, "Check its permissions.");

    public static Diagnostic NoText(string kind, string path) => Diagnostic.Error("MCI1276",
        kind == "archive" ? $"{path} is an archive, which is no text." : $"{path} is no text in UTF-8.", null, "Ask for its Base64, its Path or its Sha256 (in YAML .base64, .path, .sha256).");

    public static Diagnostic TooLarge(string path) => Diagnostic.Error("MCI1276",
        $"{path} is larger than 4 MiB, too large to stand in a plan.", null, "Ask for its Path and its Sha256 (in YAML .path, .sha256).");

    public static Diagnostic Changed(string path) => Diagnostic.Error("MCI4070",
        $"{path} was changed since the plan was made.", null, "Apply again.");
}
