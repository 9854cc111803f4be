using System.Data.Common;
using System.Text.Json;
using McpIac.Schemas.Diagnostics;

namespace McpIac.State.Stores;

/// <summary>What differs between the databases that states can be in.</summary>
internal abstract class StateDatabase
{
    /// <summary>What people know it by: "state file .mciacc/state.db".</summary>
    public abstract string Name { get; }

    public StateProblems Problems => field ??= new StateProblems(Name);

    /// <summary>SQL for when a lease that is renewed now ends, in milliseconds by the database's own clock.</summary>
    public abstract string Renewed { get; }

    public abstract StateConnection Connect();

    public abstract Diagnostic Explain(Exception problem);

    /// <summary>What the database itself says, as a clause.</summary>
    public abstract string Words(Exception problem);

    /// <summary>The connection broke: what was under way may have been done or not, and asking again may help.</summary>
    public abstract bool IsLost(Exception problem);

    /// <summary>What using it may throw, also when what it holds is of the wrong shape: damage is no bug.</summary>
    public static bool IsExpected(Exception problem) =>
        problem is DbException or DamageException or IOException or UnauthorizedAccessException or JsonException
            or InvalidCastException or InvalidOperationException or FormatException or OverflowException or TimeoutException;
}
