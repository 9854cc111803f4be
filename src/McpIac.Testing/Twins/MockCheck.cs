using McpIac.Providers.Twin.Mocks;
using McpIac.Schemas.Catalogs;

namespace McpIac.Testing.Twins;

/// <summary>A mock that is for nothing would make a test pass for the wrong reason.</summary>
internal static class MockCheck
{
    /// <exception cref="DeploymentTestException">A mock's type, resource or output isn't there.</exception>
    public static void Check(IEnumerable<MockedOutputs> mocks, BuiltDeployment built)
    {
        foreach (var mock in mocks)
        {
            if (mock.Name is not null) _ = built.Deployment.Resource(mock.Type, mock.Name);
            if (built.Catalog.Providers.SelectMany(p => p.Types).FirstOrDefault(t => t.Token == mock.Type) is not { } type)
                throw Names.Missing($"There is no type {mock.Type}", mock.Type, [.. built.Catalog.Providers.SelectMany(p => p.Types).Select(t => t.Token)]);
            var read = built.Deployment.Resources.Where(r => r.Type == mock.Type && r.Existing is not null && (mock.Name is null || r.IsCalled(mock.Name))).ToArray();
            if (mock.Name is not null && read.FirstOrDefault(r => r.ExistingId is null) is { } late)
                throw new DeploymentTestException($"{late} exists, and the twin knows it by its id, which isn't known before the apply: mock the type, with null for the name.");
            foreach (var output in mock.Outputs.Members.Where(o => read.Length == 0 || type.Properties.Member(o.Key) is null)) Check(type, output.Key);
        }
    }

    // A type whose schema says nothing of its outputs may have any.
    private static void Check(ResourceType type, string output)
    {
        string[] known = [.. type.Outputs.Members.Select(m => m.Name).Append("id").Distinct()];
        if (known.Length > 1 && !known.Contains(output) && type.Properties.Member(output)?.Shape.Computed != true)
            throw Names.Missing($"{type.Token} has no output {output}", output, known);
    }
}
