using System.Text.Json;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Drifts;
using McpIac.Plans.Graphs;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Plans.Saved;

/// <summary>A saved plan as data: what <see cref="PlanJson"/> shows, and the expressions that an apply evaluates. A secret is a reference to where the project has it.</summary>
public static class SavedPlanJson
{
    /// <summary>The plan, or MCI3063 for each secret that isn't the project's to give again.</summary>
    public static (Datum? Plan, IReadOnlyList<Diagnostic> Problems) Write(SavedPlan saved, Catalog catalog)
    {
        var writer = new Writer(catalog);
        var plan = saved.Plan;
        var members = PlanJson.Write(plan).Members.Where(m => m.Key is not ("steps" or "outputs" or "checks" or "drift" or "renamed" or "empty")).ToList();
        if (saved.Environment is { } environment) members.Add(new("environment", Datum.Of(environment)));
        members.Add(new("twin", Datum.Of(saved.Twin)));
        members.Add(new("steps", Datum.ListOf(plan.Steps.Select(writer.Step))));
        members.Add(new("outputs", Datum.ListOf(plan.Outputs.Select(writer.Output))));
        members.Add(new("checks", Datum.ListOf(plan.Checks.Select(c => Datum.MapOf([.. PlanJson.Write(c).Members, .. writer.Condition(c.Check.Condition, c.Check.Name).Members])))));
        members.Add(new("drift", Datum.ListOf(plan.Drifts.Select(Drift))));
        members.Add(new("renamed", Datum.ListOf(plan.Renamings.Select(Stored))));
        members.Add(new("assets", Datum.ListOf(saved.Assets.OrderBy(a => a.Kind, StringComparer.Ordinal).ThenBy(a => a.Path, StringComparer.Ordinal).Select(Stored))));
        return writer.Problems.Count > 0 ? (null, writer.Problems) : (Datum.MapOf(members), []);
    }

    /// <summary>The plan, with <see cref="External"/>s where its secrets are to be put; null when the data is none.</summary>
    public static SavedPlan? Read(Datum data)
    {
        try
        {
            var plan = new Plan(
                Text(data, "deployment"), Need(data["stateSerial"]?.AsInteger()), Need(data["schemaDigests"]).Members.ToDictionary(m => m.Key, m => Need(m.Value.AsText()), StringComparer.Ordinal),
                [.. Need(data["steps"]).Items.Select(Step)], [.. Need(data["stages"]).Items.Select(Texts)], [.. Need(data["outputs"]).Items.Select(Output)])
            {
                Checks = [.. Need(data["checks"]).Items.Select(Check)],
                Drifts = [.. Need(data["drift"]).Items.Select(ReadDrift)],
                Renamings = [.. Need(data["renamed"]).Items.Select(Stored<Renaming>)],
                IsPartial = data["partial"]?.AsBoolean() == true,
            };
            return new SavedPlan(plan, data["environment"]?.AsText(), data["twin"]?.AsBoolean() == true, [.. Need(data["assets"]).Items.Select(Stored<SavedAsset>)]);
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The plan with each of its expressions rewritten.</summary>
    public static Plan Rewrite(Plan plan, Func<Expression, Expression> rewrite)
    {
        BoundCondition Condition(BoundCondition c) => new(rewrite(c.Condition), rewrite(c.Message));
        return plan with
        {
            Steps = [.. plan.Steps.Select(s => s with
            {
                Properties = s.Properties.ToDictionary(p => p.Key, p => rewrite(p.Value), StringComparer.Ordinal),
                Read = s.Read is null ? null : s.Read with { Id = rewrite(s.Read.Id) },
                Options = s.Options with
                {
                    ReplaceTrigger = s.Options.ReplaceTrigger is { } trigger ? rewrite(trigger) : null,
                    Preconditions = [.. s.Options.Preconditions.Select(Condition)],
                    Postconditions = [.. s.Options.Postconditions.Select(Condition)],
                },
            })],
            Outputs = [.. plan.Outputs.Select(o => o with { Value = rewrite(o.Value) })],
            Checks = [.. plan.Checks.Select(c => c with { Check = c.Check with { Condition = Condition(c.Check.Condition) } })],
        };
    }

    /// <summary>Every expression of a plan.</summary>
    public static IEnumerable<Expression> Expressions(Plan plan)
    {
        var found = new List<Expression>();
        Rewrite(plan, e =>
        {
            found.Add(e);
            return e;
        });
        return found;
    }

    private sealed class Writer(Catalog catalog)
    {
        public List<Diagnostic> Problems { get; } = [];

        public Datum Step(PlanStep step)
        {
            var members = PlanJson.Write(step).Members.Where(m => m.Key is not ("options" or "existing")).ToList();
            var shape = catalog.Find(step.Type)?.Properties;
            members.Add(new("properties", Datum.MapOf(step.Properties.Select(p => KeyValuePair.Create(p.Key, Expression(p.Value, shape?.Member(p.Key)?.Shape, $"{p.Key} of {step.Name}"))))));
            if (step.IsLeft) members.Add(new("left", Datum.True));
            if (step.Read is { } read) members.Add(new("read", Expression(read.Id, null, $"the id of {step.Name}")));
            var options = Datum.MapOf(BoundOptionsJson.Write(step.Options).Members.Select(m => KeyValuePair.Create(m.Key, m.Key switch
            {
                "replaceTrigger" when step.Options.ReplaceTrigger is { } trigger => Expression(trigger, null, $"replaceTrigger of {step.Name}"),
                "preconditions" => Datum.ListOf(step.Options.Preconditions.Select(c => Condition(c, step.Name))),
                "postconditions" => Datum.ListOf(step.Options.Postconditions.Select(c => Condition(c, step.Name))),
                _ => m.Value,
            })));
            if (step.Options.DeleteHooks.Count > 0) options = options.With("deleteHooks", DeleteHookJson.Write(step.Options.DeleteHooks));
            if (options.Members.Count > 0) members.Add(new("options", options));
            return Datum.MapOf(members);
        }

        public Datum Output(PlannedOutput output) => Datum.MapOf([.. PlanJson.Write(output).Members, new("value", Expression(output.Value, null, $"the output {output.Name}"))]);

        public Datum Condition(BoundCondition condition, string name) =>
            Datum.MapOf([new("condition", Expression(condition.Condition, null, $"a condition of {name}")), new("says", Expression(condition.Message, null, $"a condition of {name}"))]);

        private Datum Expression(Expression expression, Shape? shape, string where)
        {
            var written = External.Unresolved(expression);
            var own = References.Parts(written).Any(p => p is Secret { Value: not Reference });
            var hidden = !own && !References.Parts(written).Any(p => p is External { IsSecret: true }) && !SecretMask.Of(written, shape).Equals(written);
            if (own || hidden) Problems.Add(SavedPlanProblems.OwnSecret(where));
            return ExpressionJson.Write(written);
        }
    }

    private static PlanStep Step(Datum data) => new(
        Word<StepAction>(data["action"]), Text(data, "urn"), Text(data, "type"), Text(data, "name"), Text(data, "provider"),
        Need(data["properties"]).Members.ToDictionary(m => m.Key, m => ReadExpression(m.Value), StringComparer.Ordinal), Need(data["planned"]), [.. Need(data["diff"]).Items.Select(Change)],
        Text(data, "reason"), Word<UndoKind>(data["undo"]), Flag(data, "destroysData"), [.. Texts(Need(data["dependsOn"]))], Flag(data, "deleteFirst"), data["deposedId"]?.AsText())
    {
        Options = data["options"] is { } options ? Options(options) : BoundOptions.None,
        Formulas = (data["formulas"]?.Members ?? []).ToDictionary(m => m.Key, m => Need(m.Value.AsText()), StringComparer.Ordinal),
        Filled = data["filled"] ?? Datum.EmptyMap,
        Room = [.. (data["room"]?.Items ?? []).Select(r => new StateObject(Text(r, "urn"), r["deposedId"]?.AsText()))],
        ReleasedBy = data["releasedBy"] is { } releases ? [.. Texts(releases)] : [],
        IsLeft = Flag(data, "left"),
        Hook = data["hook"] is { } hook ? new PlannedHook(Text(hook, "of"), Flag(hook, "before"), Text(hook, "on")) : null,
        NotUndone = data["notUndone"]?.AsText(),

        // What was read is read again; what it was then isn't kept, because there may be secrets in it.
        Read = data["read"] is { } id ? new PlannedRead(ReadExpression(id), Evaluation.Unknown, null, null) : null,
    };

    private static BoundOptions Options(Datum data)
    {
        PropertyPath[] Paths(string name) => [.. (data[name]?.Items ?? []).Select(i => Need(PropertyPath.Parse(Need(i.AsText()))))];
        return BoundOptionsJson.ReadPatience(data) with
        {
            Provider = data["provider"]?.AsText(),
            DeleteHooks = DeleteHookJson.Read(data["deleteHooks"]),
            Import = data["import"]?.AsText(),
            Protect = Flag(data, "protect"),
            Retain = Flag(data, "retain"),
            DeleteBeforeReplace = Flag(data, "deleteBeforeReplace"),
            Aliases = [.. (data["aliases"]?.Items ?? []).Select(i => Need(i.AsText()))],
            IgnoreChanges = Paths("ignoreChanges"),
            ReplaceOn = Paths("replaceOn"),
            ReplaceTrigger = data["replaceTrigger"] is { } trigger ? ReadExpression(trigger) : null,
            Preconditions = [.. (data["preconditions"]?.Items ?? []).Select(ReadCondition)],
            Postconditions = [.. (data["postconditions"]?.Items ?? []).Select(ReadCondition)],
        };
    }

    private static BoundCondition ReadCondition(Datum data) => new(ReadExpression(Need(data["condition"])), ReadExpression(Need(data["says"])));

    private static PropertyChange Change(Datum data) => new(Text(data, "path"), data["before"], data["after"], Flag(data, "forcesReplacement"), data["reason"]?.AsText() ?? "");

    private static PlannedOutput Output(Datum data) =>
        new(Text(data, "name"), ReadExpression(Need(data["value"])), data["before"], data["after"], Flag(data, "secret"), Flag(data, "changed"), data["formula"]?.AsText());

    private static PlannedCheck Check(Datum data) => new(
        new BoundCheck(Text(data, "name"), ReadCondition(data), null), data["outcome"]?.AsText() switch { "passed" => true, "failed" => false, _ => null }, data["message"]?.AsText());

    private static Datum Drift(Drift drift) => Datum.MapOf(
    [
        new("was", Stored(drift.Was)),
        .. drift.Now is { } now ? [new KeyValuePair<string, Datum>("now", Stored(now))] : Array.Empty<KeyValuePair<string, Datum>>(),
        .. PlanJson.Write(drift).Members.Where(m => m.Key is "properties" or "outputs"),
    ]);

    private static Drift ReadDrift(Datum data) => new(
        Stored<ResourceState>(Need(data["was"])), data["now"] is { } now ? Stored<ResourceState>(now) : null,
        [.. Need(data["properties"]).Items.Select(Change)], [.. Need(data["outputs"]).Items.Select(Change)]);

    private static Datum Stored<T>(T value) => Need(DatumReader.Read(JsonSerializer.Serialize(value, StoredJson.Options)).Value);

    private static T Stored<T>(Datum data) where T : class => Need(JsonSerializer.Deserialize<T>(DatumWriter.Write(data, sortKeys: false), StoredJson.Options));

    private static Expression ReadExpression(Datum data) => Need(ExpressionJson.Read(data));

    private static string[] Texts(Datum data) => [.. data.Items.Select(i => Need(i.AsText()))];

    private static string Text(Datum data, string name) => Need(data[name]?.AsText());

    private static bool Flag(Datum data, string name) => data[name]?.AsBoolean() == true;

    private static T Word<T>(Datum? data) where T : struct, Enum => Enum.TryParse<T>(Need(data?.AsText()), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : throw new FormatException();

    private static T Need<T>(T? value) where T : class => value ?? throw new FormatException();

    private static long Need(long? value) => value ?? throw new FormatException();
}
