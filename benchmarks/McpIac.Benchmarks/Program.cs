using BenchmarkDotNet.Running;
using McpIac.Benchmarks.Processes;
using McpIac.Benchmarks.Scale;

// `processes [PATH-OF-MCIACC]` times whole commands, `schemas` the reading of many tools in a fresh process; anything else goes to BenchmarkDotNet.
if (args is ["processes", .. var rest]) return ProcessBenchmarks.Run(rest);
if (args is ["schemas"]) return SchemaTimes.Run();
BenchmarkSwitcher.FromAssembly(typeof(ProcessBenchmarks).Assembly).Run(args);
return 0;
