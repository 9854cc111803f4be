using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using Expression = McpIac.Dsl.Expressions.Expression;
using Node = System.Linq.Expressions.Expression;

namespace McpIac.Dsl.Lowering;

/// <summary>Translates the nodes of one lambda, nested lambdas included. Calls of methods are in <see cref="MethodTable"/>.</summary>
internal sealed partial class LambdaTranslator
{
    private readonly ImmutableDictionary<ParameterExpression, Expression> parameters;

    public LambdaTranslator() => parameters = ImmutableDictionary<ParameterExpression, Expression>.Empty;

    private LambdaTranslator(ImmutableDictionary<ParameterExpression, Expression> parameters) => this.parameters = parameters;

    public LambdaTranslator With(ParameterExpression parameter, Expression value) => new(parameters.SetItem(parameter, value));

    /// <summary>What a lambda makes of each element of a list.</summary>
    public Expression Each(Expression list, LambdaExpression lambda)
    {
        var (variable, inner) = Bind(lambda);
        return new For(variable.Name, list, inner.Lower(lambda.Body), null);
    }

    /// <summary>A map of what two lambdas make of each element of a list, of the elements themselves without the second.</summary>
    public Expression Keyed(Expression list, LambdaExpression key, LambdaExpression? value)
    {
        var (variable, inner) = Bind(key);
        var made = value is null ? variable : inner.With(value.Parameters[0], variable).Lower(value.Body);
        return Compose.Call("toMap", new For(variable.Name, list, new MapExpression([new("key", inner.Lower(key.Body)), new("value", made)]), null));
    }

    /// <summary>What a lambda makes of each pair of elements of two lists whose keys are equal.</summary>
    public Expression Joined(Expression outer, Expression inner, LambdaExpression outerKey, LambdaExpression innerKey, LambdaExpression result)
    {
        var (left, withLeft) = Bind(outerKey);
        var right = new Variable(Compose.FreshName(innerKey.Parameters[0].Name));
        var both = withLeft.With(innerKey.Parameters[0], right);
        var equal = Compose.Call("eq", withLeft.Lower(outerKey.Body), both.Lower(innerKey.Body));
        var made = both.With(result.Parameters[0], left).With(result.Parameters[1], right).Lower(result.Body);
        return Compose.Call("flatten", new For(left.Name, outer, new For(right.Name, inner, made, equal), null));
    }

    /// <summary>The elements of a list for which a lambda is true.</summary>
    public Expression Those(Expression list, LambdaExpression lambda, bool negate = false)
    {
        var (variable, inner) = Bind(lambda);
        var filter = inner.Lower(lambda.Body);
        return new For(variable.Name, list, variable, negate ? Compose.Call("not", filter) : filter);
    }

    /// <exception cref="LoweringException">A part has no counterpart in the language.</exception>
    public Expression Lower(Node node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new LoweringException(node, "it is nested too deeply");
        if (ClosedParts.IsClosed(node) && node is not LambdaExpression && !IsSpan(node.Type)) return FromComputed(node, ClosedParts.Compute(node));
        return node switch
        {
            ParameterExpression parameter => parameters.TryGetValue(parameter, out var value) ? value : throw new LoweringException(node, "it is not a value of the lambda"),
            UnaryExpression unary => Unary(unary),
            BinaryExpression binary => Binary(binary),
            System.Linq.Expressions.ConditionalExpression c => Compose.Condition(Lower(c.Test), Lower(c.IfTrue), Lower(c.IfFalse)),
            MemberExpression member => Member(member),
            IndexExpression { Object: { } target, Arguments: [var index] } => Index(target, index),
            MethodCallExpression call => MethodTable.Lower(this, call),
            NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array => new ListExpression([.. array.Expressions.Select(Lower)]),
            ListInitExpression list => Initialised(list),
            NewExpression made => Made(made),
            MemberInitExpression made => Members(made),
            _ => throw new LoweringException(node, LoweringReasons.Nothing),
        };
    }

    /// <summary>The text that a closed part denotes, where the translation has to know it.</summary>
    public static string Known(Node node) => ClosedParts.IsClosed(node) && ClosedParts.Compute(node) is var value and (string or char)
        ? value.ToString() ?? ""
        : throw new LoweringException(node, LoweringReasons.KnownNow);

    public Expression Index(Node target, Node index)
    {
        var list = Lower(target);
        var at = Lower(index);
        if (target.Type == typeof(string)) return Compose.Call("substring", list, at, new Literal(Datum.Of(1)));
        return at is Literal { Value: var known } && (known.AsText() ?? known.NumberText) is { } member && !member.StartsWith('-')
            ? Compose.Member(list, member)
            : Compose.Call("lookup", list, at);
    }

    public static LambdaExpression Lambda(Node node, int parameters = 1) => (node is UnaryExpression { NodeType: ExpressionType.Quote, Operand: LambdaExpression quoted } ? quoted : node) switch
    {
        LambdaExpression lambda when lambda.Parameters.Count == parameters => lambda,
        LambdaExpression => throw new LoweringException(node, LoweringReasons.OneElement),
        _ => throw new LoweringException(node, LoweringReasons.NotALambda),
    };

    private (Variable Variable, LambdaTranslator Inner) Bind(LambdaExpression lambda)
    {
        if (lambda.Parameters.Count != 1) throw new LoweringException(lambda, LoweringReasons.OneElement);
        var variable = new Variable(Compose.FreshName(lambda.Parameters[0].Name));
        return (variable, With(lambda.Parameters[0], variable));
    }

    private static bool IsSpan(Type type) => type.IsByRefLike;

    private static Expression FromComputed(Node node, object? value) =>
        Literals.From(value) is Invalid invalid ? throw new LoweringException(node, Lowercase(invalid.Diagnostic.Message)) : Literals.From(value);

    private static string Lowercase(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');

    private Expression Initialised(ListInitExpression list)
    {
        if (list.NewExpression.Arguments.Count > 0) throw new LoweringException(list.NewExpression, LoweringReasons.CollectionArguments);
        return list.Initializers.All(i => i.Arguments.Count == 1)
            ? new ListExpression([.. list.Initializers.Select(i => Lower(i.Arguments[0]))])
            : new MapExpression([.. list.Initializers.Select(i => new KeyValuePair<string, Expression>(Known(i.Arguments[0]), Lower(i.Arguments[1])))]);
    }

    private Expression Made(NewExpression made)
    {
        // An anonymous object: its members are named as they are written.
        if (made.Members is { } members)
        {
            return new MapExpression([.. members.Select((m, i) => new KeyValuePair<string, Expression>(m.Name, Lower(made.Arguments[i])))]);
        }

        return made.Arguments is [var items] && items.Type != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(items.Type)
            ? Lower(items)
            : throw new LoweringException(made, LoweringReasons.CantBeMade(made.Type.Name));
    }

    private Expression Members(MemberInitExpression made)
    {
        if (made.NewExpression.Arguments.Count > 0) throw new LoweringException(made.NewExpression, LoweringReasons.ObjectArguments);
        return new MapExpression([.. made.Bindings.Select(b => b is MemberAssignment assignment
            ? new KeyValuePair<string, Expression>(WireName(assignment.Member, made), Lower(assignment.Expression))
            : throw new LoweringException(made, LoweringReasons.PlainMembers))]);
    }

    private static string WireName(MemberInfo member, Node node)
    {
        if (member.GetCustomAttribute<PropertyAttribute>() is { } named) return named.WireName;
        if (member.DeclaringType?.Namespace?.StartsWith("System", StringComparison.Ordinal) == true)
        {
            throw new LoweringException(node, LoweringReasons.NoMember(member.DeclaringType.Name, member.Name));
        }

        return char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
    }
}
