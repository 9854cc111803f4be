using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>
/// A file, or a folder as a zip archive, that a resource consumes: read when a plan is made, and refused when it was changed before it is applied. As a value it is what its property asks for by its
/// <c>format</c>: <c>base64</c>, <c>path</c>, or else the text.
/// </summary>
public sealed class AssetValue : IExpressible
{
    private readonly Expression whole;

    internal AssetValue(Expression whole) => this.whole = whole;

    /// <summary>The content as text in UTF-8. An archive has none.</summary>
    public Value<string> Text => Form(External.Text);

    /// <summary>The content's bytes in base64.</summary>
    public Value<string> Base64 => Form(External.Base64);

    /// <summary>Where the file is, absolute: for servers on the same machine. An archive is written below <c>.mciacc/</c>.</summary>
    public Value<string> Path => Form(External.FilePath);

    /// <summary>The content's SHA-256 in lower-case hexadecimal digits, by which a change is noticed where only the path is passed on.</summary>
    public Value<string> Sha256 => Form(External.Sha256);

    public static implicit operator Value<string>(AssetValue asset) => new(asset?.whole);

    public static implicit operator AnyValue(AssetValue asset) => new(asset?.whole);

    Expression IExpressible.ToExpression() => whole;

    public override string ToString() => Tokens.Of(whole);

    private Value<string> Form(string form) => new(Compose.Member(whole, form));
}
