using System.Collections.Concurrent;
using ModelContextProtocol.Authentication;

namespace McpIac.Engine.Authorization;

/// <summary>The tokens of a person who signed in, for as long as the process lives: a connection that is opened anew needn't ask again.</summary>
internal sealed class TokenMemory : ITokenCache
{
    private static readonly ConcurrentDictionary<string, TokenMemory> All = new(StringComparer.Ordinal);
    private volatile TokenContainer? tokens;

    public static TokenMemory Of(Uri resource, AuthorizationCode code) => All.GetOrAdd(string.Join('\0', [resource.AbsoluteUri, code.ClientId ?? "", .. code.Scopes]), _ => new TokenMemory());

    public ValueTask StoreTokensAsync(TokenContainer tokens, CancellationToken cancellationToken)
    {
        this.tokens = tokens;
        return ValueTask.CompletedTask;
    }

    public ValueTask<TokenContainer?> GetTokensAsync(CancellationToken cancellationToken) => new(tokens);
}
