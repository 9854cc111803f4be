using McpIac.Compiler.Documents;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Settings;

/// <summary><c>mciacc.yaml</c> → settings. Every problem is found, not the first.</summary>
internal sealed class SettingsReader(string file, Findings findings)
{
    private const int MaxName = 64;

    public ProjectSettings Read(DocumentNode document)
    {
        var fields = new DocumentFields(document, "The project", findings, "name", "parameters", "providers", "environments");
        var environments = new Dictionary<string, SettingsPart>(StringComparer.Ordinal);
        foreach (var member in fields.Map("environments")?.Members ?? [])
        {
            if (!IsName(member.Key)) findings.Add(SettingsProblems.NoEnvironmentName(member.Key, member.KeySpan.Place));
            environments[member.Key] = member.Value.Kind == DatumKind.Null ? SettingsPart.Empty
                : Part(new DocumentFields(member.Value, $"The environment {member.Key}", findings, "parameters", "providers"), $"{member.Key} of {ProjectSettings.FileName}");
        }

        return new ProjectSettings(file, fields.Text("name"), Part(fields, ProjectSettings.FileName), environments);
    }

    public static GivenParameter Given(DocumentNode value, string source, bool isAsked) => new(value.Spelling, value.ToDatum(), source, isAsked);

    // It is a folder's name too.
    private static bool IsName(string name) => name.Length is > 0 and <= MaxName && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private SettingsPart Part(DocumentFields fields, string source)
    {
        var parameters = (fields.Map("parameters")?.Members ?? []).ToDictionary(
            m => m.Key, m => new ParameterSetting(Given(m.Value, source, isAsked: false), m.KeySpan.Place), StringComparer.Ordinal);
        return new SettingsPart(parameters, (fields.Map("providers")?.Members ?? []).ToDictionary(m => m.Key, Provider, StringComparer.Ordinal));
    }

    private ProviderSettings Provider(DocumentMember member)
    {
        var owner = $"The provider {member.Key}";
        var fields = new DocumentFields(member.Value, owner, findings, "type", "command", "env");
        string[] command = [.. (fields.List("command")?.Items ?? []).Select(w => Word(w, $"A word of the command of {member.Key}")).OfType<string>()];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in fields.Map("env")?.Members ?? [])
        {
            if (Word(variable.Value, $"{variable.Key} of {member.Key}") is { } value) environment[variable.Key] = value;
        }

        return new ProviderSettings(command, environment) { Type = fields.Text("type") };
    }

    // A number or a boolean is the text that it was written as.
    private string? Word(DocumentNode node, string what)
    {
        if (node.Kind is DatumKind.Text or DatumKind.Number or DatumKind.Boolean) return node.Text ?? node.Spelling ?? node.Scalar?.ToString();
        findings.Add(DocumentProblems.WrongKind(what, "a text", node));
        return null;
    }
}
