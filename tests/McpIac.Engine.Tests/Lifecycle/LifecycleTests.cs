using System.Reflection;
using System.Text;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Fuzzing;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Binding;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Lifecycle;

/// <summary>
/// The engine's specification as a table: every action, every way a provider can take it, every <c>--on-failure</c>, with providers that keep idempotency keys and such that don't.
/// <c>lifecycle.md</c> is written by <c>MCIACC_BASELINES=write</c>, and compared otherwise.
/// </summary>
public sealed class LifecycleTests
{
    private const string Heading = """
        # What becomes of a resource

        A program has a witness, which is made in the same run before the action on the subject begins. Then the subject's provider takes the change in one of these ways, `--on-failure` says what is done about it,
        and the provider keeps idempotency keys (level 2) or doesn't (level 1). What is reported, what exists afterwards of both, and what the next apply does, with a provider that is well again. Written by
        `LifecycleTests`; a change of this table is a change of what `mciacc` promises.

        | action | provider | on failure | level | outcome | subject | witness | exists afterwards | next apply |
        |---|---|---|---|---|---|---|---|---|

        """;

    private static readonly (Ill? Ill, string Words)[] Outcomes =
    [
        (null, "does it"), (Ill.Refuses, "refuses"), (Ill.RefusesForNow, "refuses for now"), (Ill.LosesTheAnswer, "does it, its answer is lost"), (Ill.GoesSilent, "does it, then says nothing more"),
        (Ill.DiesBefore, "is gone for a moment"), (Ill.AnswersNonsense, "answers nonsense"), (Ill.AnswersTwice, "is asked twice"),
    ];

    private static readonly (string Name, Func<TestProgram, string[], Handle?> From, Func<TestProgram, string[], Handle?> To)[] Actions =
    [
        ("create", (_, _) => null, (p, after) => File(p, "a", "x", after)),
        ("update", (p, _) => File(p, "a", "x", []), (p, after) => File(p, "a", "y", after)),
        ("replace", (p, _) => File(p, "a", "x", []), (p, after) => File(p, "b", "x", after)),
        ("replace, the old one first", (p, _) => p.Add("fw:box:unit", "subject", ("slot", V("1"))), (p, after) => p.Add("fw:box:unit", "subject", after, ("slot", V("2")))),
        ("delete", (p, _) => File(p, "a", "x", []), (_, _) => null),
        ("forget", (p, _) => Retained(p, File(p, "a", "x", [])), (_, _) => null),
    ];

    [Fact]
    public async Task EveryRow_IsAsTheTableSays()
    {
        var table = new StringBuilder(Heading);
        foreach (var (name, from, to) in Actions)
        {
            foreach (var (ill, words) in name == "forget" ? Outcomes[..1] : Outcomes)
            {
                foreach (var onFailure in ill is null ? [OnFailure.Rollback] : Enum.GetValues<OnFailure>())
                {
                    foreach (var keeps in ill is null ? [true] : new[] { true, false }) table.Append(await RowAsync(name, words, from, to, ill, onFailure, keeps));
                }
            }
        }

        var root = typeof(LifecycleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;
        var path = Path.Combine(root, "tests", "McpIac.Engine.Tests", "Lifecycle", "lifecycle.md");
        if (Environment.GetEnvironmentVariable("MCIACC_BASELINES") == "write") await System.IO.File.WriteAllTextAsync(path, table.ToString(), TestContext.Current.CancellationToken);
        Assert.Equal(await System.IO.File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), table.ToString());
    }

    private static async Task<string> RowAsync(
        string name, string words, Func<TestProgram, string[], Handle?> from, Func<TestProgram, string[], Handle?> to, Ill? ill, OnFailure onFailure, bool keeps)
    {
        var harness = new Harness();
        harness.World.Page = 100;
        TestProgram before = new(), after = new();
        from(before, []);
        var witness = after.Add("aws:vpc:vpc", "witness", ("cidrBlock", V("10.0.0.0/16")));
        to(after, [witness.Urn]);
        await harness.ConvergeAsync(before);

        // The witness is the first change that is sent.
        harness.Options = harness.Options with { OnFailure = onFailure, Parallelism = 1 };
        var trouble = new Trouble(harness, ill is { } what ? new Dictionary<int, Ill> { [2] = what } : []);
        harness.Intercept = async (tool, args, timeout) => !keeps && args is GetArguments { Key: not null }
            ? WorldConnection.Error<WireResource>(ErrorCodes.Unsupported, "it keeps no keys") : await trouble.InterceptAsync(tool, args, timeout);
        var result = await harness.ApplyAsync(after);
        var there = Exists(harness);
        harness.Intercept = (_, args, _) => Task.FromResult<object?>(!keeps && args is GetArguments { Key: not null } ? WorldConnection.Error<WireResource>(ErrorCodes.Unsupported, "it keeps no keys") : null);
        var log = harness.World.Log.Count;
        var next = await harness.ApplyAsync(after);
        var done = string.Join(", ", harness.World.Log.Skip(log));
        var then = next.Outcome != ApplyOutcome.Succeeded ? $"{Word(next.Outcome)}: {string.Join("; ", next.Diagnostics.Select(d => d.Id).Distinct())}" : done.Length == 0 ? "nothing to do" : done;
        return $"| {name} | {words} | {(ill is null ? "–" : Word(onFailure))} | {(ill is null ? "any" : keeps ? "2" : "1")} | {Word(result.Outcome)} | {Fate(result, "subject")} | {Fate(result, "witness")} | {there} | {then} |\n";
    }

    private static string Exists(Harness harness)
    {
        var names = harness.World.Objects.Values.GroupBy(o => o.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Key + (g.First().Type == "aws:vpc:vpc" ? "" : " " + string.Join(" and ", g.Select(o => $"{o.Properties["path"]?.AsText() ?? o.Properties["slot"]?.AsText()}{o.Properties["content"]?.AsText()}"))));
        return string.Join(", ", names) is { Length: > 0 } all ? all : "nothing";
    }

    private static string Fate(ApplyResult result, string name) => string.Join(" and ", result.Resources.Where(r => r.Name == name).Select(r => Word(r.Fate))) is { Length: > 0 } fates ? fates : "–";

    private static string Word<T>(T value) where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static Handle File(TestProgram program, string path, string content, string[] after) => program.Add("files:file:file", "subject", after, ("path", V(path)), ("content", V(content)));

    private static Handle Retained(TestProgram program, Handle handle)
    {
        program.With(handle, new BoundOptions { Retain = true });
        return handle;
    }
}
