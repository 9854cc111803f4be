using System.Text;

namespace McpIac.Schemas.Inference;

/// <summary>The words of a name, whatever its convention: <c>create_firewall-rule</c>, <c>listDataSources</c>, <c>sql.server/get</c>.</summary>
internal static class NameWords
{
    /// <summary>In lower case. A word ends at what is no letter or digit, before a capital that follows a small letter, and before the last of several capitals.</summary>
    public static string[] Split(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!char.IsLetterOrDigit(c))
            {
                End(words, word);
                continue;
            }

            var raised = char.IsUpper(c) && i > 0 && (char.IsLower(name[i - 1]) || (char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (raised) End(words, word);
            word.Append(char.ToLowerInvariant(c));
        }

        End(words, word);
        return words.ToArray();
    }

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0) words.Add(word.ToString());
        word.Clear();
    }
}
