namespace McpIac.Benchmarks.Processes;

/// <summary>One run of a whole process: seconds of wall and CPU time, and the peak of its resident memory in MiB.</summary>
internal sealed record Measurement(double Wall, double Cpu, double PeakMiB, int ExitCode);
