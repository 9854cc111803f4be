namespace McpIac.Compiler.Settings;

/// <summary>What <c>mciacc.yaml</c> says for all programs of a project.</summary>
/// <param name="File">Absolute; null when there is no such file.</param>
/// <param name="Name">What a deployment is called whose program doesn't say it.</param>
/// <param name="Common">What holds whatever the environment.</param>
/// <param name="Environments">What holds in one of them, by name.</param>
public sealed record ProjectSettings(string? File, string? Name, SettingsPart Common, IReadOnlyDictionary<string, SettingsPart> Environments)
{
    /// <summary>The key file of the encrypted secrets, relative to the file; null for a passphrase.</summary>
    public string? KeyFile { get; init; }

    public const string FileName = "mciacc.yaml";

    /// <summary>Those of a project without the file.</summary>
    public static ProjectSettings None { get; } = new(null, null, SettingsPart.Empty, new Dictionary<string, SettingsPart>());

    /// <summary>Where relative paths of the file begin; null when there is no such file.</summary>
    public string? Folder => Path.GetDirectoryName(File);

    /// <summary>What holds in an environment; null stands for none.</summary>
    public SettingsPart In(string? environment) =>
        environment is not null && Environments.TryGetValue(environment, out var own) ? Common.With(own) : Common;
}
