using System.Runtime.CompilerServices;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl;

/// <summary>A component that a document defines, with its parameters and outputs; see <see cref="Authoring.Import"/>.</summary>
public sealed class ImportedComponent
{
    private readonly string file;
    private readonly string? component;

    internal ImportedComponent(string file, string? component) => (this.file, this.component) = (file, component);

    /// <summary>Makes its resources. Their address has its name and this one.</summary>
    /// <param name="inputs">Its parameters' values: <c>new { replicas = 3, network = network.Id }</c>.</param>
    /// <param name="options">Its parent, what it depends on, former names, and what holds for all its resources: <c>Protect</c> and <c>Retain</c>.</param>
    /// <exception cref="InvalidOperationException">No deployment is being recorded: the program was started by itself.</exception>
    public ComponentOutputs Use(string name, object? inputs = null, ResourceOptions? options = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Used(new UseOfComponent(this.file, component, name ?? "", UseOfComponent.Members(inputs), options, new SourcePlace(file, line)));

    /// <inheritdoc cref="Use(string, object?, ResourceOptions?, string, int)"/>
    /// <param name="inputs">Its parameters' values, by names that no C# identifier has: <c>new() { ["vpc-id"] = vpc.Id }</c>.</param>
    public ComponentOutputs Use(string name, AnyValue inputs, ResourceOptions? options = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Used(new UseOfComponent(this.file, component, name ?? "", UseOfComponent.Members(inputs), options, new SourcePlace(file, line)));

    private static ComponentOutputs Used(UseOfComponent use) => new(use, DeploymentRecorder.Current.Register(use));
}
