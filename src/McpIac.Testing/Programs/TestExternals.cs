using McpIac.Compiler.Externals;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Testing.Programs;

/// <summary>What is no part of the program: files are the program's own, secrets and outputs of other deployments the test's.</summary>
internal sealed class TestExternals(TestOptions options, AssetSource assets) : IExternalSource
{
    public async Task<(Expression? Value, Diagnostic? Problem)> FindAsync(External external, CancellationToken cancellation) => external switch
    {
        { Kind: External.Asset or External.Archive } => await assets.FindAsync(external, cancellation),
        { Kind: External.Secret, Path: [var name, ..] } => (new Secret(new Literal(Datum.Of(options.Secrets.TryGetValue(name, out var given) ? given : $"test-secret-{name}"))), null),
        { Kind: External.Deployment, Path: [var name, var output] } when options.Deployments.TryGetValue(name, out var outputs) && DotNetValue.ToDatum(outputs)[output] is { } value => (new Literal(value), null),
        _ => (null, null),
    };
}
