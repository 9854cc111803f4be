using System.Globalization;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Catalogs;

/// <summary>Where a schema stands in its document. Becomes a JSON pointer only when there is something to report, which is seldom.</summary>
internal sealed class SchemaPlace
{
    private readonly SchemaPlace? outer;
    private readonly string token;

    /// <param name="pointer">A JSON pointer.</param>
    public SchemaPlace(string pointer) => token = pointer;

    private SchemaPlace(SchemaPlace outer, string token) => (this.outer, this.token) = (outer, token);

    public SchemaPlace To(string member) => new(this, member);

    public SchemaPlace To(int index) => new(this, index.ToString(CultureInfo.InvariantCulture));

    /// <summary>The JSON pointer.</summary>
    public override string ToString() => outer is null ? token : JsonPointer.Append(outer.ToString(), token);
}
