using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation;

/// <summary>How a schema is read and values are judged by it. The defaults are the specification's.</summary>
public sealed record SchemaOptions
{
    /// <summary>Documents that may be referred to, by absolute URI. The meta-schemas of 2020-12 are always there; nothing is ever fetched.</summary>
    public IReadOnlyDictionary<string, Datum> Documents { get; init; } = new Dictionary<string, Datum>();

    /// <summary>Texts have to keep to <c>format</c>, where it is one that is known here. Else it says nothing about validity.</summary>
    public bool AssertFormats { get; init; }

    /// <summary>
    /// Values are those of programs: markers stand for any value, a null that a property doesn't take is none, and whole numbers have 64 bits. Forms of older drafts are understood.
    /// </summary>
    internal bool OfPrograms { get; init; }

    /// <summary>Where a local reference is looked up that leads nowhere in the schema itself.</summary>
    internal IReadOnlyList<Datum> Beside { get; init; } = [];

    /// <summary>The JSON pointer of the schema in its file.</summary>
    internal string At { get; init; } = "";
}
