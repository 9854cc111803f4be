using System.Reflection;
using System.Runtime.CompilerServices;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl.Components;

/// <summary>
/// A class of a component as other languages than C# use it. What its constructor takes behind the name, and its properties that can be set, are its inputs; its properties that can
/// be read are its outputs. Names begin with a small letter.
/// </summary>
public sealed class ComponentClass
{
    private readonly Type type;
    private readonly ConstructorInfo? constructor;
    private readonly IReadOnlyDictionary<string, PropertyInfo> outputs;

    private ComponentClass(Type type)
    {
        this.type = type;
        constructor = type.GetConstructors().Where(c => c.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(string)).MaxBy(c => c.GetParameters().Length);
        PropertyInfo[] properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0)];
        var parameters = (constructor?.GetParameters() ?? []).Skip(1).Where(IsInput).Select(p => ComponentInput.Of(p.Name ?? "", p.ParameterType, !p.HasDefaultValue));
        var settable = properties.Where(p => p.SetMethod is { IsPublic: true }).Select(p => ComponentInput.Of(p.Name, p.PropertyType, p.IsDefined(typeof(RequiredMemberAttribute))));
        ComponentInput[] all = [.. parameters.Concat(settable).DistinctBy(i => i.Name)];
        Inputs = [.. all.Where(i => i.Problem is null)];
        outputs = properties.Where(p => p.GetMethod is { IsPublic: true } && ComponentOutput.IsOne(p.PropertyType)).DistinctBy(p => ComponentInput.NameOf(p.Name)).ToDictionary(p => ComponentInput.NameOf(p.Name), StringComparer.Ordinal);
        Problem = constructor is null ? "it has no public constructor whose first parameter is the name, a string" : all.FirstOrDefault(i => i.IsRequired)?.Problem;
    }

    public string Name => type.Name;

    /// <summary>What it can be given.</summary>
    public IReadOnlyList<ComponentInput> Inputs { get; }

    public IEnumerable<string> Outputs => outputs.Keys;

    /// <summary>Why only C# can use it; null when others can.</summary>
    public string? Problem { get; }

    /// <summary>Those of a program, in the order of their names.</summary>
    public static IReadOnlyList<ComponentClass> In(Assembly program) =>
        [.. program.GetTypes().Where(t => t.IsSubclassOf(typeof(Component)) && !t.IsAbstract && !t.ContainsGenericParameters).OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => new ComponentClass(t))];

    /// <summary>Makes one in the recording that runs, and declares outputs of it as outputs of the deployment, after all that it declares itself.</summary>
    /// <param name="inputs">As they have to be: those that have to be known are, all that are required are there.</param>
    /// <exception cref="Exception">Whatever the class throws.</exception>
    public void Make(string name, IReadOnlyDictionary<string, Expression> inputs, IEnumerable<string> read)
    {
        if (constructor is null || Problem is not null) return;
        object?[] arguments = [name, .. constructor.GetParameters().Skip(1).Select(p => Argument(p, inputs))];

        // Its exceptions as they are, so that they are reported at its line.
        var component = constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true }))
        {
            if (inputs.TryGetValue(ComponentInput.NameOf(property.Name), out var value) && !IsParameter(property))
                property.SetValue(component, ComponentInput.Value(property.PropertyType, value), BindingFlags.DoNotWrapExceptions, null, null, null);
        }

        foreach (var output in read)
        {
            var value = outputs[output].GetValue(component, BindingFlags.DoNotWrapExceptions, null, null, null);
            DeploymentRecorder.Current.Add(new DeclaredOutput(output, ComponentOutput.Of(value), false, null));
        }
    }

    // A property that the constructor sets too, from an input of that name.
    private bool IsParameter(PropertyInfo property) => (constructor?.GetParameters() ?? []).Skip(1).Any(p => ComponentInput.NameOf(p.Name ?? "") == ComponentInput.NameOf(property.Name));

    private static bool IsInput(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(ResourceOptions) && !parameter.IsDefined(typeof(CallerFilePathAttribute)) && !parameter.IsDefined(typeof(CallerLineNumberAttribute));

    private static object? Argument(ParameterInfo parameter, IReadOnlyDictionary<string, Expression> inputs)
    {
        if (IsInput(parameter) && inputs.TryGetValue(ComponentInput.NameOf(parameter.Name ?? ""), out var value)) return ComponentInput.Value(parameter.ParameterType, value);
        if (parameter.HasDefaultValue) return parameter.DefaultValue ?? (parameter.ParameterType is { IsValueType: true } type && Nullable.GetUnderlyingType(type) is null ? RuntimeHelpers.GetUninitializedObject(type) : null);
        return parameter.ParameterType == typeof(ResourceOptions) ? new ResourceOptions() : null;
    }
}
