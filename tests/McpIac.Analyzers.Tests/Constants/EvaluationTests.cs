using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Constants;

/// <summary>What counts as constant, seen through MCI2005: <c>Count</c> may be 1 to 10, <c>Code</c> lower-case letters.</summary>
public sealed class EvaluationTests
{
    [Theory]
    [InlineData("""var n = 11; new Lab.Net.Site("a") { Count = {|MCI2005:n|} };""")]
    [InlineData("""const int N = 5; var n = N * 2; new Lab.Net.Site("a") { Count = {|MCI2005:n + 1|} };""")]
    [InlineData("""new Lab.Net.Site("a") { Count = {|MCI2005:Limits.Most|} }; static class Limits { public const int Most = 99; }""")]
    [InlineData("""new Lab.Net.Site("a") { Count = {|MCI2005:Limits.Most|} }; static class Limits { public static readonly long Most = 99; }""")]
    [InlineData("""new Lab.Net.Site("a") { Count = {|MCI2005:Math.Max(3, 11)|} };""")]
    [InlineData("""new Lab.Net.Site("a") { Count = {|MCI2005:new[] { 5, 50 }[1]|} };""")]
    [InlineData("""var sizes = new List<int> { 5, 50 }; new Lab.Net.Site("a") { Count = {|MCI2005:sizes[1]|} };""")]
    [InlineData("""var pair = (Name: "a", Size: 50); new Lab.Net.Site(pair.Name) { Count = {|MCI2005:pair.Size|} };""")]
    [InlineData("""var o = new { Size = 50 }; new Lab.Net.Site("a") { Count = {|MCI2005:o.Size|} };""")]
    [InlineData("""var o = new Plan("x", 50); new Lab.Net.Site("a") { Count = {|MCI2005:o.Size|} }; record Plan(string Name, int Size);""")]
    [InlineData("""var c = "A" + 1; new Lab.Net.Site("a") { Code = {|MCI2005:c.ToUpper()|} };""")]
    [InlineData("""var c = "A"; new Lab.Net.Site("a") { Code = {|MCI2005:$"{c}{1:D2}"|} };""")]
    [InlineData("""var n = 11; new Lab.Net.Site("a") { Count = true ? {|MCI2005:n|} : 5 };""")]
    [InlineData("""var xs = new[] { "a", "b" }; new Lab.Net.Site("a") { Count = {|MCI2005:xs.Length * 10|} };""")]
    public Task Constant_IsFollowed(string program) => Verify.Program(program);

    [Theory]
    [InlineData("""for (var i = 0; i < 12; i++) new Lab.Net.Site($"a{i}") { Count = {|MCI2005:i + 1|} };""")]
    [InlineData("""for (var i = 10; i >= 0; i -= 5) new Lab.Net.Site($"a{i}") { Count = {|MCI2005:i|} };""")]
    [InlineData("""foreach (var i in Enumerable.Range(5, 10)) new Lab.Net.Site($"a{i}") { Count = {|MCI2005:i|} };""")]
    [InlineData("""foreach (var (name, size) in new[] { ("a", 1), ("b", 11) }) new Lab.Net.Site(name) { Count = {|MCI2005:size|} };""")]
    [InlineData("""var all = Enumerable.Range(1, 11).Select(i => new Lab.Net.Site($"a{i}") { Count = {|MCI2005:i|} }).ToList();""")]
    [InlineData("""foreach (var c in new[] { "x", "Y" }) new Lab.Net.Site(c) { Code = {|MCI2005:c|} };""")]
    [InlineData("""for (var i = 0; i < 3; i++) new Lab.Net.Site($"a{i}") { Code = {|MCI2005:$"{(char)('Y' + i)}"|} };""")]
    [InlineData("""for (var i = 0; i < 3; i++) for (var j = 0; j < 6; j++) new Lab.Net.Site($"a{i}-{j}") { Count = {|MCI2005:1 + i * j|} };""")]
    [InlineData("""foreach (var s in new[] { new { N = 3 }, new { N = 30 } }.Where(x => x.N > 5)) new Lab.Net.Site($"a{s.N}") { Count = {|MCI2005:s.N|} };""")]
    public Task LoopOverConstants_IsFollowed(string program) => Verify.Program(program);

    [Theory]
    [InlineData("""for (var i = 0; i < 12; i++) new Lab.Net.Site($"a{i}") { Count = i < 10 ? i + 1 : 5 };""")]
    [InlineData("""for (var i = 0; i < 12; i++) { if (i > 9) continue; new Lab.Net.Site($"a{i}") { Count = i + 1 }; }""")]
    [InlineData("""for (var i = 0; i < 12; i++) { if (i < 10) new Lab.Net.Site($"a{i}") { Count = i + 1 }; }""")]
    [InlineData("""for (var i = 0; i < 12; i++) { if (Fits(i)) new Lab.Net.Site($"a{i}") { Count = i + 1 }; } static bool Fits(int i) => i < 10;""")]
    [InlineData("""for (var i = 0; i < 12; i++) { if (i > 8) i = 20; new Lab.Net.Site($"a{i}") { Count = i == 20 ? 5 : i + 1 }; }""")]
    [InlineData("""if (false) new Lab.Net.Site("a") { Count = 11 };""")]
    [InlineData("""var n = 11; n = 5; new Lab.Net.Site("a") { Count = n };""")]
    [InlineData("""var n = 11; Halve(ref n); new Lab.Net.Site("a") { Count = n }; static void Halve(ref int n) => n /= 2;""")]
    [InlineData("""var n = 11; (n, _) = (5, 6); new Lab.Net.Site("a") { Count = n };""")]
    [InlineData("""var sizes = new List<int> { 50 }; sizes.Insert(0, 5); new Lab.Net.Site("a") { Count = sizes[0] };""")]
    [InlineData("""var sizes = new[] { 50 }; sizes[0] = 5; new Lab.Net.Site("a") { Count = sizes[0] };""")]
    [InlineData("""var sizes = new[] { 50 }; Mend(sizes); new Lab.Net.Site("a") { Count = sizes[0] }; static void Mend(int[] s) => s[0] = 5;""")]
    [InlineData("""Make(11); static void Make(int n) => new Lab.Net.Site("a") { Count = n > 10 ? 10 : n };""")]
    [InlineData("""new Lab.Net.Site("a") { Count = Limits.Most }; static class Limits { public static long Most = 99; static Limits() => Most = 5; }""")]
    [InlineData("""var o = new Plan { Size = 50 }; o.Size = 5; new Lab.Net.Site("a") { Count = o.Size }; class Plan { public int Size { get; set; } }""")]
    [InlineData("""unchecked { var n = int.MaxValue; new Lab.Net.Site("a") { Count = Math.Min(11, n + 1) }; }""")]
    public Task WhatMayBeOtherwise_IsNotReported(string program) => Verify.Program(program);
}
