namespace McpIac.Conformance.Checks;

/// <summary>One named check.</summary>
/// <param name="Id">Its family and what is right when it passes: <c>lifecycle.create</c>.</param>
/// <param name="Clause">The clause of <c>docs/spec/provider.md</c> that it checks.</param>
/// <param name="Level">The level that isn't reached while it fails.</param>
/// <param name="Title">What is so when it passes, as a sentence.</param>
/// <param name="Body">Throws <see cref="CheckFailure"/> or <see cref="CheckSkipped"/>.</param>
internal sealed record Check(string Id, string Clause, int Level, CheckScope Scope, string Title, Func<CheckContext, Task> Body)
{
    public string Family => Id.Split('.')[0];

    public static Check OfServer(string id, string clause, int level, string title, Func<CheckContext, Task> body) => new(id, clause, level, CheckScope.Server, title, body);

    public static Check OfServer(string id, string clause, int level, string title, Action<CheckContext> body) => OfServer(id, clause, level, title, Quick(body));

    public static Check OfType(string id, string clause, int level, string title, Func<CheckContext, Task> body) => new(id, clause, level, CheckScope.Type, title, body);

    public static Check OfType(string id, string clause, int level, string title, Action<CheckContext> body) => OfType(id, clause, level, title, Quick(body));

    public static Check OfTranscript(string id, string clause, int level, string title, Action<CheckContext> body) => new(id, clause, level, CheckScope.Transcript, title, Quick(body));

    private static Func<CheckContext, Task> Quick(Action<CheckContext> body) => context =>
    {
        body(context);
        return Task.CompletedTask;
    };
}
