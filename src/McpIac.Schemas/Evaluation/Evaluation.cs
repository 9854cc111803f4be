using System.Globalization;
using System.Runtime.CompilerServices;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation;

/// <summary>
/// One judgement of one value. The schema may come from anybody, so it is bounded: what is nested too deep, what takes too many steps, and patterns that are too slow
/// stay undecided.
/// </summary>
/// <param name="shape">What the value is otherwise known to be, for what of it may be shown; null when nothing is.</param>
/// <param name="start">The JSON pointer of the value.</param>
internal sealed class Evaluation(SchemaOptions options, Shape? shape = null, string start = "", bool secret = false)
{
    private const int MaxDepth = 1_200;

    // From here on the stack is looked at before it is used further.
    private const int SafeDepth = 64;
    private const int FreeSteps = 200_000;
    private const int StepsForEachValue = 100;
    private const int MaxSlowPatterns = 4;

    private readonly List<Token> path = [];
    private List<Violation>? found = [];
    private DynamicScope? scope;
    private int depth;
    private long steps = FreeSteps;
    private bool extended;
    private Datum? whole;
    private int slow;
    private int secrets = secret ? 1 : 0;

    private readonly record struct Token(string? Name, int Index)
    {
        public override string ToString() => Name ?? Index.ToString(CultureInfo.InvariantCulture);
    }

    public SchemaOptions Options => options;

    public IReadOnlyList<Violation> Found => found ?? [];

    /// <summary>Of the value that is being judged.</summary>
    public string Pointer => path.Aggregate(start, (outer, token) => JsonPointer.Append(outer, token.ToString()));

    /// <summary>Nothing is collected: only the verdict matters.</summary>
    public bool Silent => found is null;

    public Verdict Whole(SchemaNode node, Datum value)
    {
        whole = value;
        return Apply(node, value.WithoutRepeats(), null);
    }

    /// <summary>A schema for the same value.</summary>
    public Verdict Apply(SchemaNode node, Datum value, Evaluated? evaluated)
    {
        if (node.Never) return Silent ? Verdict.Invalid : Fail(node.Resource.Locate(node.Place), "never", "isn't allowed here");
        if (options.OfPrograms && StandIns.Is(value)) return Verdict.Undecided;
        if (node.Keywords.Length == 0) return Verdict.Valid;
        if (!Enter())
        {
            evaluated?.MarkAll(Verdict.Undecided);
            return Verdict.Undecided;
        }

        var outer = scope;
        if (outer?.Resource != node.Resource) scope = new DynamicScope(node.Resource, outer);
        if (node.Sensitive) secrets++;
        var own = node.LooksBack && value.Kind is DatumKind.Map or DatumKind.List ? new Evaluated(value) : evaluated;
        var verdict = Verdict.Valid;
        foreach (var keyword in node.Keywords)
        {
            verdict = verdict.And(keyword.Check(this, value, own));
            if (verdict == Verdict.Invalid && Silent) break;
        }

        if (own != evaluated && own is not null) evaluated?.Add(own, Verdict.Valid);
        if (node.Sensitive) secrets--;
        scope = outer;
        depth--;
        return verdict;
    }

    public Verdict Member(SchemaNode node, KeyValuePair<string, Datum> member) => Inner(node, new Token(member.Key, 0), member.Value);

    public Verdict Element(SchemaNode node, Datum list, int index) => Inner(node, new Token(null, index), list.Items[index]);

    /// <summary>A member's name, which is reported as the member itself.</summary>
    public Verdict Name(SchemaNode node, string name) => Inner(node, new Token(name, 0), Datum.Of(name));

    /// <summary>The verdict alone.</summary>
    public Verdict Quietly(Func<Verdict> judge)
    {
        var outer = found;
        found = null;
        var verdict = judge();
        found = outer;
        return verdict;
    }

    /// <summary>The verdict, and what would be reported, which isn't.</summary>
    public Verdict Try(SchemaNode node, Datum value, Evaluated? evaluated, out IReadOnlyList<Violation> violations)
    {
        var outer = found;
        if (outer is not null) found = [];
        var verdict = Apply(node, value, evaluated);
        violations = found ?? (IReadOnlyList<Violation>)[];
        found = outer;
        return verdict;
    }

    public void Report(IReadOnlyList<Violation> violations) => found?.AddRange(violations);

    public Verdict Fail(Keyword keyword, string code, string message, string? member = null) => Silent ? Verdict.Invalid : Fail(keyword.Place.Located, code, message, member);

    /// <summary>A value for a message.</summary>
    public string Show(Datum value) => Silent ? "" : Hides(value) ? "the value" : Rules.Show(value);

    public bool Hides(Datum value) => secrets > 0 || shape is not null && Secrecy.Hides(shape, path.Select(t => t.ToString()), value);

    /// <summary>Whether a text matches a pattern; null when that can't be found out in time.</summary>
    public bool? Matches(string pattern, string text)
    {
        if (slow >= MaxSlowPatterns) return null;
        var matches = Patterns.Decide(pattern, text, out var tooSlow);
        if (tooSlow) slow++;
        return matches;
    }

    /// <summary>What a dynamic reference means here: the outermost schema of its name that was entered.</summary>
    public SchemaNode Dynamic(string name, SchemaNode otherwise)
    {
        for (var at = scope; at is not null; at = at.Outer)
        {
            if (at.Resource.DynamicNodes.TryGetValue(name, out var node)) otherwise = node;
        }

        return otherwise;
    }

    private Verdict Inner(SchemaNode node, Token token, Datum value)
    {
        path.Add(token);
        var verdict = Apply(node, value.WithoutRepeats(), null);
        path.RemoveAt(path.Count - 1);
        return verdict;
    }

    private Verdict Fail(string location, string code, string message, string? member = null)
    {
        found?.Add(new Violation(member is null ? Pointer : JsonPointer.Append(Pointer, member), code, message) { Schema = location });
        return Verdict.Invalid;
    }

    private bool Enter()
    {
        if (--steps < 0 && !Extend() || depth >= MaxDepth) return false;
        if (depth >= SafeDepth && !HasStack()) return false;
        depth++;
        return true;
    }

    // A large value may take longer.
    private bool Extend()
    {
        if (extended || whole is null) return false;
        extended = true;
        steps = StepsForEachValue * Size(whole);
        return steps > 0;
    }

    private static long Size(Datum value) => 1 + value.Items.Sum(Size) + value.Members.Sum(m => Size(m.Value));

    private bool HasStack()
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return true;
        }
        catch (InsufficientExecutionStackException)
        {
            (steps, extended) = (0, true);
            return false;
        }
    }

    private sealed record DynamicScope(SchemaResource Resource, DynamicScope? Outer);
}
