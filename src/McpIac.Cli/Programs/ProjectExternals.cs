using McpIac.Cli.Projects;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Externals;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Programs;

/// <summary>Where values are that are no part of the program: secrets, files, other deployments.</summary>
internal sealed class ProjectExternals : IExternalSource
{
    private readonly ProjectSecrets secrets;
    private readonly OtherDeployments deployments;

    /// <param name="use">Whether values are wanted.</param>
    public ProjectExternals(Session session, Project project, SecretUse use)
    {
        secrets = project.Secrets(session, use);
        deployments = new OtherDeployments(session, project, use == SecretUse.Check);
        session.Assets = new AssetSource(project.Directory, Path.Combine(project.DataDirectory, "assets"), use == SecretUse.Check);
        Assets = session.Assets;
    }

    private AssetSource Assets { get; }

    public Task<(Expression? Value, Diagnostic? Problem)> FindAsync(External external, CancellationToken cancellation) => external.Kind switch
    {
        External.Asset or External.Archive => Assets.FindAsync(external, cancellation),
        External.Deployment => deployments.FindAsync(external, cancellation),
        _ => secrets.FindAsync(external, cancellation),
    };

    public Task<Expression?> PeekAsync(External external, CancellationToken cancellation) =>
        external.Kind == External.Deployment ? deployments.PeekAsync(external) : Task.FromResult<Expression?>(null);
}
