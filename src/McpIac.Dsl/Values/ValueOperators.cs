using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>Arithmetic, order and logic on values. Whole numbers divide as in C#, toward zero; <c>==</c> and <c>!=</c> are every value's own.</summary>
public static class ValueOperators
{
    extension(Value<long>)
    {
        public static Value<long> operator +(Value<long> left, Value<long> right) => Call<long>("add", left, right);
        public static Value<long> operator -(Value<long> left, Value<long> right) => Call<long>("sub", left, right);
        public static Value<long> operator *(Value<long> left, Value<long> right) => Call<long>("mul", left, right);
        public static Value<long> operator /(Value<long> left, Value<long> right) => Call<long>("quotient", left, right);
        public static Value<long> operator %(Value<long> left, Value<long> right) => Call<long>("mod", left, right);
        public static Value<long> operator -(Value<long> value) => new(Compose.Call("neg", value.OrNull));
        public static Value<bool> operator <(Value<long> left, Value<long> right) => Call<bool>("lt", left, right);
        public static Value<bool> operator <=(Value<long> left, Value<long> right) => Call<bool>("le", left, right);
        public static Value<bool> operator >(Value<long> left, Value<long> right) => Call<bool>("gt", left, right);
        public static Value<bool> operator >=(Value<long> left, Value<long> right) => Call<bool>("ge", left, right);
    }

    extension(Value<double>)
    {
        public static Value<double> operator +(Value<double> left, Value<double> right) => Call<double>("add", left, right);
        public static Value<double> operator -(Value<double> left, Value<double> right) => Call<double>("sub", left, right);
        public static Value<double> operator *(Value<double> left, Value<double> right) => Call<double>("mul", left, right);
        public static Value<double> operator /(Value<double> left, Value<double> right) => Call<double>("div", left, right);
        public static Value<double> operator %(Value<double> left, Value<double> right) => Call<double>("mod", left, right);
        public static Value<double> operator -(Value<double> value) => new(Compose.Call("neg", value.OrNull));
        public static Value<bool> operator <(Value<double> left, Value<double> right) => Call<bool>("lt", left, right);
        public static Value<bool> operator <=(Value<double> left, Value<double> right) => Call<bool>("le", left, right);
        public static Value<bool> operator >(Value<double> left, Value<double> right) => Call<bool>("gt", left, right);
        public static Value<bool> operator >=(Value<double> left, Value<double> right) => Call<bool>("ge", left, right);
    }

    extension(Value<string>)
    {
        public static Value<string> operator +(Value<string> left, Value<string> right) => new(Compose.Text([left.OrNull, right.OrNull]));
    }

    extension(Value<bool>)
    {
        public static Value<bool> operator &(Value<bool> left, Value<bool> right) => Call<bool>("and", left, right);
        public static Value<bool> operator |(Value<bool> left, Value<bool> right) => Call<bool>("or", left, right);
        public static Value<bool> operator !(Value<bool> value) => new(Compose.Call("not", value.OrNull));
    }

    private static Value<TResult> Call<TResult>(string function, IExpressible left, IExpressible right) =>
        new(Compose.Call(function, left.ToExpression() ?? Literals.Null, right.ToExpression() ?? Literals.Null));
}
