using McpIac.Compiler.Suggestions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Settings;

/// <summary>What can be wrong with <c>mciacc.yaml</c> besides its form; a page each in docs/diagnostics.</summary>
public static class SettingsProblems
{
    public static Diagnostic NoSuchEnvironment(string name, ProjectSettings settings) => Diagnostic.Error("MCI1270",
        settings.File is null ? $"There is no environment {name}: no {ProjectSettings.FileName} is here or in a folder above." : $"There is no environment {name} in {ProjectSettings.FileName}.",
        settings.File is null ? null : new SourcePlace(settings.File, 0),
        Suggestion.For(name, settings.Environments.Keys)
            ?? (settings.Environments.Count > 0 ? $"There is: {string.Join(", ", settings.Environments.Keys)}." : $"Declare it: environments: {{ {name}: {{}} }} in {ProjectSettings.FileName}."));

    public static Diagnostic ParameterNotOfProgram(string name, string meant, SourcePlace place) => Diagnostic.Warning("MCI1271",
        $"The program has no parameter {name}, so this value is for nothing.", place, $"Did you mean {meant}?");

    internal static Diagnostic NoEnvironmentName(string name, SourcePlace place) => Diagnostic.Error("MCI1272",
        $"'{name}' can't name an environment.", place, "A name has letters of ASCII, digits, '-', '_' and '.', begins with a letter or a digit, and has at most 64 characters.");

    internal static Diagnostic NoSecretName(string name, SourcePlace place) => Diagnostic.Error("MCI1273",
        $"'{name}' can't name a secret.", place, "A name has letters and digits of ASCII, '-', '_', '.' and '/', begins with a letter or a digit, and has at most 100 characters.");

    internal static Diagnostic OneSource(string name, SourcePlace place) => Diagnostic.Error("MCI1274",
        $"The secret {name} needs one source.", place, "Give it one of env, file, command and store; one without any is kept encrypted, and needs no entry.");

    internal static Diagnostic NoVersion(string provider, string text, SourcePlace place) => Diagnostic.Error("MCI1279",
        $"'{text}' says no versions of {provider}.", place, "Write a range of semantic versions: '>=1.2 <2', '^1.2', '~1.2.3' or '1.x'.");

    public static Diagnostic OtherVersion(string provider, string which, string version, VersionConstraint asked, bool? has) => Diagnostic.Error("MCI1280",
        has is null ? $"{which} is of version {(version.Length == 0 ? "unknown" : version)}, and whether that is one of {asked.Text} can't be told." : $"{which} is of version {version}, and {asked.Text} is asked for.", asked.Place,
        $"Take a server of such a version and 'mciacc provider pull {provider}', or change what is asked for.");

    internal static Diagnostic NoVariable(string name, string provider, SourcePlace place) => Diagnostic.Error("MCI1285",
        $"'{name}' of {provider} names no variables that could be inherited.", place, "Write a variable's name, or how several begin with * at the end, as AWS_*.");

    internal static Diagnostic NoUrl(string provider, SourcePlace place) => Diagnostic.Error("MCI1277",
        $"The url of the provider {provider} isn't one that a server is reached by.", place, "Write an address of http or https, as https://mcp.example.com/mcp; a name and a password belong in headers, as secrets.");

    internal static Diagnostic CommandAndUrl(string provider, SourcePlace place) => Diagnostic.Error("MCI1277",
        $"The provider {provider} has a command and a url, and its server is either started or reached.", place, "Take one of them out.");

    internal static Diagnostic NoHeader(string name, string provider, SourcePlace place) => Diagnostic.Error("MCI1278",
        $"'{name}' of {provider} can't be a header.", place, "A header's name is of letters, digits and '-', and none that HTTP or MCP sets itself; its value is ASCII.");

    internal static Diagnostic SecretInClear(string name, string provider, SourcePlace place) => Diagnostic.Error("MCI1278",
        $"The header {name} of {provider} is a secret, and would travel in the clear.", place, "Reach the server by https; http is for this machine alone.");

    internal static Diagnostic NoSuchSignIn(string type, string provider, SourcePlace place) => Diagnostic.Error("MCI1286",
        $"'{type}' is no way to get access tokens for {provider}.", place, "Write clientCredentials, for a program that signs in as itself, or authorizationCode, for a person with a browser.");

    internal static Diagnostic TwoSignIns(string provider, SourcePlace place) => Diagnostic.Error("MCI1286",
        $"The provider {provider} has auth and a header Authorization, and a request carries one of them.", place, "Take one of them out.");

    internal static Diagnostic NoTokenUrl(string provider, SourcePlace place) => Diagnostic.Error("MCI1286",
        $"The tokenUrl of {provider} isn't one that a secret is sent to.", place, "Write an address of https, or of this machine; or leave it out, and the server is asked.");

    internal static Diagnostic ClientSecretInClear(string provider, SourcePlace place) => Diagnostic.Error("MCI1286",
        $"The clientSecret of {provider} stands in {ProjectSettings.FileName}, which is meant to be committed.", place, "Write { secret: NAME }, a secret of the project.");

    internal static Diagnostic NoSuchBackend(string name, SourcePlace place) => Diagnostic.Error("MCI5024",
        $"State can't be kept in '{name}'.", place, "Write postgres, or file for a file beside the program.");

    internal static Diagnostic NotOfFiles(SourcePlace place) => Diagnostic.Error("MCI5024",
        "State in a file has no connection and no password.", place, "Take it out, or write backend: postgres.");

    internal static Diagnostic OneOfStateValue(string what, SourcePlace place) => Diagnostic.Error("MCI5024",
        $"The {what} needs one source.", place, "Write { env: VARIABLE } or { secret: NAME }.");

    internal static Diagnostic PasswordInClear(SourcePlace place) => Diagnostic.Warning("MCI5025",
        $"The password of the state database stands in {ProjectSettings.FileName}, which is meant to be committed.", place,
        "Leave it out of the address, and write password: { secret: NAME } or { env: VARIABLE }.");

    internal static Diagnostic SecondDocument(SourcePlace place) => Diagnostic.Error("MCI1201",
        $"{ProjectSettings.FileName} holds one document, and this is a second.", place, "Take out the ---.");
}
