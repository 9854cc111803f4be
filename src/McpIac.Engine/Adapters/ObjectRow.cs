using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>One object as a tool's answer has it: where its members stand, also where the server names them otherwise than its arguments.</summary>
/// <param name="type">Of the object.</param>
/// <param name="members">Where the mapping says that members stand.</param>
/// <param name="value">The object, or all that the tool answered.</param>
internal sealed class ObjectRow(ResourceType type, IReadOnlyList<KeyValuePair<string, string>> members, Datum value)
{
    private readonly string noun = Plain(type.Token[(type.Token.LastIndexOf(':') + 1)..]);

    public Datum Value => value;

    /// <summary>What it was asked for by, where it doesn't tell that itself.</summary>
    public Datum Address { get; init; } = Datum.EmptyMap;

    /// <summary>The object's id, as far as it tells its address.</summary>
    public string? Id => ObjectAddress.Of(type, Datum.MapOf(ObjectAddress.Members(type).Select(m => (m, Value: this[m])).Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.m, m.Value ?? Datum.Null))));

    /// <summary>A member's value, in the form that its shape wants; null when the object doesn't tell it.</summary>
    public Datum? this[string member]
    {
        get
        {
            var shape = type.Properties.Member(member)?.Shape ?? type.Outputs.Member(member)?.Shape;
            var said = members.FirstOrDefault(m => m.Key == member).Value;
            var found = said is null ? Named(member) : said.StartsWith('/') || said.Length == 0 ? JsonPointer.Find(value, said) : MemberTexts.Evaluate(said, name => name == "row" ? value : null).Value;
            return found is null ? Address[member] : AnswerValues.Fitted(shape, found);
        }
    }

    /// <summary>The same object, known to be that which was asked for.</summary>
    public ObjectRow At(Datum address) => new(type, members, value) { Address = address };

    /// <summary>True when the object tells all members of an address, each as asked.</summary>
    public bool Has(Datum address) => address.Members.All(a => this[a.Key] is { } found && ObjectAddress.Text(found) == ObjectAddress.Text(a.Value));

    /// <summary>True when it tells a member of the address, and another one than asked; also where it stands beside what the mapping points at.</summary>
    public bool IsAnother(Datum address) => address.Members.Any(a => new[] { this }.Concat(Beside(a.Key)).Any(r => r[a.Key] is { } found && ObjectAddress.Text(found) is { } text && text != ObjectAddress.Text(a.Value)));

    /// <summary>True when it tells a member of the type, or is a text that has what was asked for in it.</summary>
    public bool TellsAnything(Datum address) => value.AsText() is { } text && members.Count == 0
        ? address.Members.All(a => ObjectAddress.Text(a.Value) is { Length: > 0 } part && text.Contains(part, StringComparison.Ordinal))
        : type.Properties.Members.Concat(type.Outputs.Members).Any(m => Own(m.Name) is { IsNull: false });

    /// <summary>True when it tells who it is itself.</summary>
    public bool TellsAddress => ObjectAddress.Members(type).All(m => Own(m) is { IsNull: false });

    /// <summary>Whether a text with holes over <c>row</c> is true of it; a missing one isn't.</summary>
    public bool Is(string? text) => text is not null && MemberTexts.Evaluate(text, name => name == "row" ? value : this[name]).Value?.AsBoolean() == true;

    /// <summary>The properties that it tells, without those that are never shown.</summary>
    public Datum Properties() => Told(type.Properties.Members.Where(m => m.Shape is { Sensitive: false, WriteOnly: false }));

    /// <summary>The outputs that it tells. What is a property too, and is never shown, isn't one.</summary>
    public Datum Outputs() => Told(type.Outputs.Members.Where(m => type.Properties.Member(m.Name)?.Shape is not ({ Sensitive: true } or { WriteOnly: true })));

    private Datum Told(IEnumerable<ShapeMember> wanted) => Datum.MapOf(
        wanted.Select(m => (m.Name, Value: this[m.Name])).Where(m => m.Value is { IsNull: false }).Select(m => KeyValuePair.Create(m.Name, m.Value ?? Datum.Null)));

    private Datum? Own(string member) => Address.Members.Count == 0 ? this[member] : new ObjectRow(type, members, value)[member];

    private IEnumerable<ObjectRow> Beside(string member) => members.Any(m => m.Key == member) ? [] : members
        .Where(m => m.Value.Length > 1 && m.Value[0] == '/').Select(m => m.Value[..m.Value.LastIndexOf('/')]).Where(p => p.Length > 0).Distinct(StringComparer.Ordinal)
        .Select(p => JsonPointer.Find(value, p)).OfType<Datum>().Select(v => new ObjectRow(type, [], v));

    // A workflow's "workflowId" is the "id" of what is answered; case and separators are a matter of taste.
    private Datum? Named(string member)
    {
        if (value.Kind != DatumKind.Map) return null;
        if (value[member] is { } exact) return exact;
        var plain = Plain(member);
        var bare = plain.StartsWith(noun, StringComparison.Ordinal) && plain.Length > noun.Length ? plain[noun.Length..] : plain;
        return value.Members.FirstOrDefault(m => Plain(m.Key) is var key && (key == plain || key == bare || key == noun + bare)).Value;
    }

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
