namespace McpIac.Engine.Events;

/// <param name="RunId">As in the journal.</param>
/// <param name="Kind">apply or destroy.</param>
/// <param name="Steps">How many things are to be done; a replacement is two.</param>
public sealed record RunBegan(string RunId, string Deployment, string Kind, int Steps) : RunEvent;
