namespace McpIac.Dsl.Lowering;

/// <summary>Why a part of a lambda can't be lowered, in the words of the lowerer and of the analyzers, which get this file as a source of their own.</summary>
internal static class LoweringReasons
{
    public const string Impure = "it yields something else each time, and a plan has to stay as it is; take it into a variable first if once is meant";
    public const string NoOperator = "the expression language has no such operator";
    public const string Nothing = "the expression language has nothing like it";
    public const string Characters = "characters are no numbers here; compare texts";
    public const string Enums = "members of enums are no numbers here";
    public const string OneElement = "the language has functions of one element only";
    public const string NotALambda = "it is C# code that can't be read; write the lambda here";
    public const string SortsItself = "the language sorts numbers and texts by themselves only";
    public const string CollectionArguments = "a new collection can't be given arguments here";
    public const string ObjectArguments = "a new object can't be given arguments here";
    public const string PlainMembers = "only plain members can be set here";
    public const string KnownNow = "it has to be known while the program runs";
    public const string KnownCharacters = "the characters have to be known while the program runs";

    public static string NoCounterpart(string? type, string method) => $"the expression language has no counterpart of {type}.{method} with these arguments";

    public static string NoMember(string type, string member) => $"the expression language has no counterpart of {type}.{member}";

    public static string CantBeMade(string type) => $"a new {type} can't be made here";

    public static string MustBeKnown(string type) => $"a {type} has to be known while the program runs";
}
