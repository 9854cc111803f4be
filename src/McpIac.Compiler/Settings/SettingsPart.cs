using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Settings;

/// <summary>Settings that an environment can have of its own.</summary>
public sealed record SettingsPart(IReadOnlyDictionary<string, ParameterSetting> Parameters, IReadOnlyDictionary<string, ProviderSettings> Providers,
    IReadOnlyDictionary<string, SecretSetting> Secrets)
{
    /// <summary>Where the state of other deployments is, by the deployment's name: the folder of its program, relative to <c>mciacc.yaml</c>.</summary>
    public IReadOnlyDictionary<string, string> Deployments { get; init; } = new Dictionary<string, string>();

    /// <summary>Null for what holds without: a file beside the program.</summary>
    public StateSettings? State { get; init; }

    public static SettingsPart Empty { get; } = new(new Dictionary<string, ParameterSetting>(), new Dictionary<string, ProviderSettings>(), new Dictionary<string, SecretSetting>());

    /// <summary>These, and over them others.</summary>
    public SettingsPart With(SettingsPart over) => new(
        Merged(Parameters, over.Parameters, (_, own) => own),
        Merged(Providers, over.Providers, (common, own) => common.With(own)),
        Merged(Secrets, over.Secrets, (_, own) => own))
    {
        Deployments = Merged(Deployments, over.Deployments, (_, own) => own),
        State = over.State ?? State,
    };

    /// <summary>The providers that are other servers of one, which resources can ask for, with that one's name.</summary>
    public IReadOnlyDictionary<string, string> Instances =>
        Providers.Where(p => p.Value.Type is { } type && type != p.Key).ToDictionary(p => p.Key, p => p.Value.Type ?? "", StringComparer.Ordinal);

    private static Dictionary<string, T> Merged<T>(IReadOnlyDictionary<string, T> common, IReadOnlyDictionary<string, T> own, Func<T, T, T> both)
    {
        var merged = new Dictionary<string, T>(common, StringComparer.Ordinal);
        foreach (var (name, value) in own) merged[name] = merged.TryGetValue(name, out var before) ? both(before, value) : value;
        return merged;
    }
}

/// <summary>A parameter's value.</summary>
public sealed record ParameterSetting(Dsl.Parameters.GivenParameter Value, SourcePlace Place);

/// <summary>How a provider's server is started, or reached, here.</summary>
/// <param name="Command">A list of words, run in the file's folder; empty when the snapshot says it, or there is a url.</param>
/// <param name="Environment">Variables that the server gets beside those that it inherits.</param>
public sealed record ProviderSettings(IReadOnlyList<string> Command, IReadOnlyDictionary<string, VariableSetting> Environment)
{
    public static ProviderSettings Empty { get; } = new([], new Dictionary<string, VariableSetting>());

    /// <summary>Variables of this process that the server inherits, beside what every program needs: names, with <c>*</c> at the end for all that begin so.</summary>
    public IReadOnlyList<string> Inherit { get; init; } = [];

    /// <summary>Where its server is reached by HTTP; null for one that is started.</summary>
    public Uri? Url { get; init; }

    /// <summary>Which versions of its server will do; null for any.</summary>
    public VersionConstraint? Version { get; init; }

    /// <summary>Headers of each request to a server that is reached by HTTP.</summary>
    public IReadOnlyDictionary<string, VariableSetting> Headers { get; init; } = new Dictionary<string, VariableSetting>();

    /// <summary>How access tokens are got for a server that is reached by HTTP; null for none.</summary>
    public AuthSetting? Auth { get; init; }

    /// <summary>The provider that this is another server of; null for that of its own name.</summary>
    public string? Type { get; init; }

    /// <summary>How many changes and questions its server gets at once at most; null when only its own limit holds.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>How many changes and questions are begun a second, on average; null when only its own limit holds.</summary>
    public double? RequestsPerSecond { get; init; }

    public ProviderSettings With(ProviderSettings over)
    {
        // One that says how its server is reached says it whole: a command takes a url's place, and a url a command's.
        var own = over.Command.Count > 0 || over.Url is not null;
        return new(own ? over.Command : Command, Over(Environment, over.Environment, StringComparer.Ordinal))
        {
            Inherit = [.. Inherit.Union(over.Inherit)], Url = own ? over.Url : Url, Headers = Over(Headers, over.Headers, StringComparer.OrdinalIgnoreCase),
            Auth = over.Auth ?? Auth, Type = over.Type ?? Type, Version = over.Version ?? Version, MaxConcurrency = over.MaxConcurrency ?? MaxConcurrency, RequestsPerSecond = over.RequestsPerSecond ?? RequestsPerSecond,
        };
    }

    private static Dictionary<string, VariableSetting> Over(IReadOnlyDictionary<string, VariableSetting> common, IReadOnlyDictionary<string, VariableSetting> own, StringComparer comparer)
    {
        var both = new Dictionary<string, VariableSetting>(common, comparer);
        foreach (var (name, value) in own) both[name] = value;
        return both;
    }
}

/// <summary>A server's variable or header: a text, or a secret of the project.</summary>
/// <param name="Secret">True when <paramref name="Value"/> is the secret's name.</param>
public sealed record VariableSetting(string Value, bool Secret);
