using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Packages;

/// <summary>Who tests a program without a checkout: a script is run in a process that the package brings along.</summary>
public sealed class TestingPackageTests(PackageFeed feed)
{
    [Fact]
    public async Task AProjectOfTests_BuildsAScript_AndAppliesItToTwins()
    {
        var folder = await feed.FolderAsync("Tests");
        Directory.CreateDirectory(Path.Combine(folder, "schemas"));
        File.Copy(Path.Combine(Repository.Root, "schemas", "local.mcp.json"), Path.Combine(folder, "schemas", "local.mcp.json"));
        File.Copy(Path.Combine(Repository.Root, "samples", "hello", "infra.csx"), Path.Combine(folder, "infra.csx"));
        await File.WriteAllTextAsync(Path.Combine(folder, "Tests.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><PackageReference Include="McpIac.Testing" Version="{typeof(TestingPackageTests).Assembly.GetName().Version!.ToString(3)}" /></ItemGroup>
            </Project>
            """, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), """
            using McpIac.Testing;

            var built = await DeploymentTest.BuildAsync("infra.csx");
            var applied = await built.ApplyToTwinAsync(twin => twin.Mock("local:random", "mascot", new { value = "fox" }));
            Console.WriteLine(applied.Resource("local:file", "page")["content"]);
            """, TestContext.Current.CancellationToken);
        Assert.Contains("Hello from fox", await feed.DotnetAsync(folder, "run"), StringComparison.Ordinal);
    }
}
