using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.State.Journals;

namespace McpIac.State.Stores;

/// <summary>Entries that are about to be written: what they make of a state, and the statements for it.</summary>
/// <param name="key">The deployment, as the tables have it.</param>
/// <param name="start">Where it is before.</param>
/// <param name="sums">The checksums of the rows before, by table and key.</param>
internal sealed class Draft(string key, DeploymentState state, Head start, IReadOnlyDictionary<RowPlace, RowSum> sums)
{
    private readonly List<Statement> statements = [];
    private readonly long began = start.Serial;
    private readonly Dictionary<RowPlace, RowSum> changed = [];

    public DeploymentState State { get; private set; } = state;

    public Head Head { get; private set; } = start;

    /// <summary>The checksums of the rows that were touched; 0 for those that went.</summary>
    public IReadOnlyDictionary<RowPlace, RowSum> Changed => changed;

    public void Add(WrittenEntry written, DateTimeOffset now)
    {
        var before = State;
        var (entry, kind, body) = written;
        State = Replay.Apply(before, entry);
        var at = now.ToString("O", CultureInfo.InvariantCulture);
        var sum = Chained(Head.Sum, State.Serial, at, kind, body);
        statements.Add(new("INSERT INTO journal(deployment, serial, at, kind, body, sum) VALUES(@d, @s, @a, @k, @b, @c)",
            ("@d", key), ("@s", State.Serial), ("@a", at), ("@k", kind), ("@b", body), ("@c", sum)));
        var digest = Head.Digest;
        foreach (var row in Row.ChangedBy(entry, before, State)) digest = Write(digest, row);
        Head = new Head(State.Serial, sum, digest);
    }

    /// <summary>Keeps the state as it is now, so that nobody has to replay what came before.</summary>
    public void KeepCheckpoint() => statements.Add(StateTables.WriteCheckpoint(key, State, Head.Sum));

    /// <summary>All statements; the first changes no row when the deployment isn't where the draft began, or is another writer's.</summary>
    /// <param name="token">The writer's.</param>
    /// <param name="known">The one that the deployment has now: the writer's own, or, before its first write, the one before.</param>
    /// <param name="renewed">When its lease ends, as SQL.</param>
    public IReadOnlyList<Statement> Statements(long token, long known, string renewed) =>
    [
        new($"UPDATE deployment SET serial = @s, sum = @c, digest = @g, token = @t, expires = {renewed} WHERE name = @d AND token = @k AND serial = @o",
            ("@s", Head.Serial), ("@c", Head.Sum), ("@g", Head.Digest.ToString()), ("@t", token), ("@d", key), ("@k", known), ("@o", began)),
        .. statements,
    ];

    /// <summary>An entry's checksum. That of the entry before goes into it, so that none can be missing or another.</summary>
    public static string Chained(string previous, long serial, string at, string kind, string body) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{previous}\n{serial}\n{at}\n{kind}\n{body}"))).AsSpan(0, 16));

    private RowDigest Write(RowDigest digest, Row row)
    {
        var place = new RowPlace(row.Table, row.Key);
        var before = (changed.TryGetValue(place, out var known) || sums.TryGetValue(place, out known) ? known : RowSum.None).Value;
        var after = row.Sum;
        changed[place] = after;
        if (row.Body is not null || before != RowDigest.Zero) statements.Add(StateTables.Write(key, row));
        return digest - before + after.Value;
    }
}
