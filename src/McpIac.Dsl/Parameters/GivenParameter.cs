using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Parameters;

/// <summary>A parameter's value from outside of the program.</summary>
/// <param name="Text">As it was typed; of a typed value how it is written, where that isn't how JSON writes it.</param>
/// <param name="Value">A typed value; null when <paramref name="Text"/> is what the parameter's type makes of it.</param>
/// <param name="Source">Where it comes from, for messages: "--set", "mciacc.yaml".</param>
/// <param name="IsAsked">True when it was given for this very run, so that a program without such a parameter is a mistake.</param>
public sealed record GivenParameter(string? Text, Datum? Value, string Source, bool IsAsked)
{
    public const string CommandLine = "--set";

    /// <summary>A value of the command line.</summary>
    public static GivenParameter Of(string text) => new(text, null, CommandLine, IsAsked: true);

    /// <summary>What it is for a parameter of that shape: a text stays one where the parameter is one, and else is read as JSON when it is JSON.</summary>
    public Datum As(Shape shape) => Value switch
    {
        null when shape.Kind == ShapeKind.Text => Datum.Of(Text ?? ""),
        null => DatumReader.Read(Text ?? "").Value ?? Datum.Of(Text ?? ""),
        { Kind: DatumKind.Number or DatumKind.Boolean } scalar when shape.Kind == ShapeKind.Text => Datum.Of(Text ?? scalar.ToString()),
        var value => value,
    };

    public Datum ToDatum() => Datum.MapOf(new (string Key, Datum? Value)[]
    {
        ("text", Text is null ? null : Datum.Of(Text)), ("value", Value), ("source", Datum.Of(Source)), ("asked", Datum.Of(IsAsked)),
    }.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, m.Value ?? Datum.Null)));

    /// <summary>The value, or null when the datum is none.</summary>
    public static GivenParameter? FromDatum(Datum datum) => datum["source"]?.AsText() is { } source && (datum["text"] ?? datum["value"]) is not null
        ? new(datum["text"]?.AsText(), datum["value"], source, datum["asked"]?.AsBoolean() == true) : null;
}
