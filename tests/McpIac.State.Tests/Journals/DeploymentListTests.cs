using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.State.Journals;

namespace McpIac.State.Tests.Journals;

public sealed class DeploymentListTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-test-").FullName;

    private string StateFile => Path.Combine(folder, "state.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Append(string deployment, params IReadOnlyList<JournalEntry> entries)
    {
        using var journal = SqliteJournal.Open(StateFile, deployment, TimeProvider.System).Journal!;
        journal.Append(entries);
    }

    private static ResourceConfirmed Confirmed(string deployment) => new("k", new ResourceState(
        $"{deployment}/t:a:b/r", "t:a:b", "r", "t", "r-1", Datum.EmptyMap, Datum.EmptyMap, null, null, [], []));

    [Fact]
    public void StateFile_ListsTheDeploymentsItHoldsSomethingOf()
    {
        Append("green", Confirmed("green"));
        Append("blue", Confirmed("blue"));
        Append("gone", Confirmed("gone"), new ResourceGone("k2", "gone/t:a:b/r"));
        Assert.Equal(["blue", "green"], SqliteJournal.Deployments(StateFile).Names);
    }

    [Fact]
    public void MissingStateFile_HoldsNone()
    {
        Assert.Empty(SqliteJournal.Deployments(StateFile).Names);
        Assert.False(File.Exists(StateFile));
    }

    [Fact]
    public void DamagedStateFile_IsReported()
    {
        File.WriteAllText(StateFile, new string('x', 4096));
        Assert.Equal("MCI5002", SqliteJournal.Deployments(StateFile).Problem?.Id);
    }
}
