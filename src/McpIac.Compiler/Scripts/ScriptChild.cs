namespace McpIac.Compiler.Scripts;

/// <summary>The program's own process: loads the compiled program, runs it, writes what it declared to a file.</summary>
public static class ScriptChild
{
    /// <summary>The whole process; returns its exit code.</summary>
    public static int Run(IReadOnlyList<string> args) => throw new NotSupportedException();
}
