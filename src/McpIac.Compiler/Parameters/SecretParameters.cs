using McpIac.Compiler.Externals;
using McpIac.Compiler.Programs;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Parameters;

/// <summary>
/// Puts secret parameters in their places in what a C# program declared. The program itself doesn't get to see them, so that neither its result nor the cache holds
/// them.
/// </summary>
internal static class SecretParameters
{
    /// <summary>Reports values that were given for no parameter, too.</summary>
    public static DeclaredProgram Put(DeclaredProgram program, IReadOnlyDictionary<string, GivenParameter> given)
    {
        // A document has them in place, and has reported the rest.
        if (program.Deployment is not { } deployment || program.IsDocument) return program;
        string[] known = [.. deployment.Parameters.Select(p => p.Name)];
        Diagnostic[] unknown = [.. given.Where(g => g.Value.IsAsked && !known.Contains(g.Key)).Select(g => ParameterProblems.Unknown(g.Key, known, "Declare it: Parameter<string>(\"name\")."))];
        if (!deployment.Parameters.Any(p => p.IsSecret)) return unknown.Length == 0 ? program : program with { Diagnostics = [.. program.Diagnostics, .. unknown] };

        var problems = new List<Diagnostic>(unknown);
        var values = deployment.Parameters.Where(p => p.IsSecret).ToDictionary(p => p.Name, p => Value(p, given.GetValueOrDefault(p.Name), problems), StringComparer.Ordinal);
        Expression Rewrite(Expression expression) => External.Rewrite(expression, e => e is { Kind: External.Parameter, Path: [var name] } ? values.GetValueOrDefault(name) : null);
        return program with { Deployment = ExternalValues.Rewrite(deployment, Rewrite), Diagnostics = [.. program.Diagnostics, .. problems] };
    }

    private static Secret? Value(DeclaredParameter parameter, GivenParameter? given, List<Diagnostic> problems)
    {
        var shape = ShapeReader.Read(parameter.Schema, parameter.Place?.File ?? "").Shape;
        var (value, why) = ParameterValue.Of(shape, given, null, secret: true);
        if (value is not null) return new Secret(new Literal(value)) { Origin = new External(External.Parameter, [parameter.Name]) };
        problems.Add(Diagnostic.Error("MCI1212", $"The parameter {parameter.Name} has no usable value: {(given is null ? "it is a secret, and none was given" : why)}.",
            parameter.Place, given is null ? $"Give it one, best in the environment variable MCIACC_PARAM_{parameter.Name}." : "Give it another."));
        return null;
    }
}
