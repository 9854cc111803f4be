using System.Text;
using McpIac.Schemas.Catalogs;

namespace McpIac.Schemas.Inference;

/// <summary>Gives types their tokens: <c>opnsense:firewall_rule</c>, <c>opnsense:data:get_arp_stats</c>. No two are alike.</summary>
internal sealed class TypeTokens(string provider, IEnumerable<string> others)
{
    private readonly Dictionary<string, int> taken = others.ToDictionary(t => t, _ => 1, StringComparer.Ordinal);

    public string Resource(IReadOnlyList<string> noun) => Unique($"{provider}:{Plain(string.Join("_", noun))}");

    public string Call(TypeKind kind, string tool) => Unique($"{provider}:{(kind == TypeKind.DataSource ? "data" : "actions")}:{Plain(tool)}");

    /// <summary>A token has ':' between its parts and is shown, so other characters than letters, digits and a few marks are replaced.</summary>
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name) plain.Append(char.IsLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_');
        return plain.ToString();
    }

    private string Unique(string token)
    {
        if (!taken.ContainsKey(token))
        {
            taken.Add(token, 1);
            return token;
        }

        string numbered;
        do numbered = $"{token}_{++taken[token]}"; while (taken.ContainsKey(numbered));
        taken.Add(numbered, 1);
        return numbered;
    }
}
