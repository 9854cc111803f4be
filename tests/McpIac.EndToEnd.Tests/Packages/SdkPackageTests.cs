using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Packages;

/// <summary>What a user of the packages does, who has no checkout.</summary>
public sealed class SdkPackageTests(PackageFeed feed)
{
    [Fact]
    public async Task ANewProject_Builds_IsChecked_AndIsApplied()
    {
        var folder = await feed.FolderAsync("Shop");
        await feed.DotnetAsync(folder, "new", "mciacc", "-n", "Shop", "-o", ".");
        Assert.True(File.Exists(Path.Combine(folder, ".gitignore")));
        await feed.DotnetAsync(folder, "build", "-v", "q", "--nologo");

        var applied = (await Tool.RunAsync(folder, ["apply", "--yes"])).Exits(0);
        Assert.Contains("2 created", applied.Output, StringComparison.Ordinal);
        Assert.StartsWith("Hello from ", await File.ReadAllTextAsync(Path.Combine(folder, "out", "hello.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("No changes", (await Tool.RunAsync(folder, ["apply", "--yes"])).Exits(0).Output, StringComparison.Ordinal);

        var program = Path.Combine(folder, "Program.cs");
        await File.WriteAllTextAsync(program, (await File.ReadAllTextAsync(program, TestContext.Current.CancellationToken)).Replace("Content =", "Contnet =", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var (exitCode, output) = await feed.TryDotnetAsync(folder, "build", "-v", "q", "--nologo");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("Program.cs(8,5): error CS0117", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileBasedApp_NamesThePackage_AndSeesTheTypes()
    {
        var folder = await feed.FolderAsync("single");
        Repository.Copy(Path.Combine(Repository.Root, "schemas"), Path.Combine(folder, "schemas"));
        Directory.Delete(Path.Combine(folder, "schemas", "standard"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(folder, "infra.cs"), $$"""
            #:package McpIac.Sdk@{{Version}}
            Deployment("single");
            var pet = new Local.Random("mascot") { Kind = Local.Random.KindValues.Pet };
            Output("mascot", pet.Value);
            """, TestContext.Current.CancellationToken);
        await feed.DotnetAsync(folder, "build", "infra.cs", "-v", "q", "--nologo");
    }

    [Fact]
    public async Task ANewProvider_Builds_PublishesItsTypes_AndIsManaged()
    {
        var folder = await feed.FolderAsync("Diary");
        await feed.DotnetAsync(folder, "new", "mciacc-provider", "-n", "Diary", "--provider", "diary", "-o", ".");
        Assert.Contains("Failed: 0", await feed.DotnetAsync(folder, "run", "--project", "tests"), StringComparison.Ordinal);
        await feed.DotnetAsync(folder, "build", "-v", "q", "--nologo", "-o", "app");

        var user = Directory.CreateDirectory(Path.Combine(folder, "user")).FullName;
        var added = (await Tool.RunAsync(user, ["provider", "add", "diary", "--", "dotnet", Path.Combine(folder, "app", "Diary.dll")])).Exits(0);
        Assert.Contains("diary: 1 type, 9 tools", added.Output, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(user, "infra.csx"), """
            var note = new Diary.Note("first") { Title = "monday", Text = "Rain." };
            Output("file", note.File);
            """, TestContext.Current.CancellationToken);
        (await Tool.RunAsync(user, ["apply", "--yes"])).Exits(0);
        Assert.Equal("Rain.", await File.ReadAllTextAsync(Path.Combine(user, "diary-data", "monday.txt"), TestContext.Current.CancellationToken));
        Assert.Contains("No changes", (await Tool.RunAsync(user, ["apply", "--yes"])).Exits(0).Output, StringComparison.Ordinal);
        (await Tool.RunAsync(user, ["destroy", "--yes"])).Exits(0);
        Assert.False(File.Exists(Path.Combine(user, "diary-data", "monday.txt")));
    }

    [Fact]
    public async Task TheTool_IsInstalled_AndRuns()
    {
        var folder = await feed.FolderAsync("tool");
        await feed.DotnetAsync(folder, "tool", "install", "mciacc", "--tool-path", "bin");
        var executable = Path.Combine(folder, "bin", OperatingSystem.IsWindows() ? "mciacc.exe" : "mciacc");
        Assert.True(File.Exists(executable));
        (await Tool.RunAsync(executable, folder, ["init"])).Exits(0);
        Assert.Contains("The program is sound.", (await Tool.RunAsync(executable, folder, ["build"])).Exits(0).Output, StringComparison.Ordinal);
    }

    private static string Version => typeof(SdkPackageTests).Assembly.GetName().Version!.ToString(3);
}
