using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;

namespace McpIac.Cli.Sessions;

/// <summary>What the command line itself has to say.</summary>
internal static class CliProblems
{
    public static Diagnostic Usage(string message, string remedy) => Diagnostic.Error("MCI1080", message, null, remedy);

    public static Diagnostic WouldOverwrite(string path) => Diagnostic.Error(
        "MCI1081", $"{path} is already there, and init doesn't overwrite.", null, "Give a NAME to start the project in a folder of its own.");

    public static Diagnostic WouldReplace(string path) => Diagnostic.Error(
        "MCI1293", $"{path} is already there, and convert doesn't overwrite.", null, "Give another file with --out, or add --force.");

    public static Diagnostic Inaccessible(string message) => Diagnostic.Error(
        "MCI1082", $"A file can't be read or written: {message}", null, "Check the path, its permissions and the free space.");

    /// <param name="collapse">What is drawn as one box already.</param>
    public static Diagnostic TooManyBoxes(int boxes, string? collapse) => new("MCI4071", Severity.Info,
        $"The drawing has {boxes} boxes, more than anybody can find anything in.", null, Fewer(collapse));

    public static Diagnostic TooManyLines(int boxes, int lines, string? collapse) => new("MCI4071", Severity.Info,
        $"The drawing has {boxes} boxes, and {lines} lines that pass by others: to lay it out takes some seconds, perhaps minutes, and it is hard to find anything in it.", null, Fewer(collapse));

    private static string Fewer(string? collapse) => collapse is null ? "--collapse component draws one box for each component; stage and provider are the other words." : "Another --collapse (component, stage, provider) may come to fewer.";

    public static Diagnostic NoSuchOutput(string name, IEnumerable<string> known) => Diagnostic.Error(
        "MCI1083", $"There is no output {name}.", null, Known(known, "Apply first: outputs are what the last successful apply yielded."));

    public static Diagnostic NoSuchType(string token, IEnumerable<string> known) => Diagnostic.Error(
        "MCI3072", $"There is no resource type {token}.", null,
        (Nearest.To(token, known) ?? known.FirstOrDefault(k => k.EndsWith($":{token}", StringComparison.OrdinalIgnoreCase))) is { } near ? $"Did you mean {near}?" : "'mciacc provider list --types' shows the types of the snapshots.");

    public static Diagnostic OtherType(string name, string declared, string wanted, bool isRead) => Diagnostic.Error(
        "MCI3074", isRead ? $"{name} only reads what exists, and manages nothing." : $"{name} is a {declared} in the program, and no {wanted}.", null,
        isRead ? "Declare it with its properties, to manage it." : $"Import it as {declared}, or under another name.");

    public static Diagnostic NotDeclared(string name, string type, IEnumerable<string> others, bool isShown) => Diagnostic.Error(
        "MCI3074", $"The program has no {type} {name}, so nothing was imported.", null,
        Nearest.To(name, others) is { } near ? $"Did you mean {near}?" : isShown ? "Add the declaration above to the program: the next apply imports it." : "Declare it first.");

    public static Diagnostic NothingListed(string provider, string? type) => Diagnostic.Error(
        "MCI3076", $"{provider} can't list what it doesn't manage{(type is null ? "" : $": objects of the type {type}")}.", null,
        "Import one by its id: 'mciacc import TYPE NAME ID'.");

    public static Diagnostic More(string provider, int limit) => Diagnostic.Warning(
        "MCI3077", $"{provider} has more than {limit} {(limit == 1 ? "object" : "objects")} that nobody manages; the others aren't shown.", null, "Give a greater --limit, or one --type.");

    public static Diagnostic DiscoveryWouldReplace(string path) => Diagnostic.Error(
        "MCI1293", $"{path} is already there, and discover doesn't overwrite.", null, "Give another file with --out, or add --force.");

    public static Diagnostic SecretOutput(string name) => Diagnostic.Error(
        "MCI1088", $"The output {name} is a secret, and the state doesn't keep its value.", null, "Ask the provider for it.");

    public static Diagnostic NoSuchResource(string name) => Diagnostic.Error(
        "MCI1084", $"The state knows no resource {name}.", null, "'mciacc state list' shows what it knows.");

    public static Diagnostic AmbiguousResource(string name, IEnumerable<string> urns) => Diagnostic.Error(
        "MCI1084", $"Several resources are called {name}.", null, $"Give one's urn: {string.Join(", ", urns)}.");

    public static Diagnostic NoSuchRun(string? id) => Diagnostic.Error(
        "MCI4032", id is null ? "There was no run yet that changed something." : $"There is no run {id}.", null, id is null ? "Apply first." : "'mciacc history' lists the runs.");

    public static Diagnostic NeedsConfirmation(string what) => Diagnostic.Error(
        "MCI1085", $"{what}, and nobody is here to confirm it. Nothing was done.", null, "Add --yes when that is what you want.");

    public static Diagnostic Declined() => new("MCI1086", Severity.Info, "Not confirmed. Nothing was done.");

    public static Diagnostic Interrupted() => new("MCI1086", Severity.Info, "Interrupted. What was done is recorded, and the next apply goes on from there.");

    public static Diagnostic NoProgram(string path) => Diagnostic.Error(
        "MCI1087", $"{path} is no program: .csx scripts, .csproj projects, .yaml and .json documents are.", null, "Give the path of one of those.");

    public static Diagnostic SeveralDeployments(IEnumerable<string> names) => Diagnostic.Error(
        "MCI5010", $"The state holds several deployments ({string.Join(", ", names)}), and the program doesn't say which is meant, because it has errors.", null,
        "Mend the program first.");

    public static Diagnostic NoStateAddress(string where, SourcePlace? place) => Diagnostic.Error(
        "MCI5023", $"What {where} says isn't the address of a state database.", place, "Write postgres://USER@HOST:PORT/DATABASE.");

    public static Diagnostic StateVariableMissing(string what, string variable, SourcePlace place) => Diagnostic.Error(
        "MCI5026", $"The {what} of the state database isn't known: the environment variable {variable} isn't set.", place, "Set it.");

    public static Diagnostic NoStateDocument(string file, string why) => Diagnostic.Error(
        "MCI5027", $"{file} can't be imported: {why}.", null, "Give a file that 'mciacc state export' wrote, as it was written.");

    public static Diagnostic OtherDeployment(string file, string found, string wanted) => Diagnostic.Error(
        "MCI5028", $"{file} is the state of the deployment {found}, and this is {wanted}.", null, "Import it where that deployment is.");

    public static Diagnostic StateNotEmpty(string deployment, int resources) => Diagnostic.Error(
        "MCI5028", $"The state of {deployment} isn't empty: it knows {Rendering.ActionWords.Count(resources, "resource")}, which would be forgotten.", null, "Add --force when that is what you want.");

    public static Diagnostic NoSuchVersion(string version, long last) => Diagnostic.Error(
        "MCI5029", $"The state has no version {version}.", null, $"'mciacc history' shows them; the last serial is {last}.");

    public static Diagnostic NoSuchSnapshot(string id, string deployment) => Diagnostic.Error(
        "MCI4045", $"There is no snapshot {id} of {deployment}.", null, "'mciacc snapshot list' shows them.");

    public static Diagnostic InDoubt(string name, string action) => Diagnostic.Error(
        "MCI5030", $"{name} is in doubt: an interrupted run was about to {action} it.", null, "Apply first, which finds out what became of that.");

    public static Diagnostic NoNewName(string name, string type) => Diagnostic.Error(
        "MCI5030", $"'{name}' can't be the new name.", null, $"Write a name, or a whole urn with the same deployment and the type {type}.");

    public static Diagnostic NameTaken(string urn) => Diagnostic.Error("MCI5030", $"There is a resource {urn} already.", null, "Give another name, or move that one first.");

    public static Diagnostic ProtectedByHand(string urn) => Diagnostic.Error(
        "MCI5030", $"{urn} is protected.", null, $"Run 'mciacc state unprotect {urn}', or apply once with its option protect set to false.");

    public static Diagnostic NotMendable(string deployment) => Diagnostic.Error(
        "MCI5031", $"What is stored of {deployment} is damaged, and the rest of it isn't enough to mend it. Nothing was changed.", null,
        "Restore it from a backup, or import an export of it ('mciacc state import').");

    public static Diagnostic ExportWouldReplace(string path) => Diagnostic.Error(
        "MCI1293", $"{path} is already there, and export doesn't overwrite.", null, "Give another file with --out, or add --force.");

    public static Diagnostic Pending(int count) => Diagnostic.Warning(
        "MCI5011", $"An interrupted run left {count} {(count == 1 ? "change" : "changes")} whose outcome isn't known yet, so this plan may not be what apply does.", null,
        "Apply finds out first what became of them.");

    public static Diagnostic StoreUnusable(string provider, string message) => Diagnostic.Error(
        "MCI6110", $"The provider {provider} can't open its own record: {message}", null, "Check the permissions and free space of the project's .mciacc folder.");

    public static Diagnostic NoSnapshot(string provider, IEnumerable<string> known) => Diagnostic.Error(
        "MCI6111", $"There is no snapshot of the provider {provider}.", null,
        Known(known, $"Run 'mciacc provider add {provider} -- COMMAND'.", $" Or run 'mciacc provider add {provider} -- COMMAND'."));

    public static Diagnostic CredentialInCommand(string file) => Diagnostic.Warning(
        "MCI6123", $"The server's command seems to hold a password, and now stands in {file}, which is meant to be committed.", null,
        "Let the server read it from an environment variable, and add it again without.");

    public static Diagnostic CommandTwice(string provider) => Diagnostic.Error(
        "MCI6170", $"mciacc.yaml starts or reaches the server of {provider} otherwise, which is what every later run would take.", null,
        "Change it there and leave it out here, or take it out there.");

    public static Diagnostic NoSuchOutput(string deployment, string name, IEnumerable<string> known) => Diagnostic.Error(
        "MCI5077", $"The deployment {deployment} has no output {name}.", null, Nearest.To(name, known) is { } near ? $"Did you mean {near}?" : Known(known, "It has none at all."));

    public static Diagnostic SecretOutput(string deployment, string name) => Diagnostic.Error(
        "MCI5077", $"The output {name} of the deployment {deployment} is a secret, and its state doesn't keep the value.", null, "Keep it as a secret of the project, and let both use that.");

    public static Diagnostic NeverApplied(string deployment) => Diagnostic.Error(
        "MCI5077", $"The deployment {deployment} has no state here: it was never applied, or is elsewhere.", null,
        $"Apply it first, or say where it is: deployments: {{ {deployment}: FOLDER }} in mciacc.yaml.");

    public static Diagnostic WholeDeployment(string deployment) => Diagnostic.Error(
        "MCI5077", $"The deployment {deployment} as a whole is no value.", null, "Say which of its outputs.");

    public static Diagnostic NoSnapshots(string folder) => Diagnostic.Error(
        "MCI6122", $"{folder} holds no snapshot that can be read.", null, "Give another folder with --schemas, or pull a snapshot: 'mciacc provider add NAME -- COMMAND'.");

    public static Diagnostic OtherTypes(string provider, string type) => Diagnostic.Error(
        "MCI6124", $"The server of {provider} has other resource types than its snapshot, by which the program was checked, so nothing is asked of it.", null,
        $"See what changed with 'mciacc provider diff {type}', and take it over with 'mciacc provider pull {type}'.");

    public static Diagnostic NoCommand(string provider) => Diagnostic.Error(
        "MCI6120", $"The snapshot of {provider} doesn't say how its server is started or reached.", null,
        $"Add it with its command: 'mciacc provider add {provider} -- COMMAND', or with --url.");

    public static Diagnostic SnapshotOutdated(string provider, string changes) => Diagnostic.Error(
        "MCI6121", $"The server of {provider} no longer offers what its snapshot has: {changes}.", null,
        $"Look at 'mciacc provider diff {provider}', then take it over with 'mciacc provider pull {provider}'.");

    public static Diagnostic LevelNotReached(string provider, int reached, int wanted, bool isAsked) => Diagnostic.Error(
        "MCI6400", $"{provider} reaches level {reached} of the provider standard, {(isAsked ? "not" : "and claims")} {wanted}.", null,
        "docs/providers/conformance.md says what each check means; properties that work are given with --examples.");

    public static Diagnostic NoLevel(string provider) => Diagnostic.Error(
        "MCI6400", $"{provider} claims no level of the provider standard.", null, "A server that speaks the standard announces one; ask for one with --level.");

    public static Diagnostic LeftBehind(string provider, IReadOnlyList<string> left) => Diagnostic.Error(
        "MCI6402", $"What the checks made at {provider} couldn't be removed: {string.Join(", ", left.Take(10))}{(left.Count > 10 ? $" and {left.Count - 10} more" : "")}.", null,
        "Remove it by hand; the names begin with conformance-.");

    public static Diagnostic Bug(Exception bug) => Diagnostic.Error(
        "MCI4099", $"Internal error: {bug.GetType().Name}: {bug.Message}", null,
        "This is a bug in mciacc. Set MCIACC_TRACE=1 for the details to report.");

    private static string Known(IEnumerable<string> names, string whenNone, string more = "")
    {
        string[] all = [.. names.Order(StringComparer.Ordinal)];
        return all.Length == 0 ? whenNone : $"There is: {string.Join(", ", all)}.{more}";
    }
}
