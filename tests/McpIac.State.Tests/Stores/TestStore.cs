using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;
using McpIac.State.Stores;

namespace McpIac.State.Tests.Stores;

/// <summary>A place for states that is gone with the test.</summary>
internal abstract class TestStore : IDisposable
{
    public const string Urn = "shop/aws:vpc:vpc/main";

    public abstract IStateStore Store { get; }

    /// <summary>Runs SQL behind the store's back.</summary>
    public abstract void Run(string sql);

    public abstract void Dispose();

    public IStoredJournal Open(string deployment = "shop", IStoredJournal? read = null) => Opened(Store.Open(deployment, TimeProvider.System, read));

    public IStoredJournal OpenRead(string deployment = "shop") => Opened(Store.OpenRead(deployment));

    /// <summary>What opening for writing and opening for reading complain about; they must agree.</summary>
    public Diagnostic Problem()
    {
        var (writer, problem) = Store.Open("shop", TimeProvider.System);
        Assert.Null(writer);
        var (reader, same) = Store.OpenRead("shop");
        Assert.Null(reader);
        Assert.Equal(problem?.Id, same?.Id);
        return problem!;
    }

    /// <summary>With one resource, one output and one pending intent in it, closed.</summary>
    public TestStore Filled()
    {
        using var journal = Open();
        journal.Append(
            Intent("k1"), new ResourceConfirmed("k1", Resource("vpc-1")), Intent("k2", "update", "vpc-1"),
            new OutputsRecorded(new Dictionary<string, Datum> { ["url"] = Datum.Of("https://x/") }));
        return this;
    }

    public static ResourceState Resource(string id, string urn = Urn) => new(
        urn, "aws:vpc:vpc", "main", "aws", id, Datum.MapOf([new("cidrBlock", Datum.Of("10.0.0.0/16"))]),
        Datum.MapOf([new("id", Datum.Of(id))]), "etag-1", Datum.MapOf([new("token", Datum.Of(7))]), ["shop/a"], []);

    public static IntentRecorded Intent(string key, string action = "create", string? id = null, string urn = Urn) =>
        new(key, action, urn, "aws:vpc:vpc", "main", "aws", id, Datum.MapOf([new("cidrBlock", Datum.Of("10.0.0.0/16"))]), ["shop/a"]);

    private static IStoredJournal Opened((IStoredJournal? Journal, Diagnostic? Problem) result)
    {
        Assert.Null(result.Problem);
        return result.Journal!;
    }
}
