using McpIac.Dsl.Parameters;

namespace McpIac.Compiler.Children;

/// <summary>What a program's process is asked to do; travels as its arguments, which others of the machine can see, but for the parameters' values.</summary>
/// <param name="Assembly">The compiled program.</param>
/// <param name="References">Assemblies it needs besides the platform and McpIac's own: the bindings, <c>#r</c>.</param>
/// <param name="Bindings">The one of them that was generated: its frames are never the user's.</param>
/// <param name="ResultFile">Where the result goes; appears whole or not at all.</param>
/// <param name="DefaultName">The deployment's name when the program gives none.</param>
/// <param name="LinesFile">Where an instrumented program notes the line it is at; null for a plain one.</param>
internal sealed record ChildTask(
    string Assembly, IReadOnlyList<string> References, string? Bindings, string ResultFile, string DefaultName, string? LinesFile = null)
{
    /// <summary>Values of the program's parameters; travel over the process's standard input.</summary>
    public IReadOnlyDictionary<string, GivenParameter> Parameters { get; init; } = new Dictionary<string, GivenParameter>();

    /// <summary>What is made of the program's components instead of running it (<see cref="ComponentTask"/>); null for a run.</summary>
    public string? UsesFile { get; init; }

    public IEnumerable<string> ToArguments()
    {
        yield return "--assembly";
        yield return Assembly;
        yield return "--result";
        yield return ResultFile;
        yield return "--name";
        yield return DefaultName;
        foreach (var reference in References)
        {
            yield return reference == Bindings ? "--bindings" : "--reference";
            yield return reference;
        }

        if (UsesFile is not null)
        {
            yield return "--uses";
            yield return UsesFile;
        }

        if (LinesFile is null) yield break;
        yield return "--lines";
        yield return LinesFile;
    }

    /// <summary>The task, or null when the arguments are none.</summary>
    public static ChildTask? Parse(IReadOnlyList<string> args)
    {
        var references = new List<string>();
        string? assembly = null, bindings = null, result = null, name = null, lines = null, uses = null;
        for (var i = 0; i + 1 < args.Count; i += 2)
        {
            switch (args[i])
            {
                case "--assembly": assembly = args[i + 1]; break;
                case "--result": result = args[i + 1]; break;
                case "--name": name = args[i + 1]; break;
                case "--reference": references.Add(args[i + 1]); break;
                case "--bindings": references.Add(bindings = args[i + 1]); break;
                case "--uses": uses = args[i + 1]; break;
                case "--lines": lines = args[i + 1]; break;
                default: return null;
            }
        }

        return assembly is null || result is null || name is null ? null : new ChildTask(assembly, references, bindings, result, name, lines) { UsesFile = uses };
    }
}
