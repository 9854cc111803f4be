using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using ModelContextProtocol.AspNetCore.Authentication;
using ModelContextProtocol.Authentication;

namespace McpIac.Providers.AspNetCore;

/// <summary>Access tokens of an authorization server: their signature, issuer, audience, time and scopes.</summary>
internal static class OAuthProtection
{
    private const string WellKnown = "/.well-known/oauth-authorization-server";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <exception cref="InvalidOperationException">The issuer is reached in the clear.</exception>
    public static void Add(IServiceCollection services, OAuthResource resource)
    {
        var metadata = resource.Metadata ?? new Uri(resource.Issuer, WellKnown + resource.Issuer.AbsolutePath.TrimEnd('/'));
        if (metadata is { Scheme: not "https", IsLoopback: false }) throw new InvalidOperationException($"{metadata} can be forged on the way: an authorization server is reached by https.");
        services.AddAuthentication(options =>
        {
            options.DefaultScheme = JwtBearerDefaults.AuthenticationScheme;
            options.DefaultChallengeScheme = McpAuthenticationDefaults.AuthenticationScheme;
        }).AddJwtBearer(options =>
        {
            options.MetadataAddress = metadata.AbsoluteUri;
            options.RequireHttpsMetadata = !metadata.IsLoopback;
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = resource.Issuer.OriginalString, ValidAudience = resource.Audience ?? resource.Resource.OriginalString, ClockSkew = ClockSkew, RequireExpirationTime = true, RequireSignedTokens = true,
            };
        }).AddMcp(options => options.ResourceMetadata = new ProtectedResourceMetadata
        {
            Resource = resource.Resource.OriginalString, AuthorizationServers = [resource.Issuer.OriginalString], ScopesSupported = [.. resource.Scopes], BearerMethodsSupported = ["header"],
        });
        services.AddAuthorizationBuilder().AddDefaultPolicy("provider", policy => policy.RequireAuthenticatedUser().RequireAssertion(context => HasAll(context.User, resource.Scopes)));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler>(new MissingScopes(resource));
    }

    /// <summary>Who sent the token that the provider shares with its callers: may do everything.</summary>
    public static ClaimsPrincipal Sharer { get; } = new(new ClaimsIdentity([new Claim(SharedClaim, "")], SharedClaim));

    private const string SharedClaim = "shared-token";

    private static bool HasAll(ClaimsPrincipal user, IReadOnlyList<string> scopes)
    {
        if (user.HasClaim(c => c.Type == SharedClaim && c.Subject?.AuthenticationType == SharedClaim)) return true;
        var has = user.Claims.Where(c => c.Type is "scope" or "scp").SelectMany(c => c.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
        return scopes.All(has.Contains);
    }

    // A client learns from it which scopes to ask for (RFC 6750, 3.1).
    private sealed class MissingScopes(OAuthResource resource) : IAuthorizationMiddlewareResultHandler
    {
        private readonly AuthorizationMiddlewareResultHandler others = new();

        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            if (!authorizeResult.Forbidden) return others.HandleAsync(next, context, policy, authorizeResult);
            var metadata = new Uri(resource.Resource, "/.well-known/oauth-protected-resource" + resource.Resource.AbsolutePath.TrimEnd('/'));
            context.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{string.Join(' ', resource.Scopes)}\", resource_metadata=\"{metadata.AbsoluteUri}\"";
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
    }
}
