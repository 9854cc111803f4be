namespace McpIac.Dsl.Expressions;

/// <summary>
/// All elements of a list whose length isn't known, standing as one element of another: what enumerating a reference to a list yields, so that
/// <c>[.. other.Servers, "x"]</c> works. A list made of elements turns it into <c>concat</c>; anywhere else the recorder reports it.
/// </summary>
internal sealed record Spread(Expression List) : Expression;
