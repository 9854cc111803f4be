using McpIac.Compiler.Documents;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Syntax;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Inference;
using McpIac.Schemas.Validation;

namespace McpIac.Compiler.Mappings;

/// <summary>Says how a type's members become the arguments of a tool.</summary>
internal sealed class VerbComposer(TypeMapping type, VerbMapping verb, MemberList members, Findings findings)
{
    public TypeTool Compose(ToolRole role, ServerTool tool)
    {
        var arguments = VerbArguments.Of(verb, tool);
        var names = new ArgumentNames(NameWords.Split(type.Name));
        foreach (var name in members.All) names.Add(name);
        var taken = new List<ToolArgument>();
        var computed = new List<KeyValuePair<string, string>>();
        foreach (var argument in arguments.All.Where(a => !VerbArguments.IsFixed(verb, arguments, a.Name)))
        {
            if (argument.Name == verb.Pages?.Argument) continue;
            if (verb.Arguments.FirstOrDefault(a => a.Name.Text == argument.Name) is { } said) Take(said, taken, computed);
            else if (names.Find(argument.Name) is { } member && (role != ToolRole.Create || members.Has(member))) taken.Add(new ToolArgument(argument.Name, member, IsListOfOne(arguments, argument, member)));
            else if (argument.IsRequired) findings.Add(MappingProblems.MissingArgument(argument.Name, tool.Name, type.Name, verb.Place));
        }

        // What a schema doesn't name is only accepted where it says nothing at all.
        foreach (var said in verb.Arguments.Where(s => arguments.All.All(a => a.Name != s.Name.Text)))
        {
            if (arguments.All.Count > 0) findings.Add(MappingProblems.NoSuchArgument(said.Name, tool.Name, arguments.All.Select(a => a.Name)));
            else Take(said, taken, computed);
        }

        CheckFixed(tool);
        if (verb.Wrap is { Text: not "none" } wrap && ToolArguments.Plain(tool).All is var outer && outer.All(a => a.Name != arguments.Wrapper))
            findings.Add(MappingProblems.NoSuchArgument(wrap with { Text = arguments.Wrapper ?? wrap.Text }, tool.Name, outer.Select(a => a.Name)));
        foreach (var (text, onlyRow) in verb.ResultTexts)
        {
            string[] known = onlyRow ? ["row"] : ["row", .. members.All];
            foreach (var name in NamesIn(text.Text).Where(n => !known.Contains(n))) findings.Add(MappingProblems.NoSuchMember(new Written(name, text.Place), onlyRow ? "What is told" : type.Name, known));
        }

        if (verb.Pages is { } pages && ToolArguments.Plain(tool).All is { Count: > 0 } own && own.All(a => a.Name != pages.Argument))
            findings.Add(MappingProblems.NoSuchArgument(new Written(pages.Argument, verb.PagesPlace ?? verb.Place), tool.Name, own.Select(a => a.Name)));
        return new TypeTool(role, tool.Name, arguments.Wrapper, arguments.WrapsList, taken) { Fixed = verb.Fixed, Computed = computed, Result = verb.Result, Pages = verb.Pages };
    }

    // What a schema doesn't take the server won't either.
    private void CheckFixed(ServerTool tool)
    {
        var all = ToolArguments.Plain(tool).All;
        if (all.Count == 0) return;
        var shape = ShapeReader.Read(tool.Input, "").Shape;
        foreach (var (name, place) in verb.FixedPlaces)
        {
            if (all.All(a => a.Name != name.Text)) findings.Add(MappingProblems.NoSuchArgument(name, tool.Name, all.Select(a => a.Name)));
            else if (shape.Member(name.Text) is { } member && verb.Fixed[name.Text] is { } value && ShapeValidator.Validate(member.Shape, value) is [{ } violation, ..])
                findings.Add(MappingProblems.Senseless($"{tool.Name} doesn't take this for {name.Text}: {violation.Message.TrimEnd('.')}", "Write a value that the tool's schema allows.", place));
        }
    }

    /// <summary>The names in a text with holes.</summary>
    public static IReadOnlyCollection<string> NamesIn(string text)
    {
        var names = new KnownNames([]);
        SyntaxLowering.Lower(SyntaxReader.Template(text).Node, names);
        return names.Missing;
    }

    private void Take(ArgumentMapping said, List<ToolArgument> taken, List<KeyValuePair<string, string>> computed)
    {
        if (said.Value is not { } value) return;
        if (!value.Text.Contains("${", StringComparison.Ordinal))
        {
            if (!members.All.Contains(value.Text)) findings.Add(MappingProblems.NoSuchMember(value, type.Name, members.All));
            taken.Add(new ToolArgument(said.Name.Text, value.Text, said.AsList));
            return;
        }

        var names = new KnownNames(members.All);
        SyntaxLowering.Lower(SyntaxReader.Template(value.Text).Node, names);
        foreach (var name in names.Missing) findings.Add(MappingProblems.NoSuchMember(new Written(name, value.Place), type.Name, members.All));
        computed.Add(new(said.Name.Text, value.Text));
    }

    private bool IsListOfOne(ToolArguments arguments, ArgumentSchema argument, string member) =>
        argument.Name != member && arguments.IsListOfScalars(argument.Schema) && !(members.Has(member) && members[member]["type"]?.AsText() == "array");

    private sealed class KnownNames(IEnumerable<string> known) : INames
    {
        public List<string> Missing { get; } = [];

        public Expression? Resolve(NameSyntax name)
        {
            if (!known.Contains(name.Text)) Missing.Add(name.Text);
            return new Literal(Datum.Null);
        }
    }
}
