using McpIac.Cli.Sessions;
using McpIac.Compiler.Externals;
using McpIac.Compiler.Settings;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Secrets;

namespace McpIac.Cli.Secrets;

/// <summary>The project's secrets in one environment: each from its source in <c>mciacc.yaml</c>, else from the file of encrypted ones, the environment's own first.</summary>
/// <param name="folder">The program's, or the current one.</param>
/// <param name="isTwin">No provider's server is asked for what it keeps.</param>
internal sealed class ProjectSecrets(Session session, string folder, ProjectSettings settings, string? environment, SecretUse use, bool isTwin = false) : IExternalSource
{
    private readonly Vault vault = Vault.Of(session, folder, settings);
    private (SecretFile? File, Diagnostic? Problem)? loaded;
    private SecretStores? stores;

    /// <summary>Whose secrets are asked for.</summary>
    public Session Session => session;

    private SecretStores Stores => stores ??= session.Owns(new SecretStores(folder, settings, settings.In(environment), this, isTwin));

    private IReadOnlyDictionary<string, SecretSetting> Sources => field ??= settings.In(environment).Secrets;

    public async Task<(Expression? Value, Diagnostic? Problem)> FindAsync(External external, CancellationToken cancellation)
    {
        if (external is not { Kind: External.Secret, Path: [var name] }) return (null, null);
        var (value, problem) = await FindAsync(name, cancellation);
        return (value is null ? null : new Secret(new Literal(Datum.Of(value))), problem);
    }

    /// <summary>The secret, or why there is none; neither when it is only checked and there is one.</summary>
    public async Task<(string? Value, Diagnostic? Problem)> FindAsync(string name, CancellationToken cancellation)
    {
        if (Sources.TryGetValue(name, out var source))
        {
            if (use == SecretUse.Check) return (null, null);
            return source.Store is { } store ? await Stores.ReadAsync(name, store, cancellation) : await SecretSource.ReadAsync(name, source, settings.Folder ?? folder, cancellation);
        }

        var (file, problem) = loaded ??= vault.Load();
        if (problem is not null) return (null, problem);
        var place = file is null ? null : new[] { environment ?? "", "" }.FirstOrDefault(e => file.Has(e, name));
        if (file is null || place is null) return (null, SecretProblems.NoSuch(name, [.. Sources.Keys, .. file?.Names.Where(n => n.Environment.Length == 0 || n.Environment == environment).Select(n => n.Name) ?? []]));
        return use == SecretUse.Check ? (null, null) : vault.Open(file, place, name);
    }
}
