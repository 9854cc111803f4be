using System.Text.Json;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Running;

/// <summary>Records of the wire as data.</summary>
internal static class Json
{
    public static Datum Of(object record) => DatumJsonConverter.From(JsonSerializer.SerializeToElement(record, record.GetType(), Wire.Options));

    public static Datum Map(params (string Name, Datum? Value)[] members) =>
        Datum.MapOf(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Name, m.Value ?? Datum.Null)));
}
