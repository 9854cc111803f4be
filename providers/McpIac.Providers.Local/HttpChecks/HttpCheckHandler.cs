using System.Security.Cryptography;
using System.Text;
using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;

namespace McpIac.Providers.Local.HttpChecks;

[ResourceType("local:httpCheck", Title = "HTTP check", UndoDelete = "exact",
    Examples = ["""{ "url": "http://127.0.0.1:8080/health", "expectedBody": "ok", "attempts": 30 }"""], Description =
    "Waits until a URL answers as expected, so that what depends on it starts only then. Redirects aren't followed: they are answers.")]
internal sealed class HttpCheckHandler(HttpProbe probe) : ResourceHandler<HttpCheckProperties, HttpCheckOutputs>
{
    public override bool Repeatable => true;

    protected override async Task<Live<HttpCheckProperties, HttpCheckOutputs>> CreateAsync(HttpCheckProperties properties, OperationContext context) =>
        Made(IdOf(properties.Url, context.Urn), properties, await probe.WaitAsync(properties, context.Progress, context.Cancellation));

    protected override async Task<Live<HttpCheckProperties, HttpCheckOutputs>> UpdateAsync(
        Live<HttpCheckProperties, HttpCheckOutputs> prior, HttpCheckProperties properties, OperationContext context) =>
        Made(prior.Id, properties, await probe.WaitAsync(properties, context.Progress, context.Cancellation));

    protected override async Task<Live<HttpCheckProperties, HttpCheckOutputs>?> ReadAsync(Live<HttpCheckProperties, HttpCheckOutputs> known, OperationContext context) =>
        (await probe.AskAsync(known.Properties, context.Cancellation)).Problem is null ? known : null;

    // Nothing was made, so nothing is left.
    protected override Task DeleteAsync(Live<HttpCheckProperties, HttpCheckOutputs> prior, OperationContext context) => Task.CompletedTask;

    // Two checks may ask the same URL, and are two objects all the same.
    private static string IdOf(string url, string urn) => $"{url}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(urn)))[..8]}";

    private static Live<HttpCheckProperties, HttpCheckOutputs> Made(string id, HttpCheckProperties properties, ProbeAnswer answer) =>
        new(id, properties, new HttpCheckOutputs(id, answer.Status, answer.Milliseconds));
}
