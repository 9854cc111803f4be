using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;
using McpIac.Plans.Secrets;

namespace McpIac.Cli.Secrets;

/// <summary>What can be wrong with the project's secrets; a page each in docs/diagnostics. None shows a secret.</summary>
internal static class SecretProblems
{
    public static Diagnostic NoSuch(string name, IEnumerable<string> known) => Diagnostic.Error("MCI5070",
        $"The project has no secret {name}.", null, Nearest.To(name, known) is { } near ? $"Did you mean {near}?" : $"Set it: 'mciacc secret set {name}'.");

    public static Diagnostic Locked(string file) => Diagnostic.Error("MCI5071",
        $"{file} is locked, and nobody is here to unlock it.", null, $"Set the environment variable {OwnVariables.Passphrase}.");

    public static Diagnostic KeyFileMissing(string file, string? keyFile) => Diagnostic.Error("MCI5071",
        keyFile is null ? $"{file} is locked by a key file, which nothing names." : $"{file} is locked, and its key file {keyFile} isn't there.", null, $"Name the key file by keyFile in mciacc.yaml or the environment variable {OwnVariables.KeyFile}.");

    public static Diagnostic WrongKey(string file, bool isPassphrase) => Diagnostic.Error("MCI5072",
        isPassphrase ? $"This is not the passphrase of {file}." : $"This is not the key file of {file}.", null,
        isPassphrase ? "Give the one that it was made or rotated with last." : $"Name the right one by keyFile in mciacc.yaml or {OwnVariables.KeyFile}.");

    public static Diagnostic Damaged(string file) => Diagnostic.Error("MCI5073",
        $"{file} is no file of secrets, or of a newer mciacc.", null, "Restore it from the repository.");

    public static Diagnostic Damaged(string file, string name) => Diagnostic.Error("MCI5073",
        $"The secret {name} in {file} is damaged, or was moved there from another name.", null, $"Restore it from the repository, or set it again: 'mciacc secret set {name}'.");

    public static Diagnostic NoValue(string name, string why) => Diagnostic.Error("MCI5074", $"The secret {name} has no value: {why}.", null, "Mend its source in mciacc.yaml, or what it says.");

    public static Diagnostic NoName(string name) => Diagnostic.Error("MCI5075",
        $"'{name}' can't name a secret.", null, "A name has letters and digits of ASCII, '-', '_', '.' and '/', begins with a letter or a digit, and has at most 100 characters.");

    public static Diagnostic Refused(string why, string remedy) => Diagnostic.Error("MCI5076", why, null, remedy);

    public static Diagnostic HasSource(string name, string source) => Diagnostic.Error("MCI5076",
        $"By mciacc.yaml the secret {name} comes from {source}, so a value set here would be for nothing.", null, "Set it there, or take its source out of mciacc.yaml.");
}
