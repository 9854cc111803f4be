using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace McpIac.EndToEnd.Tests.Proxy;

/// <summary>Hands messages on, line by line, and spoils some answers.</summary>
internal sealed class Wire(Process server, FaultTurn turn, string fault, string tool) : IDisposable
{
    private const int Flood = 100 * 1024 * 1024, Huge = 50 * 1024 * 1024, Block = 64 * 1024;
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(4);

    private readonly StreamReader input = new(Console.OpenStandardInput());
    private readonly StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n", AutoFlush = true };
    private readonly SemaphoreSlim one = new(1);
    private readonly ConcurrentDictionary<string, byte> spoiled = new();
    private volatile bool isSilent, isChanged;

    public async Task RunAsync()
    {
        var answering = AnswersAsync();
        while (await input.ReadLineAsync() is { } line)
        {
            var message = JsonNode.Parse(line)!;
            if ($"{message["method"]}" == "tools/call" && $"{message["params"]?["name"]}" == tool && turn.Take())
            {
                if (fault == "dies") Environment.Exit(5);
                spoiled[$"{message["id"]}"] = 0;
            }

            await server.StandardInput.WriteLineAsync(line);
            await server.StandardInput.FlushAsync();
        }

        server.StandardInput.Close();
        await answering;
    }

    public void Dispose()
    {
        input.Dispose();
        output.Dispose();
        one.Dispose();
    }

    private async Task AnswersAsync()
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            var message = JsonNode.Parse(line)!;
            if (message["id"] is { } id && message["method"] is null && spoiled.TryRemove($"{id}", out _)) await SpoilAsync(line, message);
            else if (!isSilent) await SayAsync(isChanged ? Otherwise(line) : line);
        }

        // Nobody is there any more to ask.
        Environment.Exit(5);
    }

    private async Task SpoilAsync(string line, JsonNode message)
    {
        switch (fault)
        {
            case "drop": break;
            case "silent": isSilent = true; break;
            case "twice": await SayAsync(line); await SayAsync(line); break;
            case "late": _ = Task.Delay(Delay).ContinueWith(_ => SayAsync(line), TaskScheduler.Default).Unwrap(); break;
            case "half": await SayAsync(line[..(line.Length / 2)]); break;
            case "halfThenExit": await WriteAsync(line[..(line.Length / 2)]); Environment.Exit(5); break;
            case "exit": Environment.Exit(5); break;
            case "html": await SayAsync("<html><body>502 Bad Gateway</body></html>"); break;
            case "errors": Complain(lines: true); Complain(lines: false); await SayAsync(line); break;
            case "huge":
                message["result"]!["structuredContent"]!["data"]!["padding"] = new string('x', Huge);
                await SayAsync(message.ToJsonString());
                break;
            case "changes":
                isChanged = true;
                await SayAsync(line);
                await SayAsync("""{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""");
                break;
            default: throw new ArgumentException($"There is no fault {fault}.");
        }
    }

    // The types have a property by another name, and so another digest.
    private static string Otherwise(string line) => line.Replace("cidrBlock", "cidrRange", StringComparison.Ordinal);

    private static void Complain(bool lines)
    {
        using var errors = Console.OpenStandardError();
        var block = Encoding.ASCII.GetBytes(new string('e', Block - 1) + (lines ? "\n" : "e"));
        for (var written = 0; written < Flood / 2; written += Block) errors.Write(block);
    }

    private Task SayAsync(string line) => WriteAsync(line + "\n");

    private async Task WriteAsync(string text)
    {
        await one.WaitAsync();
        try
        {
            await output.WriteAsync(text);
        }
        finally
        {
            one.Release();
        }
    }
}
