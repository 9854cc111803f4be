namespace McpIac.Compiler.Settings;

/// <summary>How access tokens are got for a server that is reached by HTTP.</summary>
/// <param name="ClientId">Null registers one, for a person who signs in.</param>
/// <param name="ClientSecret">The name of a secret of the project, for a program that signs in as itself; null for a person.</param>
/// <param name="Scopes">Empty for what the server says that it wants.</param>
/// <param name="TokenUrl">Null asks the server.</param>
public sealed record AuthSetting(string? ClientId, string? ClientSecret, IReadOnlyList<string> Scopes, Uri? TokenUrl);
