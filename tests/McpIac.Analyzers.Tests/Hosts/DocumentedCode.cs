using System.Text.RegularExpressions;

namespace McpIac.Analyzers.Tests.Hosts;

/// <summary>The code in a page of the documentation.</summary>
internal static partial class DocumentedCode
{
    public static IReadOnlyList<string> Of(string language, params string[] path) =>
        [.. Fence().Matches(File.ReadAllText(Repository.Path(path))).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["code"].Value)];

    [GeneratedRegex(@"^```(?<language>\w+)\r?\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
