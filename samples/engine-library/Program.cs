using McpIac.Compiler.Programs;
using McpIac.Engine.Connections;
using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Providers.Local;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Stores.Sqlite;

// engine-library PROGRAM SCHEMAS: plans a program and applies it, as `mciacc apply` does. A document needs no process of its own; that of a C# program is mciacc's.
var folder = Path.GetDirectoryName(Path.GetFullPath(args[0])) ?? ".";
var compiled = await ProgramCompiler.CompileAsync(new CompileRequest(Path.GetFullPath(args[0]), Path.GetFullPath(args[1]), Path.Combine(folder, ".mciacc", "cache"), ["mciacc"], TimeSpan.FromMinutes(1)), default);
if (compiled.Deployment is not { } deployment) return Fail(compiled.Diagnostics);
var (opened, held) = new SqliteStore(Path.Combine(folder, ".mciacc", "state.db")).Open(deployment.Name, TimeProvider.System);
using var journal = opened;
if (journal is null) return Fail([held]);
await using var local = LocalProvider.Create(folder, Path.Combine(folder, ".mciacc", "local.world.jsonl"));
await using var pool = new ConnectionPool(async (name, stop) => name == "local" ? (new DirectConnection(name, local.CallAsync, () => default), null)
    : await McpConnection.StartAsync(name, compiled.Catalog.Providers.FirstOrDefault(p => p.Name == name)?.Command ?? [], new McpConnectionOptions(), stop));
if (await Orchestrator.SettleAsync(journal, pool, compiled.Catalog, default) is { Count: > 0 } unsettled) return Fail(unsettled);
var (plan, findings) = await Orchestrator.PlanAsync(deployment, compiled.Catalog, journal.Read(), pool, default);
if (plan is null) return Fail(findings);
foreach (var step in plan.Steps) Console.WriteLine($"{step.Action} {step.Name}: {step.Reason}");
var result = await Orchestrator.ApplyAsync(plan, deployment, journal, pool, new ApplyOptions(Catalog: compiled.Catalog), new ConsoleEvents(), default);
return result.Outcome == ApplyOutcome.Succeeded ? 0 : Fail(result.Diagnostics);

static int Fail(IEnumerable<Diagnostic?> problems)
{
    foreach (var problem in problems) Console.Error.WriteLine($"{problem?.Id}: {problem?.Message} {problem?.Remedy}");
    return 1;
}
