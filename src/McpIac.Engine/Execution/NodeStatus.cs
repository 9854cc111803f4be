namespace McpIac.Engine.Execution;

internal enum NodeStatus { Waiting, Running, Done, Failed, Skipped, Unknown }
