using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using McpIac.Providers.Handlers;

namespace McpIac.Providers.Docker.Ownership;

/// <summary>Names for what the program leaves nameless: the resource's own, as far as Docker takes it.</summary>
internal static partial class Names
{
    public const string Pattern = "^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}$";

    private const int Longest = 128, EndLength = 8;

    [GeneratedRegex("[^a-zA-Z0-9_.-]+")]
    private static partial Regex Unfit();

    public static string Of(OperationContext context)
    {
        var name = Unfit().Replace(context.Name, "-").TrimStart('-', '.', '_');
        return name.Length < 2 ? $"r-{name}" : name.Length > Longest ? name[..Longest] : name;
    }

    /// <summary>The same with an ending that only this change has, for when the name is taken: what is replaced still has it.</summary>
    public static string Another(OperationContext context) => $"{Of(context)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context.Key)))[..EndLength]}";
}
