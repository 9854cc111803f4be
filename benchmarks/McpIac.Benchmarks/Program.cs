using BenchmarkDotNet.Running;
using McpIac.Benchmarks.Peers;
using McpIac.Benchmarks.Processes;
using McpIac.Benchmarks.Scale;

// `processes [PATH-OF-MCIACC]` times whole commands, `schemas` the reading of many tools in a fresh process, `race FOLDER` the same beside npm's generators of types,
// `peers [PATH-OF-MCIACC]` the engine beside Terraform, `stdio [PATH-OF-MCIACC]` providers in processes of their own, `analysis` the analyzers beside the compiler, `journal` how fast changes are recorded; anything else goes to BenchmarkDotNet.
if (args is ["processes", .. var rest]) return ProcessBenchmarks.Run(rest);
if (args is ["peers", .. var tool]) return EngineRace.Run(tool);
if (args is ["schemas"]) return SchemaTimes.Run();
if (args is ["race", var modules]) return SchemaRace.Run(modules);
if (args is ["generate", var snapshots, var classes]) return SchemaRace.Generate(snapshots, classes);
if (args is ["journal"]) return JournalTimes.Run();
if (args is ["stdio", .. var served]) return await StdioTimes.RunAsync(served);
if (args is ["serve-instant", var record]) return await InstantProvider.ServeAsync(record);
if (args is ["analysis"]) return AnalysisTimes.Run();
BenchmarkSwitcher.FromAssembly(typeof(ProcessBenchmarks).Assembly).Run(args);
return 0;
