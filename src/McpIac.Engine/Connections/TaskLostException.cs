namespace McpIac.Engine.Connections;

/// <summary>A call that was answered by a task, of which nothing more can be learnt.</summary>
internal sealed class TaskLostException(string why) : Exception(why);
