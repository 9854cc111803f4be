using System.Globalization;
using System.Text;
using McpIac.Dsl.Expressions.Builtins;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>One evaluation: its scope and its budget.</summary>
internal sealed class EvaluationRun(IEvaluationScope scope, Work work)
{
    /// <summary>The variables in sight, innermost first.</summary>
    internal sealed record Bindings(string Name, Datum Value, Bindings? Outer);

    public Outcome Evaluate(Expression expression, Bindings? bindings, int depth)
    {
        if (expression is Literal literal) return literal.Value;
        if (depth >= Limits.Depth) throw new EvaluationLimitException(EvaluationLimitException.TooDeep);
        work.Spend(1);
        return expression switch
        {
            Secret secret => Evaluate(secret.Value, bindings, depth + 1),
            Reference reference => scope.Resolve(reference) ?? Evaluation.Unknown,
            External => Outcome.Unknown,
            ListExpression list => List(list, bindings, depth),
            MapExpression map => Map(map, bindings, depth),
            Interpolation text => Interpolate(text, bindings, depth),
            Conditional conditional => Choose(conditional, bindings, depth),
            Call call => Invoke(call, bindings, depth),
            Access access => Member(access, bindings, depth),
            For loop => Iterate(loop, bindings, depth),
            Variable variable => Find(variable.Name, bindings),
            Let let => Name(let, bindings, depth),
            _ => Outcome.Fail("it is of a kind that has no value"),
        };
    }

    private Outcome List(ListExpression list, Bindings? bindings, int depth)
    {
        var items = new Datum[list.Items.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var item = Evaluate(list.Items[i], bindings, depth + 1);
            if (item.Error is not null) return item;
            items[i] = item.Value;
        }

        return Datum.ListOf(items);
    }

    private Outcome Map(MapExpression map, Bindings? bindings, int depth)
    {
        var members = new KeyValuePair<string, Datum>[map.Members.Count];
        for (var i = 0; i < members.Length; i++)
        {
            var member = Evaluate(map.Members[i].Value, bindings, depth + 1);
            if (member.Error is not null) return member;
            members[i] = new(map.Members[i].Key, member.Value);
        }

        return Datum.MapOf(members);
    }

    private Outcome Interpolate(Interpolation interpolation, Bindings? bindings, int depth)
    {
        var text = new StringBuilder();
        string? prefix = null;
        var least = 0L;
        foreach (var expression in interpolation.Parts)
        {
            var part = Evaluate(expression, bindings, depth + 1);
            if (part.Error is not null) return part;
            if (DatumWalk.IsUnknown(part.Value))
            {
                prefix ??= text + Refinement.Prefix(part.Value);
                least += Refinement.MinLength(part.Value);
                continue;
            }

            var written = Texts.Of(part.Value);
            if (written.Error is not null) return written;
            var characters = written.Value.AsText() ?? "";
            work.Spend(characters.Length);
            text.Append(characters);
        }

        return prefix is null ? text.ToString() : Refinement.Of(ShapeKind.Text, notNull: true, prefix, text.Length + least);
    }

    private Outcome Choose(Conditional conditional, Bindings? bindings, int depth)
    {
        var condition = Evaluate(conditional.Condition, bindings, depth + 1);
        if (condition.Error is not null || DatumWalk.IsUnknown(condition.Value)) return condition;
        return condition.Value.AsBoolean() switch
        {
            true => Evaluate(conditional.WhenTrue, bindings, depth + 1),
            false => Evaluate(conditional.WhenFalse, bindings, depth + 1),
            null => Outcome.Fail($"a condition must be a boolean, and this one is {DatumWalk.Kind(condition.Value)}"),
        };
    }

    private Outcome Invoke(Call call, Bindings? bindings, int depth)
    {
        if (Functions.Find(call.Function) is not { } function) return Outcome.Fail($"there is no function named {Quote(call.Function)}");
        if (call.Arguments.Count < function.MinArguments || call.Arguments.Count > function.MaxArguments)
        {
            return Outcome.Fail($"{function.Name} takes {function.Arity} and was given {call.Arguments.Count}");
        }

        if (function.Decides is { } decides) return InvokeLazily(function.Name, decides, call.Arguments, bindings, depth);
        var arguments = new Datum[call.Arguments.Count];
        var known = true;
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = Evaluate(call.Arguments[i], bindings, depth + 1);
            if (argument.Error is not null) return argument;
            arguments[i] = argument.Value;
            known &= function.SeesParts ? !DatumWalk.IsUnknown(argument.Value) : !DatumWalk.HasUnknown(argument.Value, work);
        }

        return known ? function.Body(arguments, work) : Refinement.OfCall(function, arguments);
    }

    // and, or, coalesce: an argument can decide the result whatever the others are, so those after it are not evaluated, and of those after one that may what is wrong isn't said yet.
    private Outcome InvokeLazily(string name, Func<Datum, bool?> decides, EquatableList<Expression> arguments, Bindings? bindings, int depth)
    {
        Outcome? unknown = null;
        var last = Datum.Null;
        foreach (var expression in arguments)
        {
            var argument = Evaluate(expression, bindings, depth + 1);
            if (argument.Error is not null) return unknown ?? argument;
            last = argument.Value;
            if (DatumWalk.IsUnknown(last))
            {
                unknown = Outcome.Unknown;
                if (name == "coalesce") return Refinement.IsNotNull(last) ? last : unknown.Value;
                continue;
            }

            var decision = decides(last);
            if (decision is null) return unknown ?? Outcome.Fail($"{name} takes booleans, and one of them is {DatumWalk.Kind(last)}");
            if (decision == true) return last;
        }

        return unknown ?? last;
    }

    private Outcome Member(Access access, Bindings? bindings, int depth)
    {
        var target = Evaluate(access.Target, bindings, depth + 1);
        return target.Error is not null || DatumWalk.IsUnknown(target.Value) ? target : Part(target.Value, access.Member);
    }

    private static Outcome Part(Datum value, string member)
    {
        switch (value.Kind)
        {
            case DatumKind.Null: return Datum.Null;
            case DatumKind.Map: return value[member] ?? Datum.Null;
            case DatumKind.List:
                if (!int.TryParse(member, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                {
                    return Outcome.Fail($"a list has no member {Quote(member)}");
                }

                return index < value.Items.Count
                    ? value.Items[index]
                    : Outcome.Fail($"the index {index} is outside of a list of {value.Items.Count}");
            default: return Outcome.Fail($"{DatumWalk.Kind(value)} has no member {Quote(member)}");
        }
    }

    private Outcome Iterate(For loop, Bindings? bindings, int depth)
    {
        var source = Evaluate(loop.Source, bindings, depth + 1);
        if (source.Error is not null || DatumWalk.IsUnknown(source.Value)) return source;
        if (source.Value.Kind != DatumKind.List) return Outcome.Fail($"a loop goes over a list, and this is {DatumWalk.Kind(source.Value)}");
        var items = new List<Datum>(source.Value.Items.Count);
        foreach (var element in source.Value.Items)
        {
            work.Spend(1);
            var inner = new Bindings(loop.Variable, element, bindings);
            if (loop.Filter is not null)
            {
                var keep = Evaluate(loop.Filter, inner, depth + 1);
                if (keep.Error is not null) return keep;

                // Whether the element stays isn't known, so neither is how many there are.
                if (DatumWalk.IsUnknown(keep.Value)) return Outcome.Unknown;
                if (keep.Value.AsBoolean() is not { } kept) return Outcome.Fail($"a filter must be a boolean, and this one is {DatumWalk.Kind(keep.Value)}");
                if (!kept) continue;
            }

            var item = Evaluate(loop.Body, inner, depth + 1);
            if (item.Error is not null) return item;
            items.Add(item.Value);
        }

        return Datum.ListOf(items);
    }

    private static Outcome Find(string name, Bindings? bindings)
    {
        for (var binding = bindings; binding is not null; binding = binding.Outer)
        {
            if (binding.Name == name) return binding.Value;
        }

        return Outcome.Fail($"there is no variable named {Quote(name)}");
    }

    private Outcome Name(Let let, Bindings? bindings, int depth)
    {
        var value = Evaluate(let.Value, bindings, depth + 1);
        return value.Error is not null ? value : Evaluate(let.Body, new Bindings(let.Name, value.Value, bindings), depth + 1);
    }

    // Names come from programs and can be of any length.
    private static string Quote(string name) => name.Length <= 60 ? $"'{name}'" : $"'{name[..60]}…'";
}
