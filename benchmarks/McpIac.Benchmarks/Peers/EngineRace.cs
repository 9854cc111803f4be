using System.Diagnostics;
using System.Globalization;
using System.Text;
using McpIac.Benchmarks.Processes;

namespace McpIac.Benchmarks.Peers;

/// <summary>
/// Whole commands beside Terraform's, in turns on one machine: N objects of a provider in memory that answers at once (a twin; <c>terraform_data</c>), state in a local file. Then both are
/// killed in the middle of an apply.
/// </summary>
internal static class EngineRace
{
    private const int Killed = 200;

    public static int Run(IReadOnlyList<string> mciacc)
    {
        var terraform = Find("terraform");
        if (terraform is null) Console.WriteLine("terraform isn't on the PATH: only our own figures.\n");
        var root = Directory.CreateTempSubdirectory("mciacc-race-").FullName;
        try
        {
            Console.WriteLine("| | Terraform s | McpIac s | ratio | Terraform MiB | McpIac MiB |\n|---|---|---|---|---|---|");
            Pair(root, mciacc, terraform, "wide", 1_000, ["plan", "apply", "no changes", "destroy"]);
            Pair(root, mciacc, terraform, "wide", 2_500, ["apply"]);
            Pair(root, mciacc, terraform, "chain", 500, ["apply"]);
            Pair(root, mciacc, terraform, "wide", 10_000, ["plan"]);
            Pair(root, mciacc, null, "wide", 10_000, ["apply", "plan, no changes, no refresh", "plan, no changes, no refresh, nothing remembered", "no changes"]);
            Pair(root, mciacc, null, "layers", 10_000, ["plan"]);
            Pair(root, mciacc, null, "layers", 100_000, ["plan"]);
            Console.WriteLine($"\n| killed in the middle of an apply of {Killed} | Terraform | McpIac |\n|---|---|---|");
            Kill(root, mciacc, terraform);
            return 0;
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Pair(string root, IReadOnlyList<string> mciacc, string? terraform, string shape, int count, string[] commands)
    {
        var folder = Path.Combine(root, $"{shape}-{count}-{commands[0]}");
        var (ours, theirs) = (Path.Combine(folder, "iac"), Path.Combine(folder, "tf"));
        Directory.CreateDirectory(ours);
        Directory.CreateDirectory(theirs);
        Write(shape, count, ours, theirs);
        Copy(Checkout.Schemas, Path.Combine(ours, "schemas"));
        if (terraform is not null) ProcessTimer.Run([terraform, "init", "-no-color"], theirs);
        foreach (var command in commands)
        {
            var mine = Timed([.. mciacc, .. Ours(command)], ours);
            var other = terraform is null ? null : Timed([terraform, .. Theirs(command)], theirs);
            var failed = mine.ExitCode != 0 || other is { ExitCode: not 0 } ? " (failed)" : "";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {command} of {count:N0}, {shape}{failed} | {(other is null ? "–" : $"{other.Wall:0.0}")} | {mine.Wall:0.00} | {(other is null ? "–" : $"{other.Wall / mine.Wall:0}")} | {(other is null ? "–" : $"{other.PeakMiB:0}")} | {mine.PeakMiB:0} |"));
        }
    }

    // What another wrote before is on the disk by then, so that nobody's flushes wait for it.
    private static Measurement Timed(IReadOnlyList<string> command, string folder)
    {
        if (Find("sync") is { } sync) ProcessTimer.Run([sync], folder);
        return ProcessTimer.Run(command, folder);
    }

    private static string[] Ours(string command) => command switch
    {
        "plan" => ["plan", "--twin"],
        "plan, no changes, no refresh" => ["plan", "--twin", "--no-refresh"],
        "plan, no changes, no refresh, nothing remembered" => ["plan", "--twin", "--no-refresh", "--no-cache"],
        "destroy" => ["destroy", "--twin", "--yes"],
        _ => ["apply", "--twin", "--yes"],
    };

    private static string[] Theirs(string command) => command switch
    {
        "plan" => ["plan", "-no-color", "-out=p"],
        "destroy" => ["destroy", "-auto-approve", "-no-color"],
        _ => ["apply", "-auto-approve", "-no-color"],
    };

    private static void Write(string shape, int count, string ours, string theirs)
    {
        var (yaml, hcl) = (new StringBuilder("apiVersion: iac.mcp/v1\nkind: Deployment\nmetadata: { name: race }\nspec:\n  resources:\n"), new StringBuilder());
        for (var i = 0; i < count; i++)
        {
            int? before = shape switch { "chain" when i > 0 => i - 1, "layers" when i >= 100 => i - 100, _ => null };
            var (v, input) = before is null ? ($"v{i}", $"\"v{i}\"") : ($"'${{r{before}.id}}'", $"terraform_data.r{before}.output");
            yaml.Append(CultureInfo.InvariantCulture, $"    - {{ type: aws:vpc:vpc, name: r{i}, properties: {{ cidrBlock: 10.0.0.0/16, tags: {{ v: {v} }} }} }}\n");
            hcl.Append(CultureInfo.InvariantCulture, $"resource \"terraform_data\" \"r{i}\" {{\n  input = {input}\n}}\n");
        }

        File.WriteAllText(Path.Combine(ours, "infra.yaml"), yaml.ToString());
        File.WriteAllText(Path.Combine(theirs, "main.tf"), hcl.ToString());
    }

    // Each object is a file, so that what exists can be counted from outside.
    private static void Kill(string root, IReadOnlyList<string> mciacc, string? terraform)
    {
        var (ours, theirs) = (Path.Combine(root, "kill-iac"), Path.Combine(root, "kill-tf"));
        Directory.CreateDirectory(Path.Combine(ours, "out"));
        Directory.CreateDirectory(Path.Combine(theirs, "out"));
        Copy(Checkout.Schemas, Path.Combine(ours, "schemas"));
        var (yaml, hcl) = (new StringBuilder("apiVersion: iac.mcp/v1\nkind: Deployment\nmetadata: { name: race }\nspec:\n  resources:\n"), new StringBuilder());
        for (var i = 0; i < Killed; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"    - {{ type: local:file, name: r{i}, properties: {{ path: out/{i}, content: x }} }}\n");
            hcl.Append(CultureInfo.InvariantCulture, $"resource \"terraform_data\" \"r{i}\" {{\n  provisioner \"local-exec\" {{\n    command = \"touch out/{i}\"\n  }}\n}}\n");
        }

        File.WriteAllText(Path.Combine(ours, "infra.yaml"), yaml.ToString());
        File.WriteAllText(Path.Combine(theirs, "main.tf"), hcl.ToString());
        if (terraform is not null) ProcessTimer.Run([terraform, "init", "-no-color"], theirs);
        var mine = AfterKill([.. mciacc, "apply", "--yes"], ours, () => Lines([.. mciacc, "state", "list", "--json"], ours, "\"urn\""));
        var other = terraform is null ? ("–", "–") : AfterKill([terraform, "apply", "-auto-approve", "-no-color"], theirs, () => Lines([terraform, "state", "list"], theirs, "terraform_data"));
        Console.WriteLine($"| objects that state knows nothing of | {other.Item1} | {mine.Orphans} |\n| the next apply | {other.Item2} | {mine.Next} |");
    }

    private static (string Orphans, string Next) AfterKill(string[] command, string folder, Func<int> known)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using (var process = Process.Start(info) ?? throw new InvalidOperationException())
        {
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            SpinWait.SpinUntil(() => Directory.GetFiles(Path.Combine(folder, "out")).Length > Killed / 2 || process.HasExited);
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        var (made, told) = (Directory.GetFiles(Path.Combine(folder, "out")).Length, known());
        var next = ProcessTimer.Run(command, folder);
        return ($"{Math.Max(0, made - told)} of {made}", next.ExitCode == 0 ? "succeeds" : $"fails ({next.ExitCode})");
    }

    // What is pending counts as known.
    private static int Lines(IReadOnlyList<string> command, string folder, string mark)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(info) ?? throw new InvalidOperationException();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(l => l.Contains(mark, StringComparison.Ordinal));
        process.WaitForExit();
        return lines;
    }

    private static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(p => Path.Combine(p, name)).FirstOrDefault(File.Exists);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
