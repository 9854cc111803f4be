using System.Diagnostics;
using System.Globalization;
using McpIac.EndToEnd.Tests.Proxy;

// FOLDER FAULT TOOL TIMES COMMAND…: what the server answers to the first TIMES calls of the tool is spoiled, counted over all processes that have the folder.
var (folder, fault, tool, times, command) = (args[0], args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture), args[4..]);
using var server = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
File.AppendAllLines(Path.Combine(folder, "processes"), [$"{Environment.ProcessId}", $"{server.Id}"]);
using var wire = new Wire(server, new FaultTurn(folder, times), fault, tool);
await wire.RunAsync();
