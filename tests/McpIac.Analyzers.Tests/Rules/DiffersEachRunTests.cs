using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI3108.</summary>
public sealed class DiffersEachRunTests
{
    [Fact]
    public Task Clock_IsReported() => Verify.Program(
        "var now = {|#0:DateTime.UtcNow|};",
        "MCI3108 DateTime.UtcNow yields something else in each run or on each machine, so a plan would show changes that nobody made. Write the time as a constant, or have a provider keep it.");

    [Theory]
    [InlineData("{|MCI3108:DateTimeOffset.Now|}")]
    [InlineData("{|MCI3108:DateTime.Today|}")]
    [InlineData("{|MCI3108:Guid.NewGuid()|}")]
    [InlineData("{|MCI3108:new Random()|}.Next()")]
    [InlineData("{|MCI3108:Random.Shared|}.Next()")]
    [InlineData("{|MCI3108:Environment.GetEnvironmentVariable(\"HOME\")|}")]
    [InlineData("{|MCI3108:Environment.MachineName|}")]
    [InlineData("{|MCI3108:new System.Net.Http.HttpClient()|}")]
    [InlineData("{|MCI3108:System.Net.Dns.GetHostName()|}")]
    [InlineData("{|MCI3108:TimeProvider.System|}.GetUtcNow()")]
    [InlineData("{|MCI3108:System.Diagnostics.Stopwatch.StartNew()|}")]
    [InlineData("(Func<Guid>){|MCI3108:Guid.NewGuid|}")]
    [InlineData("{|MCI3108:System.IO.Path.GetTempFileName()|}")]
    [InlineData("new Random(7).Next()")]
    [InlineData("System.IO.File.ReadAllText(\"a.txt\")")]
    [InlineData("Environment.NewLine")]
    [InlineData("new DateTime(2026, 1, 1)")]
    [InlineData("DateTime.Parse(\"2026-01-01\").AddDays(1)")]
    [InlineData("System.IO.Path.Combine(\"a\", \"b\")")]
    [InlineData("site.Zone.Select(z => z + {|MCI3108:Environment.MachineName|})")]
    [InlineData("site.Zone.Select(z => {|MCI0009:System.Net.Dns.GetHostEntry(z)|}.HostName)")]
    public Task WhatDiffersEachRun_IsReported(string expression) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        var it = {{expression}};
        """);
}
