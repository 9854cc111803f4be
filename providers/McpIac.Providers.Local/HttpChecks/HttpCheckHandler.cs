using System.Security.Cryptography;
using System.Text;
using McpIac.Providers.Handlers;
using McpIac.Providers.Local.Handlers;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Local.HttpChecks;

internal sealed class HttpCheckHandler(HttpProbe probe) : LocalHandler<HttpCheckProperties, HttpCheckOutputs>(Schema)
{
    private const string Schema = """
        {
          "type": "local:httpCheck", "version": 1, "title": "HTTP check",
          "description": "Waits until a URL answers as expected, so that what depends on it starts only then. Redirects aren't followed: they are answers.",
          "properties": {
            "type": "object", "required": ["url"], "additionalProperties": false,
            "properties": {
              "url": { "type": "string", "format": "uri", "pattern": "^[hH][tT][tT][pP][sS]?://", "examples": ["https://example.org/health"], "description": "What is asked: an http or https URL." },
              "method": { "type": "string", "enum": ["GET", "HEAD", "OPTIONS", "POST"], "default": "GET", "description": "How it is asked." },
              "expectedStatus": { "type": "integer", "minimum": 100, "maximum": 599, "default": 200, "description": "The status that the answer must have." },
              "expectedBody": { "type": "string", "minLength": 1, "examples": ["ok"], "description": "A text that the body must contain, within its first mebibyte." },
              "timeout": { "type": "integer", "minimum": 1, "maximum": 3600, "default": 10, "x-iac-unit": "seconds", "description": "How long one attempt may take, in seconds." },
              "interval": { "type": "integer", "minimum": 0, "maximum": 3600, "default": 2, "x-iac-unit": "seconds", "description": "The pause between attempts, in seconds." },
              "attempts": { "type": "integer", "minimum": 1, "maximum": 10000, "default": 10, "description": "How often it is asked before that counts as a failure." }
            }
          },
          "outputs": {
            "type": "object", "required": ["id", "status", "responseTime"], "additionalProperties": false,
            "properties": {
              "id": { "type": "string", "description": "The URL and a mark of this check's own." },
              "status": { "type": "integer", "x-iac-from": "${expectedStatus}", "description": "The status of the answer." },
              "responseTime": { "type": "integer", "minimum": 0, "x-iac-unit": "milliseconds", "description": "How long the answer took, in milliseconds." }
            }
          },
          "identity": ["id"], "naturalKeys": [],
          "operations": { "update": true, "list": false, "import": false },
          "undo": { "create": "exact", "update": "exact", "delete": "exact" },
          "stateful": false,
          "examples": [ { "url": "http://127.0.0.1:8080/health", "expectedBody": "ok", "attempts": 30 } ]
        }
        """;

    public override async Task<ResourceObject> CreateAsync(Datum properties, OperationContext context)
    {
        var check = Properties(properties);
        var answer = await probe.WaitAsync(check, context.Progress, context.Cancellation);
        return Made(IdOf(check.Url, context.Urn), properties, answer);
    }

    public override async Task<ResourceObject> UpdateAsync(ResourceObject prior, Datum properties, OperationContext context) =>
        Made(prior.Id, properties, await probe.WaitAsync(Properties(properties), context.Progress, context.Cancellation));

    public override async Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context)
    {
        if (known.Properties["url"] is null) return known;
        return (await probe.AskAsync(Properties(known.Properties), context.Cancellation)).Problem is null ? known : null;
    }

    // Two checks may ask the same URL, and are two objects all the same.
    private static string IdOf(string url, string urn) => $"{url}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(urn)))[..8]}";

    private static ResourceObject Made(string id, Datum properties, ProbeAnswer answer) =>
        new(id, properties, Write(new HttpCheckOutputs(id, answer.Status, answer.Milliseconds)));
}
