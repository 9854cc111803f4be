using System.CommandLine;
using System.CommandLine.Parsing;
using McpIac.Plans.Secrets;

namespace McpIac.Cli.CommandLine;

/// <summary>The options that several commands share; one instance each, so that a command reads what the parser filled.</summary>
internal static class Options
{
    public static Argument<string?> Program { get; } = new("program")
    {
        Description = "A .csx script, a .csproj, a .yaml or .json document, or a folder with one (default: infra.csx, infra.yaml or the one .csproj here)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Argument<string[]> Providers { get; } = new("providers")
    {
        Description = "Their names (default: all whose snapshot says how their server is started)",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document on standard output", Recursive = true };
    public static Option<string> Format { get; } = OneOf(
        "--format", "How diagnostics are reported: for people, as the document of --json, as SARIF 2.1.0, or as annotations of GitHub Actions", "text", "json", "sarif", "github");

    public static Option<bool> Twin { get; } = new("--twin")
    {
        Description = "Use a twin in place of every provider but local; own state and worlds under .mciacc/twin/",
        Recursive = true,
    };

    public static Option<string?> Fault { get; } = new("--twin-fault")
    {
        Description = "Make twins fail: fail@5, slow@3:2s, unknown@4, fail@aws:create:app-2 (comma-separated; needs --twin)",
        HelpName = "faults",
        Recursive = true,
    };

    public static Option<bool> NoCache { get; } = new("--no-cache") { Description = "Compile and run the program even when nothing changed", Recursive = true };
    public static Option<int> TimeLimit { get; } = new("--time-limit")
    {
        Description = "Seconds the program may run",
        DefaultValueFactory = _ => 60,
        HelpName = "seconds",
        Recursive = true,
        Validators = { r => AtLeastOne(r) },
    };

    public static Option<string[]> Inherit { get; } = new("--inherit")
    {
        Description = "A variable that the server inherits, or how several begin: AWS_*; may be given several times",
        HelpName = "variable",
        Validators = { r => { foreach (var t in r.Tokens) if (!PassedVariables.IsPattern(t.Value)) r.AddError($"--inherit takes a variable's name, or how several begin with * at the end, and '{t.Value}' isn't that."); } },
    };

    public static Option<string[]> Set { get; } = new("--set")
    {
        Description = "A parameter's value, NAME=VALUE; may be given several times",
        HelpName = "name=value",
        Recursive = true,
        Validators = { r => { foreach (var t in r.Tokens) if (t.Value.IndexOf('=') <= 0) r.AddError($"--set takes NAME=VALUE, and '{t.Value}' isn't that."); } },
    };

    public static Option<string[]> Parameters { get; } = new("--parameters")
    {
        Description = "A YAML or JSON file with parameters' values; may be given several times",
        HelpName = "file",
        Recursive = true,
    };

    public static Option<string?> Schemas { get; } = new("--schemas")
    {
        Description = "The folder of snapshots (default: the project's); the raw answers of tools/list, *.json, will do", HelpName = "folder",
    };

    public static Option<string?> Environment { get; } = new("--environment", "-e")
    {
        Description = "An environment of mciacc.yaml: its parameters and providers, with a state of its own",
        HelpName = "name",
        Recursive = true,
    };

    public static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Don't ask for confirmation" };
    public static Option<int> Parallelism { get; } = new("--parallelism")
    {
        Description = "Steps in flight at once",
        DefaultValueFactory = _ => 10,
        HelpName = "steps",
        Validators = { r => AtLeastOne(r) },
    };

    public static Option<int> LockTimeout { get; } = new("--lock-timeout")
    {
        Description = "Seconds to wait while another run uses the state",
        DefaultValueFactory = _ => 0,
        HelpName = "seconds",
    };

    public static Option<string?> Events { get; } = new("--events") { Description = "A file for what happens while it happens, a line of JSON an event", HelpName = "file" };

    public static Option<string> OnFailure { get; } = OneOf(
        "--on-failure", "When a step fails: take everything back, keep what worked, or go on with what doesn't depend on it", "rollback", "stop", "continue");

    /// <summary>An option with fixed words, the first of which is the default.</summary>
    public static Option<string> OneOf(string name, string description, params string[] words)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => words[0], HelpName = string.Join('|', words) };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    public static void AtLeastOne(OptionResult result)
    {
        // A text that is no number is the parser's to report.
        if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var value) && value < 1) result.AddError($"{result.Option.Name} must be at least 1, and {value} isn't.");
    }
}
