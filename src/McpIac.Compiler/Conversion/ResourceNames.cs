using System.Text.RegularExpressions;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Syntax;

namespace McpIac.Compiler.Conversion;

/// <summary>How expressions of a document name its resources: by the name alone where that is enough, else with the type.</summary>
internal sealed partial class ResourceNames
{
    private readonly Dictionary<string, DeclaredResource> byUrn;
    private readonly Dictionary<string, int> uses;
    private readonly HashSet<string> taken;

    /// <param name="others">What else names denote: parameters.</param>
    public ResourceNames(DeclaredDeployment deployment, IEnumerable<string> others)
    {
        byUrn = deployment.Resources.DistinctBy(r => r.Urn, StringComparer.Ordinal).ToDictionary(r => r.Urn, StringComparer.Ordinal);
        uses = deployment.Resources.GroupBy(r => r.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        taken = [.. others, "deployment", "each"];
    }

    /// <summary>As it stands inside of <c>${…}</c>.</summary>
    public string InExpression(string urn) => byUrn.TryGetValue(urn, out var resource)
        ? IsEnough(resource.Name) ? SyntaxPrinter.Name(resource.Name) : $"{string.Join(':', resource.Type.Split(':').Select(SyntaxPrinter.Name))}:{SyntaxPrinter.Name(resource.Name)}"
        : SyntaxPrinter.Name(urn);

    /// <summary>As it stands in <c>dependsOn</c>.</summary>
    public string Plain(string urn) => byUrn.TryGetValue(urn, out var resource) ? IsEnough(resource.Name) && !resource.Name.Contains(':', StringComparison.Ordinal) ? resource.Name : $"{resource.Type}:{resource.Name}" : urn;

    private bool IsEnough(string name) => uses.GetValueOrDefault(name) == 1 && !taken.Contains(name) && !LoopVariable().IsMatch(name);

    // Loops' variables are called so.
    [GeneratedRegex(@"\Av[0-9]+\z")]
    private static partial Regex LoopVariable();
}
