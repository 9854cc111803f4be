using System.Runtime.CompilerServices;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl;

/// <summary>What programs call without a class's name: scripts have <c>using static McpIac.Dsl.Authoring</c>.</summary>
public static partial class Authoring
{
    /// <summary>Names the deployment; without it, it has the name of the program's folder.</summary>
    public static void Deployment(string name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        DeploymentRecorder.Current.Rename(name ?? "", new SourcePlace(file, line));

    /// <summary>A named result of the deployment: <c>mciacc output</c> shows it.</summary>
    /// <param name="secret">Never show it. A value that a secret took part in is secret anyway.</param>
    public static void Output(string name, AnyValue value, bool secret = false, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        DeploymentRecorder.Current.Add(new DeclaredOutput(name ?? "", value?.OrNull ?? Literals.Null, secret, new SourcePlace(file, line)));

    /// <summary>Says what should hold of the deployment. It is judged as soon as it is known, and a warning when it doesn't hold; what has to hold is <see cref="Ensure"/>'s.</summary>
    /// <param name="name">Unique among the deployment's checks.</param>
    /// <param name="message">What to say then.</param>
    public static void Check(string name, Value<bool> condition, Value<string> message, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        DeploymentRecorder.Current.Add(new DeclaredCheck(name ?? "", condition.OrNull, message.OrNull, new SourcePlace(file, line)));

    /// <summary>Says what has to hold after a resource was made or changed, of its own outputs too. When it doesn't, that step has failed.</summary>
    /// <param name="message">What to say then.</param>
    public static void Ensure(Resource resource, Value<bool> condition, Value<string> message) =>
        resource.Postconditions.Add(new ResourceCondition(condition, message));

    /// <summary>An interpolated text, where C# would otherwise make a plain string of it: in a lambda's result, a conditional, a <c>var</c>.</summary>
    public static Value<string> Text(Value<string> text) => text;

    /// <summary>One value or the other, by a condition that may be known only when the deployment is applied.</summary>
    public static Value<T> If<T>(Value<bool> condition, Value<T> whenTrue, Value<T> whenFalse) => new(Choose(condition, whenTrue.OrNull, whenFalse.OrNull));

    /// <inheritdoc cref="If{T}(Value{bool}, Value{T}, Value{T})"/>
    public static Value<string> If(Value<bool> condition, Value<string> whenTrue, Value<string> whenFalse) =>
        new(Choose(condition, whenTrue.OrNull, whenFalse.OrNull));

    /// <inheritdoc cref="If{T}(Value{bool}, Value{T}, Value{T})"/>
    [OverloadResolutionPriority(1)]
    public static Value<long> If(Value<bool> condition, Value<long> whenTrue, Value<long> whenFalse) =>
        new(Choose(condition, whenTrue.OrNull, whenFalse.OrNull));

    /// <inheritdoc cref="If{T}(Value{bool}, Value{T}, Value{T})"/>
    public static Value<double> If(Value<bool> condition, Value<double> whenTrue, Value<double> whenFalse) =>
        new(Choose(condition, whenTrue.OrNull, whenFalse.OrNull));

    /// <inheritdoc cref="If{T}(Value{bool}, Value{T}, Value{T})"/>
    public static Value<bool> If(Value<bool> condition, Value<bool> whenTrue, Value<bool> whenFalse) =>
        new(Choose(condition, whenTrue.OrNull, whenFalse.OrNull));

    /// <inheritdoc cref="If{T}(Value{bool}, Value{T}, Value{T})"/>
    public static ValueList<T> If<T>(Value<bool> condition, ValueList<T> whenTrue, ValueList<T> whenFalse) =>
        new(Choose(condition, Literals.From(whenTrue), Literals.From(whenFalse)));

    /// <summary>Marks a value that must never be shown, and whatever is computed from it.</summary>
    public static Value<T> Secret<T>(Value<T> value) => new(new Secret(value.OrNull));

    /// <inheritdoc cref="Secret{T}(Value{T})"/>
    public static Value<string> Secret(Value<string> value) => new(new Secret(value.OrNull));

    /// <summary>
    /// Written as a literal, the secret that the project has under this name: <c>mciacc secret set</c>, or a source in <c>mciacc.yaml</c>. The program never sees it. Any
    /// other text is marked as a secret itself, as <see cref="Secret{T}(Value{T})"/> does it.
    /// </summary>
    public static Value<string> Secret(string name, [CallerArgumentExpression(nameof(name))] string written = "")
    {
        if (written.Trim() != $"\"{name}\"") return new(new Secret(Tokens.Recover(name ?? "")));
        return External.IsSecretName(name) ? new(new External(External.Secret, [name])) : new(new Invalid(AuthoringDiagnostics.NoSecretName()));
    }

    /// <summary>The first value that isn't null.</summary>
    public static Value<T> Coalesce<T>(Value<T> value, params ReadOnlySpan<Value<T>> otherwise)
    {
        var arguments = new Expression[otherwise.Length + 1];
        arguments[0] = value.OrNull;
        for (var i = 0; i < otherwise.Length; i++) arguments[i + 1] = otherwise[i].OrNull;
        return new(Compose.Call("coalesce", arguments));
    }

    /// <inheritdoc cref="Coalesce{T}(Value{T}, ReadOnlySpan{Value{T}})"/>
    public static Value<string> Coalesce(Value<string> value, Value<string> otherwise) => new(Compose.Call("coalesce", value.OrNull, otherwise.OrNull));

    private static Expression Choose(Value<bool> condition, Expression whenTrue, Expression whenFalse) =>
        Compose.Condition(condition.OrNull, whenTrue, whenFalse);
}
