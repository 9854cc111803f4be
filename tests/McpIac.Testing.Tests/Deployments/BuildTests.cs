namespace McpIac.Testing.Tests.Deployments;

public sealed class BuildTests
{
    [Theory]
    [InlineData("samples/hello/infra.csx")]
    [InlineData("samples/hello-project/hello-project.csproj")]
    public async Task ScriptAndProject_AreRunInAProcessOfTheirOwn(string program)
    {
        var built = await DeploymentTest.BuildAsync(program);
        Assert.Empty(built.Diagnostics);
        Assert.Equal(3, built.Deployment.Resources.Count);
        Assert.Equal("pet", built.Deployment.Resource("local:random", "mascot")["kind"]);
        Assert.Equal(["site", "mascot"], built.Deployment.Resource("local:file", "page").Dependencies.Select(d => d.Name));
    }

    [Fact]
    public async Task AMissingProgram_IsADiagnostic() =>
        Assert.Equal("MCI1001", Assert.Single((await DeploymentTest.BuildAsync("nowhere.yaml")).Diagnostics).Id);
}
