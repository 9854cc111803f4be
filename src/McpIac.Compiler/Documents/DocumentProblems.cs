using McpIac.Compiler.Parameters;
using McpIac.Compiler.Suggestions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>What can be wrong with a deployment's document; a page each in docs/diagnostics.</summary>
internal static class DocumentProblems
{
    public static Diagnostic NamedTwice(string first, string second, SourcePlace place) => Diagnostic.Error("MCI0001",
        $"The deployment is already named '{first}', so it can't be named '{second}' too.", place, "Name it once; another deployment is another file.");

    public static Diagnostic Malformed(string language, string why, SourcePlace place, string remedy = "Mend the document's form.") => Diagnostic.Error("MCI1201",
        $"This isn't {language}: {why.TrimEnd('.')}.", place, remedy);

    public static Diagnostic WrongKind(string field, string takes, DocumentNode given) => WrongKind(field, takes, given.Kind, given.Span.FirstLine);

    public static Diagnostic WrongKind(string field, string takes, DatumKind given, SourcePlace place) => Diagnostic.Error("MCI1202",
        $"{field} is {takes}, and this is {Word(given)}.", place, $"Write {takes}.");

    public static Diagnostic UnknownField(string field, string owner, string? meant, IReadOnlyList<string> known, SourcePlace place) => Diagnostic.Error("MCI1203",
        $"{owner} has no field {field}.", place, meant is null ? $"It has: {string.Join(", ", known)}." : $"Did you mean {meant}?");

    public static Diagnostic MissingField(string field, string owner, SourcePlace place) => Diagnostic.Error("MCI1204",
        $"{owner} needs the field {field}.", place, $"Add {field}.");

    public static Diagnostic KeyTwice(string key, SourcePlace place, SourcePlace first) => Diagnostic.Error("MCI1205",
        $"{key} stands here twice (the first is on line {first.Line}).", place, "Keep one of the two.");

    public static Diagnostic Tag(string tag, SourcePlace place) => Diagnostic.Error("MCI1206", $"The tag {tag} has no meaning here.", place,
        "Leave it out; what is computed is written ${…}.");

    public static Diagnostic NoNumber(string text, SourcePlace place) => Diagnostic.Error("MCI1206",
        $"{text} is no number that a provider could be sent.", place, "Write it in quotes when the text is meant.");

    public static Diagnostic NoCharacter(SourcePlace place) => Diagnostic.Error("MCI1206",
        "The character U+0000 can't stand in a name, a path, a command or a variable.", place, "Leave it out.");

    public static Diagnostic ReservedKey(SourcePlace place) => Diagnostic.Error("MCI1206", "The key $iac is reserved.", place, "Give it another name.");

    public static Diagnostic TooLarge(string why, SourcePlace place) => Diagnostic.Error("MCI1207",
        $"The document is too large: {why}.", place, "Write it in several deployments, or as a program.");

    public static Diagnostic WrongVersion(string field, string given, string takes, SourcePlace place) => Diagnostic.Error("MCI1208",
        $"{field} is {given}, and this version of mciacc reads {takes}.", place, $"Write {field}: {takes}.");

    public static Diagnostic NotKnown(string what, SourcePlace place) => Diagnostic.Error("MCI1209",
        $"{what} has to be known before anything is planned, and depends on what a provider has yet to yield.", place, "Take it from parameters and literals.");

    public static Diagnostic Ambiguous(string name, IEnumerable<string> meanings, string remedy, SourcePlace place) => Diagnostic.Error("MCI1210",
        $"{name} has several meanings here: {string.Join(", ", meanings)}.", place, remedy);

    public static Diagnostic WholeResource(string name, SourcePlace place) => Diagnostic.Error("MCI2008",
        $"{name} is a resource as a whole, which is no value.", place, $"Say which of its properties or outputs: ${{{name}.id}}.");

    public static Diagnostic WholeComponent(string name, SourcePlace place) => Diagnostic.Error("MCI2008",
        $"{name} is a component as a whole, which is no value.", place, $"Say which of its outputs: ${{{name}.…}}.");

    public static Diagnostic WholeOutput(SourcePlace place) => Diagnostic.Error("MCI2008",
        "A component's output that this reads is a resource as a whole, which is no value.", place, "Say what of it: ${shop.server.id} for ${shop.server}.");

    public static Diagnostic WholeGroup(string name, SourcePlace place) => Diagnostic.Error("MCI2008",
        $"{name} is a group of resources as wholes, which is no value.", place, $"Say what of each: ${{{name}[*].id}}, or of one: ${{{name}[0].id}}.");

    public static Diagnostic WrongParameter(string name, string why, SourcePlace? place) => Diagnostic.Error("MCI1212",
        $"The parameter {name} has no usable value: {why.TrimEnd('.')}.", place, $"Give it one in the document's default, or with --set {name}=VALUE.");

    public static Diagnostic NoSuchParameter(string name, IReadOnlyCollection<string> known) =>
        ParameterProblems.Unknown(name, known, "Declare it in the document's parameters.");

    public static Diagnostic CannotImport(string path, string why, SourcePlace place) => Diagnostic.Error("MCI1214",
        $"{path} can't be imported: {why.TrimEnd('.')}.", place, $"Write the path relative to {(DocumentFrontEnd.Reads(place.File) ? "this file" : "the program's folder")}.");

    public static Diagnostic NoComponent(string path, int count, SourcePlace place) => Diagnostic.Error("MCI1214",
        $"{path} can't be imported: it defines {(count == 0 ? "no component" : $"{count} components")}.", place, "A file that is imported has one document with kind: Component.");

    /// <param name="known">The classes that the script has.</param>
    public static Diagnostic NoClass(string name, string file, IReadOnlyList<string> known, SourcePlace place) => Diagnostic.Error("MCI1214",
        name.Length == 0 ? $"{file} declares {known.Count} components, not one." : $"{file} declares no component {name}.", place,
        Suggestion.For(name, known, known.Count > 0 ? $"A script's component is imported under the name of its class. It has: {string.Join(", ", known)}." : "Declare a class in it that derives from Component."));

    public static Diagnostic NotForDocuments(string component, string why, SourcePlace? place) => Diagnostic.Error("MCI1032",
        $"The class {component} can't be used as a component here: {why}.", place, "Use it in a program in C#, or change the class.");

    public static Diagnostic ComponentTwice(string name, SourcePlace place) => Diagnostic.Error("MCI1214",
        $"There is a component {name} already.", place, "Give one of them another name.");

    public static Diagnostic NoSuchComponent(string name, string? near, SourcePlace place) => Diagnostic.Error("MCI1214",
        $"There is no component {name}.", place, near is null ? "Import it: imports: { Name: ./file.yaml }. A resource's type has colons: aws:vpc:vpc." : $"Did you mean {near}?");

    public static Diagnostic ComponentInItself(IEnumerable<string> path, SourcePlace place) => Diagnostic.Error("MCI1215",
        $"A component is made of itself, without end: {string.Join(" → ", path)}.", place, "Take one of these uses out.");

    public static Diagnostic ComponentCircle(string name, SourcePlace place) => Diagnostic.Error("MCI1215",
        $"What this {name} is given depends on what it yields.", place, "Take one of these references out.");

    public static Diagnostic NoSuchInput(string name, string component, IEnumerable<string> known, SourcePlace place) => Diagnostic.Error("MCI2002",
        $"{component} has no parameter {name}.", place, Suggestion.For(name, known, known.Any() ? $"It has: {string.Join(", ", known)}." : "It has none."));

    public static Diagnostic MissingInput(string name, string use, string component, SourcePlace place) => Diagnostic.Error("MCI2003",
        $"{use} ({component}) needs the parameter {name}, which isn't set.", place, $"Set {name}.");

    public static Diagnostic WrongInput(string name, string use, string why, SourcePlace place) => Diagnostic.Error("MCI2005",
        $"{name} of {use}: {why.TrimEnd('.')}.", place, "Write a value that the component's parameter allows.");

    public static Diagnostic NoSuchOutput(string name, string use, IEnumerable<string> known, SourcePlace place) => Diagnostic.Error("MCI2007",
        $"{use} has no output {name}.", place, Suggestion.For(name, known, known.Any() ? $"It has: {string.Join(", ", known)}." : "It has none."));

    public static Diagnostic OptionOfResources(string option, string use, IEnumerable<string> known, SourcePlace place) => Diagnostic.Error("MCI1203",
        $"The component {use} can't have the option {option}.", place, $"It can have: {string.Join(", ", known)}. Other options are those of its resources.");

    public static Diagnostic ExistingComponent(string use, SourcePlace place) => Diagnostic.Error("MCI1203",
        $"The component {use} can't have the field existing: a provider knows resources by ids.", place, "Put it on the resources inside of it.");

    public static Diagnostic Shown(string what, SourcePlace place) => Diagnostic.Error("MCI1213",
        $"{what} is made from a secret, and would show it.", place, "Take it from what is no secret.");

    /// <param name="near">A name that was probably meant.</param>
    public static Diagnostic NoSuchName(string name, string? near, SourcePlace place) => Diagnostic.Error("MCI2006",
        $"{name} is no resource, parameter or loop variable of this deployment.", place,
        near is not null ? $"Did you mean {near}?"
        : name == "each" ? "each is what a resource with for goes over."
        : "Declare it, or write its value as a text; a literal ${ is written $${.");

    public static Diagnostic LeftOut(string name, SourcePlace place) => Diagnostic.Error("MCI2006",
        $"{name} isn't in this deployment: the condition of its resource is false.", place, "Refer to it under the same condition only.");

    /// <summary>"a text", "a list".</summary>
    public static string Word(DatumKind kind) => kind switch
    {
        DatumKind.Null => "nothing",
        DatumKind.Boolean => "true or false",
        DatumKind.Number => "a number",
        DatumKind.Text => "a text",
        DatumKind.List => "a list",
        _ => "a map",
    };
}
