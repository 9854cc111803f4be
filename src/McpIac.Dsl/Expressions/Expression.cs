using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>
/// A value that may not be known yet. Data, never a closure: it can be saved in a plan and evaluated elsewhere.
/// Total and side-effect free. JSON form in <see cref="ExpressionJson"/>.
/// </summary>
public abstract record Expression;

/// <summary>A known value.</summary>
public sealed record Literal(Datum Value) : Expression;

/// <summary>A known value that must never be shown.</summary>
public sealed record Secret(Expression Value) : Expression
{
    /// <summary>Where the value was found, so that a plan can be written down without it; null when the program itself holds it.</summary>
    public External? Origin { get; init; }
}

/// <summary>
/// An output or a property of a resource. <paramref name="Path"/> starts with its name (schema name, camelCase) and goes on into it;
/// list indices are decimal texts.
/// </summary>
public sealed record Reference(string Urn, EquatableList<string> Path) : Expression;

/// <summary>A value that is no part of the program and is put in its place before a plan is made. Until then it is unknown.</summary>
/// <param name="Kind">What it is: <see cref="Parameter"/>, <see cref="Secret"/>, <see cref="Asset"/>, <see cref="Archive"/>, <see cref="Deployment"/>, <see cref="Component"/>.</param>
/// <param name="Path">Its name, and what of it.</param>
public sealed record External(string Kind, EquatableList<string> Path) : Expression
{
    /// <summary>A parameter that must never be shown.</summary>
    public const string Parameter = "parameter";

    /// <summary>A secret that the project has under a name.</summary>
    public const string Secret = "secret";

    /// <summary>A file of the program, or a folder as a zip archive: its path, and as what it is wanted.</summary>
    public const string Asset = "asset", Archive = "archive";

    /// <summary>An output of another deployment: its name, and the output's.</summary>
    public const string Deployment = "deployment";

    /// <summary>An output of a component that another file defines: the use of it (<see cref="Deployments.DeclaredUse.Id"/>), and the output's name.</summary>
    public const string Component = "component";

    /// <summary>As what an asset can be wanted.</summary>
    public const string Text = "text", Base64 = "base64", FilePath = "path", Sha256 = "sha256";

    /// <summary>True for what the expression language writes as a call with a text: <c>asset("…")</c>.</summary>
    public static bool IsFunction(string name) => name is Secret or Asset or Archive or Deployment;

    /// <summary>What a member of it is as an external value of its own; null when it is just a part of the value.</summary>
    internal External? Member(string member) =>
        Path.Count == 1 && (Kind == Deployment || Kind is Asset or Archive && member is Text or Base64 or FilePath or Sha256) ? this with { Path = [.. Path, member] } : null;

    /// <summary>True when it must never be shown.</summary>
    public bool IsSecret => Kind is Parameter or Secret;

    /// <summary>True for what can name a secret: letters and digits of ASCII, <c>-</c>, <c>_</c>, <c>.</c> and <c>/</c>, at most 100, the first a letter or a digit.</summary>
    public static bool IsSecretName(string name) =>
        name.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/');

    /// <summary>The expression with where its secrets were found instead of them.</summary>
    public static Expression Unresolved(Expression expression) => ExpressionRewriter.Rewrite(expression, e => e is Expressions.Secret { Origin: { } origin } ? origin : null);

    /// <summary>The expression with what stands for such values put in their places; null leaves one as it is. The same instance where nothing changes.</summary>
    public static Expression Rewrite(Expression expression, Func<External, Expression?> rewrite) =>
        ExpressionRewriter.Rewrite(expression, e => e is External external ? rewrite(external) : null);
}

/// <summary>A list, element by element.</summary>
public sealed record ListExpression(EquatableList<Expression> Items) : Expression;

/// <summary>A map or object, member by member.</summary>
public sealed record MapExpression(EquatableList<KeyValuePair<string, Expression>> Members) : Expression;

/// <summary>Text made of parts: each part's value as text, joined.</summary>
public sealed record Interpolation(EquatableList<Expression> Parts) : Expression;

public sealed record Conditional(Expression Condition, Expression WhenTrue, Expression WhenFalse) : Expression;

/// <summary>A call of one of the fixed functions (<see cref="Functions"/>), operators included (<c>add</c>, <c>eq</c>, <c>lt</c>, <c>not</c> …).</summary>
public sealed record Call(string Function, EquatableList<Expression> Arguments) : Expression;

/// <summary>A member or an element of a value; a list index is a decimal text.</summary>
public sealed record Access(Expression Target, string Member) : Expression;

/// <summary><c>for</c> over a list: each element bound to <paramref name="Variable"/> in <paramref name="Body"/>; kept when <paramref name="Filter"/> is true or absent.</summary>
public sealed record For(string Variable, Expression Source, Expression Body, Expression? Filter) : Expression;

/// <summary>A variable bound by an enclosing <see cref="For"/> or <see cref="Let"/>.</summary>
public sealed record Variable(string Name) : Expression;

/// <summary>A value named for use in a body: what <c>Select</c> on a single value lowers to.</summary>
public sealed record Let(string Name, Expression Value, Expression Body) : Expression;
