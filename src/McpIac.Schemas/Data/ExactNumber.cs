using System.Globalization;
using System.Numerics;

namespace McpIac.Schemas.Data;

/// <summary>A JSON number as it is written, whatever its size: what a double or a decimal would round is kept.</summary>
internal readonly struct ExactNumber : IComparable<ExactNumber>
{
    // Powers of ten beyond this are told apart no more; a text of that many digits couldn't be read anyway.
    private const long Farthest = 1L << 60;

    // Division of longer numbers would take a hostile text's time.
    private const int MaxDivisible = 5_000;

    private readonly bool negative;

    // Without zeros at either end; empty for zero.
    private readonly string digits;

    // The power of ten of the last digit.
    private readonly long exponent;

    private ExactNumber(bool negative, string digits, long exponent) => (this.negative, this.digits, this.exponent) = (negative, digits, exponent);

    /// <param name="text">A JSON number.</param>
    public static ExactNumber Of(string text)
    {
        var e = text.IndexOfAny(['e', 'E']);
        var mantissa = e < 0 ? text : text.Substring(0, e);
        var power = e < 0 ? 0 : Power(text.Substring(e + 1));
        var point = mantissa.IndexOf('.');
        var all = mantissa.TrimStart('-').Replace(".", "").TrimStart('0');
        var digits = all.TrimEnd('0');
        var behind = point < 0 ? 0 : mantissa.Length - point - 1;
        return digits.Length == 0 ? new ExactNumber(false, "", 0) : new ExactNumber(mantissa[0] == '-', digits, power - behind + (all.Length - digits.Length));
    }

    public bool IsWhole => exponent >= 0;

    public int CompareTo(ExactNumber other)
    {
        if (Sign != other.Sign) return Sign.CompareTo(other.Sign);
        var (mine, its) = (digits.Length + exponent, other.digits.Length + other.exponent);
        var size = mine != its ? mine.CompareTo(its) : string.CompareOrdinal(digits, other.digits);
        return negative ? -size : size;
    }

    /// <summary>Whether this is a whole number of times the divisor, which isn't zero; null when that would take too long to find out.</summary>
    public bool? IsMultipleOf(ExactNumber divisor)
    {
        if (digits.Length == 0) return true;
        if (digits.Length > MaxDivisible || divisor.digits.Length > MaxDivisible) return null;

        // The last digit isn't zero, so no power of ten divides the digits.
        if (exponent < divisor.exponent) return false;
        var by = Whole(divisor.digits);
        return (Whole(digits) * BigInteger.ModPow(10, exponent - divisor.exponent, by) % by).IsZero;
    }

    private int Sign => digits.Length == 0 ? 0 : negative ? -1 : 1;

    private static BigInteger Whole(string digits) => BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static long Power(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) && power is > -Farthest and < Farthest ? power
        : text[0] == '-' ? -Farthest : Farthest;
}
