using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc init</c>: a program that applies as it is, and the built-in snapshots beside it.</summary>
internal static class InitCommand
{
    private static readonly Argument<string?> Name = new("name")
    {
        Description = "A new folder for the project (default: this folder)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        var command = new Command("init", "Start a project: a program, the built-in schema snapshots, a .gitignore") { Name };
        command.SetAction(Session.Action("init", session => Task.FromResult(Run(session))));
        return command;
    }

    private static int Run(Session session)
    {
        var folder = Path.GetFullPath(session.Parsed.GetValue(Name) is { Length: > 0 } name ? name : ".");
        var files = StarterProject.Files(Path.GetFileName(folder)).Select(f => (Path: Path.Combine(folder, f.Path), f.Content)).ToArray();

        // All are looked at before the first is written, so that a refusal leaves nothing behind.
        if (files.Select(f => f.Path).FirstOrDefault(Path.Exists) is { } taken) return session.End(ExitCodes.Invalid, CliProblems.WouldOverwrite(Project.Display(taken)));
        foreach (var (path, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
            using var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
            writer.Write(content);
        }

        var here = Project.Display(folder);
        session.Show(
            [.. files.Select(f => new Line(new Piece("  + ", Ink.Good), Project.Display(f.Path))), Line.Empty,
            new Line("Next: ", new Piece(here == "." ? "mciacc apply" : $"cd {here} && mciacc apply", Ink.Strong))]);
        session.Add("files", JsonReport.Texts(files.Select(f => Project.Display(f.Path))));
        return session.End(ExitCodes.Success);
    }
}
