using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Programs;

/// <summary>What can be wrong with a program besides its C#: each has a page in docs/diagnostics.</summary>
internal static class ProgramProblems
{
    public static Diagnostic Missing(string path) => Diagnostic.Error("MCI1001", $"The program {Path.GetFileName(path)} doesn't exist.",
        new SourcePlace(path, 0), "Give the path of a program, or run 'mciacc init' to start one.");

    public static Diagnostic Unreadable(string path, string why, int line = 0) => Diagnostic.Error("MCI1002",
        $"{Path.GetFileName(path)} can't be read: {why}.", new SourcePlace(path, line), "A program is a readable text file in UTF-8.");

    public static Diagnostic UnknownKind(string path) => Diagnostic.Error("MCI1003",
        $"{Path.GetFileName(path)} is no program: .csx scripts, .csproj projects, .yaml and .json documents are.", new SourcePlace(path, 0), "Rename a C# script to .csx.");

    public static Diagnostic NoScratch(string why) => Diagnostic.Error("MCI1004",
        $"There is no place for temporary files: {why}.", null, "Set TMPDIR to a writable directory.");

    public static Diagnostic BindingsBroken(string type, string why) => Diagnostic.Warning("MCI1005",
        $"The C# class of {type} can't be compiled, so scripts can't use it: {why}", null, "Pull the provider's snapshot again; if that doesn't help, report it.");

    public static Diagnostic NothingDeclared(string path) => Diagnostic.Warning("MCI1006",
        $"{Path.GetFileName(path)} declares no resources and no outputs.", new SourcePlace(path, 0), "Declare a resource.");

    public static Diagnostic Threw(Exception exception, SourcePlace? place) => exception switch
    {
        NullReferenceException => Diagnostic.Error("MCI1011", "Something on this line is null: most often a variable that is used before the line that sets it.", place,
            "Move the declaration above its first use."),
        OutOfMemoryException => OutOfMemory(place),
        _ => Diagnostic.Error("MCI1010", $"The program failed here: {OneLine(exception.Message)} ({exception.GetType().Name})", place,
            "Nothing was applied. Mend the program, or catch the exception where it can be dealt with."),
    };

    public static Diagnostic TimedOut(TimeSpan limit, SourcePlace? place) => Diagnostic.Error("MCI1012",
        $"The program didn't end within {limit.TotalSeconds:0.#} s and was stopped; it was at this line.", place,
        "Look for a loop that never ends or a wait for something; a slow program may run longer with --time-limit.");

    public static Diagnostic Exited(SourcePlace? place) => Diagnostic.Error("MCI1013",
        "The program ended its own process here, so what it declared is incomplete.", place, "Let the program run to its end; leave a script early with 'return;'.");

    public static Diagnostic Printed(SourcePlace? place) => Diagnostic.Warning("MCI1014",
        "The program prints; what it prints is dropped, because a deployment's result is its resources and outputs.", place,
        "Use Output(\"name\", value) for what should be shown.");

    public static Diagnostic PrintedTooMuch(SourcePlace? place) => Diagnostic.Error("MCI1015",
        "The program printed more than 16 million characters and was stopped.", place, "Look for a loop that never ends, and take the printing out.");

    public static Diagnostic Crashed(string how, SourcePlace? place) => Diagnostic.Error("MCI1016",
        $"The program's process crashed: {how}.", place, "Look for a method that calls itself without end, or native code.");

    public static Diagnostic OutOfMemory(SourcePlace? place) => Diagnostic.Error("MCI1017",
        "The program used up its memory (2 GiB).", place, "Look for a list that grows without end.");

    public static Diagnostic NotStarted(string command, string why) => Diagnostic.Error("MCI1018",
        $"The program's process can't be started ({Path.GetFileName(command)}): {OneLine(why)}.", null, "Reinstall mciacc, or check that its folder is readable and executable.");

    public static Diagnostic NoEntryPoint(string assembly) => Diagnostic.Error("MCI1031",
        $"{Path.GetFileName(assembly)} has no program to run: the project is a library.", null, "Set <OutputType>Exe</OutputType> and write the resources in Program.cs.");

    public static Diagnostic PackageMissing(string package, string why, SourcePlace? place) => Diagnostic.Error("MCI1020",
        $"The package {package} can't be had: {OneLine(why)}", place, "Check the id and the version, and that the package source can be reached: #r \"nuget: Id, 1.2.3\".");

    public static Diagnostic PackageReferenceMalformed(string text, SourcePlace? place) => Diagnostic.Error("MCI1021",
        $"\"{OneLine(text)}\" names no package and version.", place, "Write #r \"nuget: Id, 1.2.3\".");

    public static Diagnostic ProjectNotBuilt(string path, string why) => Diagnostic.Error("MCI1030",
        $"The project {Path.GetFileName(path)} can't be built: {OneLine(why)}", new SourcePlace(path, 0), "Run 'dotnet build' in its folder.");

    /// <summary>A message as one line of bounded length, without control characters: it may come from a program or a tool.</summary>
    public static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        line = string.Concat(line.Where(c => !char.IsControl(c)));
        return line.Length <= 500 ? line : line[..499] + "…";
    }
}
