using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Inference;

/// <summary>Makes a resource of a create and a delete, and takes in of the other tools what fits them.</summary>
internal sealed class LifecycleBuilder
{
    private readonly ToolArguments create;
    private readonly ToolArguments delete;
    private readonly VerbMeaning making;
    private readonly IReadOnlyList<string> noun;
    private readonly ArgumentNames names;
    private readonly List<LifecycleMember> members = [];
    private readonly Dictionary<string, LifecycleMember> byName = new(StringComparer.Ordinal);
    private readonly List<string> identity = [];
    private readonly List<TypeTool> tools = [];

    private LifecycleBuilder(IReadOnlyList<string> noun, ServerTool create, VerbMeaning making, ServerTool delete)
    {
        (this.noun, this.making) = (noun, making);
        names = new ArgumentNames(noun);
        this.create = ToolArguments.Of(create);
        this.delete = ToolArguments.Of(delete);
        foreach (var argument in this.create.All) Add(argument, this.create, argument.Name, argument.IsRequired, isOutput: false);
    }

    /// <summary>The resource, or null when delete wants something that nobody could know.</summary>
    public static Lifecycle? Build(NounTools of, NamedTool create, NamedTool delete)
    {
        var noun = create.Name.Noun.Take(create.Name.Noun.Count - 1).Append(Nouns.Singular(create.Name.Noun[create.Name.Noun.Count - 1])).ToArray();
        var builder = new LifecycleBuilder(noun, create.Tool, create.Verb.Meaning, delete.Tool);
        return builder.FindIdentity() ? builder.Build(of) : null;
    }

    private Lifecycle Build(NounTools of)
    {
        var update = of.Updates.Select(ToolArguments.Of).FirstOrDefault(CanUpdate) ?? (making == VerbMeaning.Put ? create : null);
        if (update is not null)
        {
            foreach (var argument in update.All.Where(a => names.Find(a.Name) is null)) Add(argument, update, argument.Name, isRequired: false, isOutput: false);
        }

        var gets = of.Gets.Select(ToolArguments.Of).Where(CanCall).ToArray();
        var read = gets.FirstOrDefault(IsOfOne);
        var list = of.Lists.Select(ToolArguments.Of).FirstOrDefault(CanCall) ?? gets.FirstOrDefault(g => !IsOfOne(g));

        Use(ToolRole.Create, create);
        Use(ToolRole.Read, read);
        Use(ToolRole.List, list);
        Use(ToolRole.Update, update);
        Use(ToolRole.Delete, delete);
        var mutable = new HashSet<string>(update is null ? [] : ArgumentsOf(update).Select(a => a.Member).Except(identity), StringComparer.Ordinal);
        return new Lifecycle(noun, create, members.Select(m => m with { IsMutable = mutable.Contains(m.Name) }).ToArray(), identity, NaturalKey(), tools,
            new[] { read?.Tool, create.Tool }.OfType<ServerTool>().ToArray());
    }

    /// <summary>Identity is what delete requires. What create doesn't know is an id that the server gives, or a choice that the author has to make.</summary>
    private bool FindIdentity()
    {
        foreach (var argument in delete.Required)
        {
            if (names.Find(argument.Name) is { } known) identity.Add(known);
            else if (ArgumentNames.Identifies(argument.Name)) AddId(argument);
            else if (IsChoice(delete.Resolved(argument.Schema))) Add(argument, delete, argument.Name, isRequired: true, isOutput: false);
            else return false;
        }

        if (identity.Count > 0) return true;

        // A delete that requires nothing takes alternatives: the names that create gives too, else the first id.
        var optional = delete.All.Where(a => !a.IsRequired && ArgumentNames.Identifies(a.Name)).ToArray();
        identity.AddRange(optional.Select(a => names.Find(a.Name)).OfType<string>().Distinct());
        if (identity.Count == 0 && optional.Length > 0) AddId(optional[0]);
        return identity.Count > 0;
    }

    private void AddId(ArgumentSchema argument)
    {
        var name = delete.IsListOfScalars(argument.Schema) ? SingularName(argument.Name) : argument.Name;
        Add(argument, delete, name, isRequired: true, isOutput: true);
        identity.Add(name);
    }

    private void Add(ArgumentSchema argument, ToolArguments source, string name, bool isRequired, bool isOutput)
    {
        byName[name] = new LifecycleMember(argument, source, name, isRequired, isOutput, IsMutable: false);
        members.Add(byName[name]);
        names.Add(name);
    }

    private bool CanCall(ToolArguments arguments) => arguments.Required.All(a => names.Find(a.Name) is not null);

    // A get that doesn't ask which one gets them all.
    private bool IsOfOne(ToolArguments arguments) => ArgumentsOf(arguments).Any(a => identity.Contains(a.Member));

    // What an update requires besides may be a new value; an id of something else may not.
    private bool CanUpdate(ToolArguments arguments) => arguments.Required.All(a => names.Find(a.Name) is not null || !ArgumentNames.Identifies(a.Name));

    /// <summary>With a name that the author chooses, that and what it is unique in: delete's other arguments that create has too.</summary>
    private IReadOnlyList<string> NaturalKey()
    {
        if (members.Any(m => m.IsOutput)) return [];
        var within = ArgumentsOf(delete).Select(a => a.Member).Where(n => create.Resolved(byName[n].Argument.Schema)["type"]?.AsText() is "string" or "integer");
        return identity.Concat(within).Distinct().ToArray();
    }

    private void Use(ToolRole role, ToolArguments? arguments)
    {
        if (arguments is not null) tools.Add(new TypeTool(role, arguments.Tool.Name, arguments.Wrapper, arguments.WrapsList, ArgumentsOf(arguments).ToArray()));
    }

    private IEnumerable<ToolArgument> ArgumentsOf(ToolArguments arguments)
    {
        foreach (var argument in arguments.All)
        {
            if (names.Find(argument.Name) is { } member) yield return new ToolArgument(argument.Name, member, AsList(arguments, argument, member));
        }
    }

    private bool AsList(ToolArguments arguments, ArgumentSchema argument, string member) =>
        argument.Name != member && arguments.IsListOfScalars(argument.Schema)
        && (byName[member].IsOutput || !byName[member].Source.IsListOfScalars(byName[member].Argument.Schema));

    private static bool IsChoice(Datum schema) => schema["enum"] is not null || schema["const"] is not null || schema["type"]?.AsText() == "boolean";

    private static string SingularName(string name)
    {
        var last = NameWords.Split(name).LastOrDefault() ?? "";
        return last.Length > 0 && name.EndsWith(last, StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - last.Length) + Cased(name, last) : name;
    }

    // As written: only the end differs between the two.
    private static string Cased(string name, string last)
    {
        var singular = Nouns.Singular(last);
        var written = name.Substring(name.Length - last.Length);
        return written.StartsWith(singular, StringComparison.OrdinalIgnoreCase) ? written.Substring(0, singular.Length) : singular;
    }
}
