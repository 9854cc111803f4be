namespace McpIac.Compiler.Settings;

/// <summary>Where a secret comes from that isn't in the file of encrypted ones. Exactly one is set.</summary>
/// <param name="Variable">An environment variable.</param>
/// <param name="File">A file, relative to <c>mciacc.yaml</c>.</param>
/// <param name="Command">A list of words; what it prints is the secret.</param>
public sealed record SecretSetting(string? Variable, string? File, IReadOnlyList<string>? Command);
