using System.Runtime.CompilerServices;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl;

/// <summary>
/// A group of resources that is used as one: a plain class whose constructor makes them with <c>new() { Parent = this }</c>. Its class and name are part
/// of their addresses, so its name is unique among components of its class and parent.
/// </summary>
public abstract class Component
{
    /// <exception cref="InvalidOperationException">No deployment is being recorded: the program was started by itself.</exception>
    protected Component(string name, ResourceOptions? options = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Options = options;
        Segment = $"{GetType().Name}:{name}";
        DeploymentRecorder.Current.Register(this, GetType().Name, name ?? "", new SourcePlace(file, line));
    }

    internal ResourceOptions? Options { get; }

    internal string Segment { get; }

    /// <summary>From this component to the outermost.</summary>
    internal IEnumerable<Component> Path()
    {
        for (var component = this; component is not null; component = component.Options?.Parent) yield return component;
    }
}
