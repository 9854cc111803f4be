namespace McpIac.State.Stores;

/// <summary>One SQL statement with its values, in the words that both databases know.</summary>
internal sealed record Statement(string Sql, params (string Name, object Value)[] Values);
