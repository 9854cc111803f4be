using McpIac.Providers.Changes;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Validation;

namespace McpIac.Providers.Resources;

/// <summary>Says everything that is wrong with declared resources, not the first thing.</summary>
internal sealed class ConfigValidator(IReadOnlyDictionary<string, IResourceHandler> handlers)
{
    public ValidateData Validate(IReadOnlyList<WireResourceDeclaration> resources, CancellationToken cancellation)
    {
        WireDiagnostic[] diagnostics = [.. resources.SelectMany(r => Validate(r, cancellation))];
        return new ValidateData(diagnostics.All(d => d.Severity != "error"), diagnostics);
    }

    public IEnumerable<WireDiagnostic> Validate(WireResourceDeclaration resource, CancellationToken cancellation)
    {
        var address = resource.Urn ?? resource.Name;
        if (!handlers.TryGetValue(resource.Type ?? "", out var handler))
        {
            return [new WireDiagnostic("error", "type", $"The type '{resource.Type}' isn't one of this provider.", null, address)];
        }

        var (properties, twice) = Normaliser.Normalise(handler.Type.Properties, resource.Properties);
        Violation[] violations = [.. twice, .. ShapeValidator.Validate(handler.Type.Properties, properties)];
        if (violations.Length > 0) return violations.Select(v => new WireDiagnostic("error", v.Code, Sentence(v), v.Path, address));
        var context = new OperationContext("", resource.Urn ?? "", resource.Name ?? "", new Progress<string>(), cancellation);
        return handler.Check(properties, context).Select(d => d with { Resource = d.Resource ?? address });
    }

    private static string Sentence(Violation violation) =>
        violation.Path.Length == 0 ? violation.Message : $"{violation.Path[1..]}: {violation.Message}";
}
