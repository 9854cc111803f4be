using McpIac.Compiler.Children;

namespace McpIac.Compiler.Scripts;

/// <summary>The program's own process: loads the compiled program, runs it, writes what it declared to a file.</summary>
public static class ScriptChild
{
    /// <summary>The whole process; returns its exit code: 0 when a result was written, whatever it says.</summary>
    public static int Run(IReadOnlyList<string> args)
    {
        if (ChildTask.Parse(args) is not { } task) return 2;
        return new ProgramHost(task with { Parameters = ParameterStream.Read(Console.OpenStandardInput()) }).Run();
    }
}
