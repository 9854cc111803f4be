using System.Security.Cryptography;
using System.Text;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Comparison;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Secrets;

/// <summary>
/// What state keeps in a secret's stead: <c>{"$iac":"fingerprint","sha256":…}</c>, an HMAC keyed by the resource's urn.
/// It tells whether a secret changed. The key isn't secret: a short secret can be guessed by who holds the state file.
/// </summary>
public static class Fingerprints
{
    // Shorter secrets would be found everywhere by chance.
    private const int WholeEcho = 4, PartialEcho = 8;

    public static Datum Of(string urn, Datum value)
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(urn), Encoding.UTF8.GetBytes(DatumWriter.Write(value, sortKeys: true)));
        return Datum.MapOf([new("$iac", Datum.Of("fingerprint")), new("sha256", Datum.Of(Convert.ToHexStringLower(hash)))]);
    }

    public static bool IsFingerprint(Datum? value) => value?["$iac"]?.AsText() == "fingerprint";

    public static bool IsUnknown(Datum? value) => value?["$iac"]?.AsText() == "unknown";

    /// <summary>Whether a resource's values mean the same.</summary>
    /// <param name="before">As state has it, secrets as fingerprints.</param>
    /// <param name="after">As planned, secrets in the clear.</param>
    public static bool Same(string urn, Shape? shape, Datum before, Datum after) => Equivalence.Same(
        shape, before, after, (was, willBe) => IsFingerprint(was) ? was.Equals(IsFingerprint(willBe) ? willBe : Of(urn, willBe)) : null);

    public static bool IsSecret(Shape? shape) => shape is not null && (shape.Sensitive || shape.WriteOnly);

    /// <summary>The value with its secrets fingerprinted: those of the shape, and the members that a secret took part in.</summary>
    public static Datum Protect(string urn, Shape? shape, Datum value, IReadOnlySet<string>? secretMembers = null) =>
        Transform(shape, value, secretMembers, (_, secret) => IsFingerprint(secret) || IsUnknown(secret) ? secret : Of(urn, secret));

    /// <summary>The same with <see cref="Evaluation.Masked"/>, for people to see.</summary>
    public static Datum Mask(Shape? shape, Datum value, IReadOnlySet<string>? secretMembers = null) =>
        Transform(shape, value, secretMembers, (_, _) => Evaluation.Masked);

    /// <summary>The value with the secrets inside it masked, fingerprints too; <paramref name="shape"/> is the value's own.</summary>
    public static Datum MaskInside(Shape? shape, Datum value)
    {
        if (IsUnknown(value)) return IsSecret(shape) ? Evaluation.Unknown : value;
        if (IsFingerprint(value) || (IsSecret(shape) && !value.IsNull)) return Evaluation.Masked;
        return value.Kind switch
        {
            DatumKind.List => Datum.ListOf(value.Items.Select(item => MaskInside(shape?.Element, item))),
            DatumKind.Map => Datum.MapOf(value.Members.Select(m => new KeyValuePair<string, Datum>(
                m.Key, MaskInside(shape?.Member(m.Key)?.Shape ?? shape?.Element, m.Value)))),
            _ => value,
        };
    }

    /// <summary>JSON pointers to the secrets inside.</summary>
    public static IReadOnlyList<string> Pointers(Shape? shape, Datum value, IReadOnlySet<string>? secretMembers = null)
    {
        var pointers = new List<string>();
        Transform(shape, value, secretMembers, (path, secret) =>
        {
            pointers.Add(path);
            return secret;
        });
        return pointers;
    }

    /// <summary>The texts of the secrets inside, those that are too short to mean anything left out.</summary>
    public static IReadOnlyList<string> SecretTexts(Shape? shape, Datum value, IReadOnlySet<string>? secretMembers = null)
    {
        var texts = new List<string>();
        Transform(shape, value, secretMembers, (_, secret) =>
        {
            texts.AddRange(Texts(secret).Where(t => t.Length >= WholeEcho));
            return secret;
        });
        return texts;
    }

    /// <summary>The value with each text fingerprinted that repeats a secret: a provider's outputs may echo what it was sent, whatever their schema says.</summary>
    public static Datum ProtectEchoes(string urn, Datum value, IReadOnlyList<string> secretTexts)
    {
        if (secretTexts.Count == 0 || IsFingerprint(value)) return value;
        return value.Kind switch
        {
            DatumKind.Text or DatumKind.Number => secretTexts.Any(s => Echoes(value.AsText() ?? value.NumberText ?? "", s)) ? Of(urn, value) : value,
            DatumKind.List => Datum.ListOf(value.Items.Select(item => ProtectEchoes(urn, item, secretTexts))),
            DatumKind.Map => Datum.MapOf(value.Members.Select(m => new KeyValuePair<string, Datum>(m.Key, ProtectEchoes(urn, m.Value, secretTexts)))),
            _ => value,
        };
    }

    /// <summary>The text with every secret of <paramref name="value"/> that occurs in it blotted out: providers' messages may echo what they were sent.</summary>
    public static string Redact(string text, Shape? shape, Datum value, IReadOnlySet<string>? secretMembers = null)
    {
        Transform(shape, value, secretMembers, (_, secret) =>
        {
            foreach (var part in Texts(secret)) text = text.Replace(part, "***", StringComparison.Ordinal);
            return secret;
        });
        return text;
    }

    /// <summary>True when a fingerprint is anywhere inside, so that the value can't be sent to a provider again.</summary>
    public static bool ContainsAny(Datum? value) =>
        value is not null && (IsFingerprint(value) || value.Items.Any(ContainsAny) || value.Members.Any(m => ContainsAny(m.Value)));

    /// <summary>True when an unknown is anywhere inside.</summary>
    public static bool ContainsUnknown(Datum? value) =>
        value is not null && (IsUnknown(value) || value.Items.Any(ContainsUnknown) || value.Members.Any(m => ContainsUnknown(m.Value)));

    private static Datum Transform(Shape? shape, Datum value, IReadOnlySet<string>? secretMembers, Func<string, Datum, Datum> change)
    {
        if (value.Kind != DatumKind.Map) return Walk(shape, value, "", change);
        return Datum.MapOf(value.Members.Select(m =>
        {
            var path = "/" + Escape(m.Key);
            var after = secretMembers?.Contains(m.Key) == true ? change(path, m.Value) : Walk(shape?.Member(m.Key)?.Shape, m.Value, path, change);
            return new KeyValuePair<string, Datum>(m.Key, after);
        }));
    }

    private static bool Echoes(string text, string secret) =>
        text == secret || (secret.Length >= PartialEcho && text.Contains(secret, StringComparison.Ordinal));

    private static IEnumerable<string> Texts(Datum value) =>
        ((value.AsText() ?? value.NumberText) is { Length: > 0 } text ? [text] : Enumerable.Empty<string>())
            .Concat(value.Items.SelectMany(Texts)).Concat(value.Members.SelectMany(m => Texts(m.Value)));

    private static Datum Walk(Shape? shape, Datum value, string path, Func<string, Datum, Datum> change)
    {
        if (shape is null || value.IsNull) return value;
        if (IsSecret(shape)) return change(path, value);
        return value.Kind switch
        {
            DatumKind.List => Datum.ListOf(value.Items.Select((item, i) => Walk(shape.Element, item, $"{path}/{i}", change))),
            DatumKind.Map => Datum.MapOf(value.Members.Select(m => new KeyValuePair<string, Datum>(
                m.Key, Walk(shape.Member(m.Key)?.Shape ?? shape.Element, m.Value, $"{path}/{Escape(m.Key)}", change)))),
            _ => value,
        };
    }

    private static string Escape(string segment) => segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
