using McpIac.Schemas.Diagnostics;

namespace McpIac.Plans.Saved;

/// <summary>Why a plan can't be saved, or a saved one can't be used; a page each in docs/diagnostics.</summary>
public static class SavedPlanProblems
{
    public static Diagnostic OwnSecret(string where) => Diagnostic.Error("MCI3063",
        $"The plan can't be saved: {where} has a secret in it that the program itself holds, and a file mustn't have it.", null, "Keep it as a secret of the project: Secret(\"name\"), secret(\"name\") in documents.");

    /// <param name="why">A clause.</param>
    public static Diagnostic Unusable(string file, string why) => Diagnostic.Error("MCI3064", $"The plan {file} can't be used: {why}.", null, "Plan again: 'mciacc plan --out FILE'.");

    /// <param name="what">A clause: what is another.</param>
    public static Diagnostic ForSomethingElse(string file, string what) => Diagnostic.Error("MCI3065", $"The plan {file} was made for something else: {what}.", null, "Apply it where it was made for, or plan again.");
}
