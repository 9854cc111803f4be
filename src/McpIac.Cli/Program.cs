using McpIac.Cli.CommandLine;
using McpIac.Compiler.Scripts;

// A script's child process is this same executable; it must start without touching the command line parser.
if (args is ["__run-script", .. var rest]) return ScriptChild.Run(rest);

return await Root.InvokeAsync(args);
