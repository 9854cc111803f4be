using System.Diagnostics;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Children;

/// <summary>Finds the program's own line in a stack trace.</summary>
internal static class UserFrames
{
    /// <summary>The innermost line of the program that an exception passed, or null when it passed none.</summary>
    public static SourcePlace? Of(Exception exception) =>
        (exception.InnerException is { } inner ? Of(inner) : null) ?? Of(new StackTrace(exception, fNeedFileInfo: true));

    public static SourcePlace? Here() => Of(new StackTrace(fNeedFileInfo: true));

    private static SourcePlace? Of(StackTrace trace)
    {
        foreach (var frame in trace.GetFrames())
        {
            if (frame.GetFileName() is not { Length: > 0 } file || frame.GetFileLineNumber() is not (> 0 and var line)) continue;

            // The platform and McpIac's own assemblies may have symbols beside them too; the bindings have none.
            var assembly = frame.GetMethod()?.Module.Assembly;
            if (assembly is null || System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(assembly) is not ProgramLoadContext) continue;
            return new SourcePlace(file, line, frame.GetFileColumnNumber(), line, 0);
        }

        return null;
    }
}
