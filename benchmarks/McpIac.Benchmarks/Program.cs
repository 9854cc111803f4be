using BenchmarkDotNet.Running;
using McpIac.Benchmarks.Processes;

// Two kinds: `processes [PATH-OF-MCIACC]` times whole commands; anything else goes to BenchmarkDotNet.
if (args is ["processes", .. var rest]) return ProcessBenchmarks.Run(rest);
BenchmarkSwitcher.FromAssembly(typeof(ProcessBenchmarks).Assembly).Run(args);
return 0;
