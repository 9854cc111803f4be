using System.Text;

namespace McpIac.Schemas.Bindings;

/// <summary>C# names from any text. The same text always gives the same name; the name is always a valid identifier and never a keyword.</summary>
public static class Identifiers
{
    // The compiler refuses names above 512 characters; two parts and a number must fit.
    private const int MaxLength = 120;

    /// <summary>
    /// PascalCase: what is no letter or digit separates words, each word's first letter is raised, the rest stays (<c>privateIp</c> → <c>PrivateIp</c>,
    /// <c>load-balancer</c> → <c>LoadBalancer</c>). Digits that were apart stay apart, a leading digit gets an underscore (<c>802.1q</c> → <c>_802_1q</c>),
    /// a minus before a number is said (<c>-1</c> → <c>Minus1</c>). A text with nothing usable is <c>Unnamed</c>.
    /// </summary>
    public static string Pascal(string text)
    {
        var name = new StringBuilder();
        var wordStarts = true;
        for (var i = 0; i < text.Length && name.Length < MaxLength; i++)
        {
            var c = text[i];
            if (!char.IsLetter(c) && c is not (>= '0' and <= '9'))
            {
                if (c == '-' && name.Length == 0 && i + 1 < text.Length && char.IsDigit(text[i + 1])) name.Append("Minus");
                wordStarts = true;
                continue;
            }

            if (char.IsDigit(c) && wordStarts && name.Length > 0 && char.IsDigit(name[name.Length - 1])) name.Append('_');
            name.Append(wordStarts ? char.ToUpperInvariant(c) : c);
            wordStarts = false;
        }

        if (name.Length == 0) return "Unnamed";
        // Letters without a case can't be raised, and a keyword can't consist of them: only a digit in front is a problem.
        return char.IsDigit(name[0]) ? "_" + name : name.ToString();
    }
}
