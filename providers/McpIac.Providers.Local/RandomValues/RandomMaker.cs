using System.Security.Cryptography;

namespace McpIac.Providers.Local.RandomValues;

/// <summary>Values from the system's cryptographic source.</summary>
internal static class RandomMaker
{
    private const int UsualIdLength = 8, UsualPasswordLength = 20;
    private const string Lower = "abcdefghijklmnopqrstuvwxyz", Digits = "0123456789";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    // None that a shell, a URL's user part or a configuration file would want escaped.
    private const string Symbols = "-_.+=,";

    public static RandomOutputs Make(RandomProperties properties)
    {
        var id = $"random-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        return properties.Kind switch
        {
            "password" => new RandomOutputs(id, null, Password(properties.Length ?? UsualPasswordLength, properties.Symbols)),
            "pet" => new RandomOutputs(id, properties.Prefix + Pet(properties.Words, properties.Separator), null),
            _ => new RandomOutputs(id, properties.Prefix + Id(properties.Length ?? UsualIdLength), null),
        };
    }

    // A letter first, so that it can be a host's or a database's name.
    private static string Id(int length) => RandomNumberGenerator.GetString(Lower, 1) + RandomNumberGenerator.GetString(Lower + Digits, length - 1);

    /// <summary>At least one of each kind of character, at places that are random too.</summary>
    private static string Password(int length, bool symbols)
    {
        string[] kinds = symbols ? [Lower, Upper, Digits, Symbols] : [Lower, Upper, Digits];
        char[] characters =
        [
            .. kinds.Select(k => RandomNumberGenerator.GetItems<char>(k, 1)[0]),
            .. RandomNumberGenerator.GetItems<char>(string.Concat(kinds), length - kinds.Length),
        ];
        RandomNumberGenerator.Shuffle<char>(characters);
        return new string(characters);
    }

    private static string Pet(int words, string separator)
    {
        var described = Enumerable.Range(0, words - 1).Select(_ => Pick(PetWords.Adjectives));
        return string.Join(separator, described.Append(Pick(PetWords.Animals)));
    }

    private static string Pick(IReadOnlyList<string> words) => words[RandomNumberGenerator.GetInt32(words.Count)];
}
