using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>What lists of numbers and of booleans have besides.</summary>
public static class ListMethods
{
    extension(ValueList<bool> list)
    {
        /// <summary>Whether all are true; an empty list has all.</summary>
        public Value<bool> All() => new(Of("all", list));

        /// <summary>Whether one is true; an empty list has none.</summary>
        public Value<bool> Any() => new(Of("any", list));
    }

    extension(ValueList<long> list)
    {
        /// <summary>0 of an empty list.</summary>
        public Value<long> Sum() => new(Of("sum", list));

        /// <summary>An empty list has none, which is an error when it is known.</summary>
        public Value<long> Min() => new(Of("min", list));

        /// <summary>An empty list has none, which is an error when it is known.</summary>
        public Value<long> Max() => new(Of("max", list));
    }

    extension(ValueList<double> list)
    {
        /// <summary>0 of an empty list.</summary>
        public Value<double> Sum() => new(Of("sum", list));

        /// <summary>An empty list has none, which is an error when it is known.</summary>
        public Value<double> Min() => new(Of("min", list));

        /// <summary>An empty list has none, which is an error when it is known.</summary>
        public Value<double> Max() => new(Of("max", list));
    }

    private static Expression Of(string function, IExpressible list) => Compose.Call(function, list.ToExpression() ?? Literals.Null);
}
