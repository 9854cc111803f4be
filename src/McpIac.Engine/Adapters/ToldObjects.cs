using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Finds what a tool's answer tells of a type's objects, whatever of it the type has.</summary>
internal static class ToldObjects
{
    /// <summary>
    /// Each object with the outputs that the type declares by their names. Only what tells its address is one: what else is in an answer are words about it. A data source's answer is one object, or its
    /// output <c>result</c>.
    /// </summary>
    public static IEnumerable<Datum> In(ResourceType type, TypeTool tool, ToolAnswer answer)
    {
        if (answer.IsError || answer.Problem is not null) return [];
        if (type.Kind == TypeKind.DataSource) return AnswerValues.Find(answer, tool.Result.From) is not { IsNull: false } told ? [] : [told.Kind == DatumKind.Map ? told : Datum.MapOf([new("result", told)])];
        if (tool.Role is not (ToolRole.Create or ToolRole.Read or ToolRole.List)) return [];
        if (AnswerValues.Find(answer, tool.Result.From) is not { } value) return [];
        if (tool.Role == ToolRole.Read && ObjectRows.In(type, tool, value) is null && !Absence.IsSaidByValue(value, tool.Result.Absent)) return [Whole(ObjectRows.Single(type, tool, value))];
        return (ObjectRows.In(type, tool, value) ?? [ObjectRows.Single(type, tool, value)]).Where(r => r.Id is not null).Select(Whole);
    }

    private static Datum Whole(ObjectRow row) => row.Outputs().Members.Aggregate(row.Value.Kind == DatumKind.Map ? row.Value : Datum.EmptyMap, (all, output) => all.With(output.Key, output.Value));
}
