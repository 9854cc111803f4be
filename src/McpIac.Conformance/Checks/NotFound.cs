namespace McpIac.Conformance.Checks;

/// <summary>Names that no object has.</summary>
internal static class NotFound
{
    public const string Id = "conformance-no-such-id", Urn = "conformance-none/conformance:none/none", Key = "conformance-no-such-key", Plan = "conformance-no-such-plan",
        Snapshot = "conformance-no-such-snapshot", Deployment = "conformance-no-such-deployment", Task = "conformance-no-such-task", Cursor = "!conformance-no-such-cursor!";
}
