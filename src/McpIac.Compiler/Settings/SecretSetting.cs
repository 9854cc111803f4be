namespace McpIac.Compiler.Settings;

/// <summary>Where a secret comes from that isn't in the file of encrypted ones. Exactly one is set.</summary>
/// <param name="Variable">An environment variable.</param>
/// <param name="File">A file, relative to <c>mciacc.yaml</c>.</param>
/// <param name="Command">A list of words; what it prints is the secret.</param>
/// <param name="Store">A provider's server that keeps it.</param>
public sealed record SecretSetting(string? Variable, string? File, IReadOnlyList<string>? Command, StoreSetting? Store = null);

/// <summary>How a server is asked for a secret that it keeps.</summary>
/// <param name="Tool">A tool of the server, called as it is.</param>
/// <param name="Arguments">Its arguments, a map.</param>
/// <param name="At">A JSON pointer into what it answers; null when its text is the secret.</param>
public sealed record StoreSetting(string Provider, string Tool, Schemas.Data.Datum Arguments, string? At);
