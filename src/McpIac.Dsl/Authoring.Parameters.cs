using System.Runtime.CompilerServices;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl;

/// <summary>Values from outside of the program: <c>--set replicas=3</c> and the other sources of parameters.</summary>
public static partial class Authoring
{
    /// <summary>A value that has to be given from outside. One that is missing or breaks a rule is reported here, and the program's result doesn't count.</summary>
    /// <typeparam name="T">
    /// A text, a number, a boolean, an enum, or what reads from JSON: a list, a dictionary, a record. Of a record, all members without a default are needed and no others are allowed.
    /// </typeparam>
    /// <param name="min">The least number.</param>
    /// <param name="max">The greatest number.</param>
    /// <param name="minLength">Characters of a text.</param>
    /// <param name="maxLength">Characters of a text.</param>
    /// <param name="pattern">A regular expression that is found in the text.</param>
    /// <param name="allowed">All values that it may have.</param>
    /// <param name="description">For people.</param>
    public static T Parameter<T>(
        string name, double? min = null, double? max = null, int? minLength = null, int? maxLength = null, string? pattern = null, IReadOnlyList<T>? allowed = null,
        string? description = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Given<T>(name, new(min, max, minLength, maxLength, pattern, allowed?.Select(ParameterSchema.Write), null, description), new(file, line));

    /// <summary>A value that can be given from outside.</summary>
    /// <param name="defaultValue">What it is when nothing is given; the rules hold for it too.</param>
    /// <inheritdoc cref="Parameter{T}(string, double?, double?, int?, int?, string?, IReadOnlyList{T}?, string?, string, int)"/>
    public static T Parameter<T>(
        string name, T defaultValue, double? min = null, double? max = null, int? minLength = null, int? maxLength = null, string? pattern = null,
        IReadOnlyList<T>? allowed = null, string? description = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Given<T>(name, new(min, max, minLength, maxLength, pattern, allowed?.Select(ParameterSchema.Write), ParameterSchema.Write(defaultValue), description), new(file, line));

    /// <summary>
    /// A value that has to be given from outside and must never be shown. The program doesn't get to see it: it is put in its place afterwards. It has no default, which
    /// would stand in the program's text.
    /// </summary>
    /// <inheritdoc cref="Parameter{T}(string, double?, double?, int?, int?, string?, IReadOnlyList{T}?, string?, string, int)"/>
    public static Value<T> SecretParameter<T>(
        string name, double? min = null, double? max = null, int? minLength = null, int? maxLength = null, string? pattern = null,
        string? description = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var rules = new ParameterRules(min, max, minLength, maxLength, pattern, null, null, description);
        DeploymentRecorder.Current.Declare<T>(name ?? "", rules, isSecret: true, new(file, line));
        return new(new External(External.Parameter, [name ?? ""]));
    }

    /// <summary>A text that has to be given from outside and must never be shown.</summary>
    /// <inheritdoc cref="SecretParameter{T}"/>
    public static Value<string> SecretParameter(
        string name, int? minLength = null, int? maxLength = null, string? pattern = null, string? description = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        SecretParameter<string>(name, null, null, minLength, maxLength, pattern, description, file, line);

    // What has no usable value is reported, and nothing of this run counts; the program goes on so that all such parameters are found.
    private static T Given<T>(string name, ParameterRules rules, SourcePlace place)
    {
        if (DeploymentRecorder.Current.Declare<T>(name ?? "", rules, isSecret: false, place) is not { } value) return Absent<T>();
        var (read, why) = ParameterSchema.Read<T>(value);
        if (why is not null) DeploymentRecorder.Current.Refuse(ParameterProblems.NoValue(name ?? "", why, place));
        return read ?? Absent<T>();
    }

    private static T Absent<T>() => typeof(T) == typeof(string) ? (T)(object)"" : typeof(T).IsArray ? (T)(object)Array.CreateInstance(typeof(T).GetElementType() ?? typeof(object), 0) : default!;
}
