using McpIac.Compiler.Documents;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Compiler.Settings;

/// <summary><c>mciacc.yaml</c> → settings. Every problem is found, not the first.</summary>
internal sealed class SettingsReader(string file, Findings findings)
{
    private const int MaxName = 64;
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase) { "Accept", "Connection", "Content-Length", "Content-Type", "Host", "Transfer-Encoding" };

    public ProjectSettings Read(DocumentNode document)
    {
        CheckCharacters(document);
        var fields = new DocumentFields(document, "The project", findings, "name", "keyFile", "parameters", "providers", "secrets", "deployments", "state", "environments");
        var environments = new Dictionary<string, SettingsPart>(StringComparer.Ordinal);
        foreach (var member in fields.Map("environments")?.Members ?? [])
        {
            if (!IsName(member.Key)) findings.Add(SettingsProblems.NoEnvironmentName(member.Key, member.KeySpan.Place));
            environments[member.Key] = member.Value.Kind == DatumKind.Null ? SettingsPart.Empty
                : Part(new DocumentFields(member.Value, $"The environment {member.Key}", findings, "parameters", "providers", "secrets", "deployments", "state"), $"{member.Key} of {ProjectSettings.FileName}");
        }

        return new ProjectSettings(file, fields.Text("name"), Part(fields, ProjectSettings.FileName), environments) { KeyFile = fields.Text("keyFile") };
    }

    // The system takes it for a text's end, or not at all.
    private void CheckCharacters(DocumentNode node)
    {
        if (node.Text?.Contains('\0', StringComparison.Ordinal) == true) findings.Add(DocumentProblems.NoCharacter(node.Span.FirstLine));
        foreach (var item in node.Items) CheckCharacters(item);
        foreach (var member in node.Members)
        {
            if (member.Key.Contains('\0', StringComparison.Ordinal)) findings.Add(DocumentProblems.NoCharacter(member.KeySpan.Place));
            CheckCharacters(member.Value);
        }
    }

    public static GivenParameter Given(DocumentNode value, string source, bool isAsked) => new(value.Spelling, value.ToDatum(), source, isAsked);

    // It is a folder's name too.
    private static bool IsName(string name) => name.Length is > 0 and <= MaxName && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private SettingsPart Part(DocumentFields fields, string source)
    {
        var parameters = (fields.Map("parameters")?.Members ?? []).ToDictionary(
            m => m.Key, m => new ParameterSetting(Given(m.Value, source, isAsked: false), m.KeySpan.Place), StringComparer.Ordinal);
        var secrets = new Dictionary<string, SecretSetting>(StringComparer.Ordinal);
        foreach (var member in fields.Map("secrets")?.Members ?? [])
        {
            if (Secret(member) is { } secret) secrets[member.Key] = secret;
        }

        return new SettingsPart(parameters, (fields.Map("providers")?.Members ?? []).ToDictionary(m => m.Key, Provider, StringComparer.Ordinal), secrets)
        {
            Deployments = (fields.Map("deployments")?.Members ?? []).Select(m => (m.Key, Folder: Word(m.Value, $"The folder of the deployment {m.Key}")))
                .Where(d => d.Folder is not null).ToDictionary(d => d.Key, d => d.Folder ?? "", StringComparer.Ordinal),
            State = fields.Map("state") is { } state ? State(state) : null,
        };
    }

    private StateSettings? State(DocumentNode node)
    {
        const string Owner = "The state";
        var fields = new DocumentFields(node, Owner, findings, "backend", "connection", "password");
        if (fields.Required("backend") is not { } backend || fields.Text("backend") is not { } kind) return null;
        var (connection, password) = (fields.Any("connection"), fields.Any("password"));
        switch (kind)
        {
            case "file":
                foreach (var unused in new[] { connection, password }.OfType<DocumentNode>()) findings.Add(SettingsProblems.NotOfFiles(unused.Place));
                return new StateSettings(null, null, backend.Place);
            case "postgres":
                if (fields.Required("connection") is not { } address || Value(address, "connection of the state") is not { } value) return null;
                if (value.Text is { } text && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.UserInfo.Contains(':', StringComparison.Ordinal)) findings.Add(SettingsProblems.PasswordInClear(address.Place));
                return new StateSettings(value, password is null ? null : Value(password, "password of the state"), address.Place);
            default:
                findings.Add(SettingsProblems.NoSuchBackend(kind, backend.Place));
                return null;
        }
    }

    // A text, { env: VARIABLE } or { secret: NAME }.
    private StateValue? Value(DocumentNode node, string what)
    {
        if (node.Kind != DatumKind.Map) return Word(node, what) is { } text ? new StateValue(text, null, null) : null;
        var fields = new DocumentFields(node, char.ToUpperInvariant(what[0]) + what[1..], findings, "env", "secret");
        var value = new StateValue(null, fields.Text("env"), fields.Text("secret"));
        if (value.Variable is null != value.Secret is null) return value;
        if (node.Members.All(m => m.Key is "env" or "secret")) findings.Add(SettingsProblems.OneOfStateValue(what, node.Place));
        return null;
    }

    private SecretSetting? Secret(DocumentMember member)
    {
        var owner = $"The secret {member.Key}";
        if (!External.IsSecretName(member.Key)) findings.Add(SettingsProblems.NoSecretName(member.Key, member.KeySpan.Place));
        var fields = new DocumentFields(member.Value, owner, findings, "env", "file", "command", "store");
        var command = fields.List("command") is { } list ? Words(list, $"A word of the command of {member.Key}") : null;
        var setting = new SecretSetting(fields.Text("env"), fields.Text("file"), command is { Length: 0 } ? null : command, fields.Map("store") is { } store ? Store(store, member.Key) : null);
        var sources = new object?[] { setting.Variable, setting.File, setting.Command, setting.Store }.Count(s => s is not null);
        if (sources == 1) return setting;

        // Of a field that there isn't, or a store that isn't whole, was told already.
        if (sources > 1 || (member.Value.Kind == DatumKind.Map && member.Value.Members.All(m => m.Key is "env" or "file" or "command"))) findings.Add(SettingsProblems.OneSource(member.Key, member.KeySpan.Place));
        return null;
    }

    private StoreSetting? Store(DocumentNode node, string secret)
    {
        var fields = new DocumentFields(node, $"The store of {secret}", findings, "provider", "tool", "arguments", "at");
        var (provider, tool, arguments, at) = (fields.RequiredText("provider"), fields.RequiredText("tool"), fields.Map("arguments"), fields.Any("at"));
        if (at is not null && at.Text?.StartsWith('/') != true) findings.Add(DocumentProblems.WrongKind($"at of the store of {secret}", "a JSON pointer, as /data/password", at));
        return provider is null || tool is null ? null : new StoreSetting(provider, tool, arguments?.ToDatum() ?? Datum.EmptyMap, at?.Text);
    }

    private ProviderSettings Provider(DocumentMember member)
    {
        var owner = $"The provider {member.Key}";
        var fields = new DocumentFields(member.Value, owner, findings, "type", "version", "command", "url", "env", "inherit", "headers", "auth", "limits");
        var command = fields.List("command") is { } list ? Words(list, $"A word of the command of {member.Key}") : [];
        var (environment, inherited) = (new Dictionary<string, VariableSetting>(StringComparer.Ordinal), new List<string>());
        foreach (var variable in fields.Map("env")?.Members ?? [])
        {
            if (Variable(variable, member.Key) is { } value) environment[variable.Key] = value;
        }

        foreach (var name in fields.List("inherit")?.Items ?? [])
        {
            if (Word(name, $"A variable that {member.Key} inherits") is not { } text) continue;
            if (PassedVariables.IsPattern(text)) inherited.Add(text);
            else findings.Add(SettingsProblems.NoVariable(text, member.Key, name.Place));
        }

        var limits = fields.Map("limits") is { } written ? new DocumentFields(written, $"limits of {member.Key}", findings, "maxConcurrency", "requestsPerSecond") : null;
        var url = fields.Any("url") is { } address ? Address(member, address, command.Length > 0) : null;
        return new ProviderSettings(command, environment)
        {
            Inherit = inherited, Type = fields.Text("type"), Version = fields.Any("version") is { } version ? Version(member.Key, version) : null, Url = url, Headers = Headers(fields.Map("headers"), member.Key, url),
            Auth = fields.Map("auth") is { } auth ? Auth(auth, member.Key, fields.Map("headers")) : null,
            MaxConcurrency = limits?.Any("maxConcurrency") is { } most ? (int?)Limit(most, "maxConcurrency", whole: true) : null,
            RequestsPerSecond = limits?.Any("requestsPerSecond") is { } rate ? Limit(rate, "requestsPerSecond", whole: false) : null,
        };
    }

    private AuthSetting? Auth(DocumentNode node, string provider, DocumentNode? headers)
    {
        var owner = $"auth of {provider}";
        var isProgram = node.Members.Any(m => m.Key == "type" && m.Value.Text == "clientCredentials");
        var fields = new DocumentFields(node, owner, findings, isProgram ? ["type", "clientId", "clientSecret", "scopes", "tokenUrl"] : ["type", "clientId", "scopes"]);
        if (fields.RequiredText("type") is not { } type) return null;
        if (type is not ("clientCredentials" or "authorizationCode"))
        {
            findings.Add(SettingsProblems.NoSuchSignIn(type, provider, fields.Any("type")?.Place ?? node.Place));
            return null;
        }

        if (headers?.Members.FirstOrDefault(m => m.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)) is { } header) findings.Add(SettingsProblems.TwoSignIns(provider, header.KeySpan.Place));
        string[] scopes = fields.List("scopes") is { } list ? Words(list, $"A scope of {owner}") : [];
        if (!isProgram) return new AuthSetting(fields.Text("clientId"), null, scopes, null);
        var (client, secret, token) = (fields.RequiredText("clientId"), fields.Required("clientSecret"), fields.Any("tokenUrl"));
        var address = token is null ? null : Snapshot.UrlOf(token.Text);
        if (token is not null && address is not ({ Scheme: "https" } or { IsLoopback: true })) findings.Add(SettingsProblems.NoTokenUrl(provider, token.Place));
        if (secret is null) return null;
        if (secret.Kind != DatumKind.Map)
        {
            findings.Add(SettingsProblems.ClientSecretInClear(provider, secret.Place));
            return null;
        }

        return new DocumentFields(secret, $"clientSecret of {provider}", findings, "secret").RequiredText("secret") is { } name && client is not null ? new AuthSetting(client, name, scopes, address) : null;
    }

    private VersionConstraint? Version(string provider, DocumentNode node)
    {
        if (Word(node, $"The version of {provider}") is not { } text) return null;
        var constraint = VersionConstraint.Parse(text, node.Place);
        if (constraint is null) findings.Add(SettingsProblems.NoVersion(provider, text, node.Place));
        return constraint;
    }

    private Uri? Address(DocumentMember provider, DocumentNode address, bool hasCommand)
    {
        if (hasCommand) findings.Add(SettingsProblems.CommandAndUrl(provider.Key, address.Place));
        var url = Snapshot.UrlOf(address.Text);
        if (url is null) findings.Add(SettingsProblems.NoUrl(provider.Key, address.Place));
        return url;
    }

    private Dictionary<string, VariableSetting> Headers(DocumentNode? written, string provider, Uri? url)
    {
        var headers = new Dictionary<string, VariableSetting>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in written?.Members ?? [])
        {
            if (Variable(header, provider) is not { } value) continue;
            if (!IsHeader(header.Key, value)) findings.Add(SettingsProblems.NoHeader(header.Key, provider, header.KeySpan.Place));
            else if (value.Secret && url is { Scheme: "http", IsLoopback: false }) findings.Add(SettingsProblems.SecretInClear(header.Key, provider, header.KeySpan.Place));
            else headers[header.Key] = value;
        }

        return headers;
    }

    // A token of RFC 9110; what MCP and HTTP say themselves isn't anybody's to say.
    private static bool IsHeader(string name, VariableSetting value) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
        && !name.StartsWith("Mcp-", StringComparison.OrdinalIgnoreCase) && !Reserved.Contains(name) && (value.Secret || value.Value.All(c => c is >= ' ' and <= '~' or '\t'));

    private double? Limit(DocumentNode node, string what, bool whole)
    {
        if (node.Scalar is { Kind: DatumKind.Number } scalar && scalar.AsDouble() is > 0 and var number && (!whole || (number <= int.MaxValue && number == Math.Floor(number)))) return number;
        findings.Add(DocumentProblems.WrongKind(what, whole ? "a whole number from 1" : "a number above 0", node));
        return null;
    }

    // A text, or { secret: NAME }.
    private VariableSetting? Variable(DocumentMember member, string provider)
    {
        if (member.Value.Kind == DatumKind.Map)
            return new DocumentFields(member.Value, $"{member.Key} of {provider}", findings, "secret").RequiredText("secret") is { } name ? new VariableSetting(name, Secret: true) : null;
        return Word(member.Value, $"{member.Key} of {provider}") is { } value ? new VariableSetting(value, Secret: false) : null;
    }

    private string[] Words(DocumentNode list, string what) => [.. list.Items.Select(w => Word(w, what)).OfType<string>()];

    // A number or a boolean is the text that it was written as.
    private string? Word(DocumentNode node, string what)
    {
        if (node.Kind is DatumKind.Text or DatumKind.Number or DatumKind.Boolean) return node.Text ?? node.Spelling ?? node.Scalar?.ToString();
        findings.Add(DocumentProblems.WrongKind(what, "a text", node));
        return null;
    }
}
