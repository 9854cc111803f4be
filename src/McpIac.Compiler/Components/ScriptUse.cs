using McpIac.Compiler.Documents;
using McpIac.Dsl.Components;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Components;

/// <summary>A use of a component that is a script's class: what the class is given, and where what it makes belongs.</summary>
internal sealed class ScriptUse
{
    private readonly DeclaredUse use;
    private readonly IReadOnlyList<KeyValuePair<string, Expression>> options;

    // Secrets never get into the class's process or the cache; by the names of what stands for them.
    private readonly Dictionary<string, Expression> hidden = new(StringComparer.Ordinal);

    private ScriptUse(DeclaredUse use, ClassSignature signature, IReadOnlyList<KeyValuePair<string, Expression>> options, IEnumerable<KeyValuePair<string, Expression>> inputs)
    {
        (this.use, this.options) = (use, options);
        Asked = use with
        {
            Component = signature.Name,
            Inputs = [.. inputs.Select(i => new DeclaredProperty(i.Key, Hide(i.Value), null))],
            Reads = [.. use.Reads.Where(r => signature.Outputs.Contains(r.Output)).DistinctBy(r => r.Output)],
        };
    }

    /// <summary>The use as the class's process gets it.</summary>
    public DeclaredUse Asked { get; }

    /// <summary>The use of a class; null when it is given what it can't take, which is reported.</summary>
    public static ScriptUse? Of(DeclaredUse use, UseSite site, ClassSignature signature, Findings findings)
    {
        var before = findings.Count;
        InputCheck.Unknown(site.Inputs, signature.Name, [.. signature.Inputs.Select(i => i.Name)], findings);
        var options = InputCheck.Options(site, findings);
        var inputs = new List<KeyValuePair<string, Expression>>();
        foreach (var input in signature.Inputs)
        {
            if (site.Inputs.LastOrDefault(i => i.Name == input.Name) is { } given)
            {
                if (Value(given, input, site.Name, findings) is { } value) inputs.Add(new(input.Name, value));
            }
            else if (input.IsRequired) findings.Add(DocumentProblems.MissingInput(input.Name, site.Name, signature.Name, site.Place));
        }

        return findings.Count > before ? null : new ScriptUse(use, signature, options, inputs);
    }

    /// <summary>What the class made, moved to where it is used.</summary>
    public DeclaredDeployment Placed(DeclaredDeployment made)
    {
        var around = use.Around[0];
        var urns = made.Resources.DistinctBy(r => r.Urn, StringComparer.Ordinal).ToDictionary(r => r.Urn, r => Urns.Make(made.Name, [.. around, .. Urns.Components(r.Urn)], r.Type, r.Name), StringComparer.Ordinal);
        Expression Moved(Expression value) => Reveal(References.Rewrite(value, r => r with { Urn = urns.GetValueOrDefault(r.Urn, r.Urn) }));
        DeclaredProperty[] All(IEnumerable<DeclaredProperty> values) => [.. values.Select(v => v with { Value = Moved(v.Value) })];
        DeclaredProperty[] Options(IReadOnlyList<DeclaredProperty> own) => [.. All(own).Select(o => o.Name == "aliases" && around.Count > 0 ? o with { Value = Former(o.Value, made.Name, around) } : o), .. options.Where(o => own.All(w => w.Name != o.Key)).Select(o => new DeclaredProperty(o.Key, o.Value, null))];
        string[] DependsOn(IEnumerable<string> own) => [.. own.Select(u => urns.GetValueOrDefault(u, u)).Concat(use.DependsOn).Distinct(StringComparer.Ordinal)];
        return made with
        {
            Resources = [.. made.Resources.Select(r => r with { Urn = urns[r.Urn], Properties = All(r.Properties), Options = Options(r.Options), DependsOn = DependsOn(r.DependsOn) })],
            Outputs = [.. made.Outputs.Select(o => o with { Value = Moved(o.Value) })],
            Checks = [.. made.Checks.Select(c => c with { Condition = Moved(c.Condition), Message = Moved(c.Message) })],
            Uses = [.. made.Uses.Select(u => u with { Around = [.. u.Around.Select(a => (string[])[.. around, .. a])], Inputs = All(u.Inputs), Options = Options(u.Options), DependsOn = DependsOn(u.DependsOn) })],
        };
    }

    // The class knows nothing of what is around it; a former address of a component in it, which is a whole urn here, begins there too.
    private static Expression Former(Expression aliases, string deployment, IReadOnlyList<string> around)
    {
        var (top, inner) = (Urns.Make(deployment, [], "", "")[..^1], Urns.Make(deployment, around, "", "")[..^1]);
        return aliases is not ListExpression list ? aliases : new ListExpression([.. list.Items.SelectMany(i =>
            i is Literal { Value: var value } && value.AsText() is { } urn && urn.StartsWith(top, StringComparison.Ordinal) ? (Expression[])[i, new Literal(Datum.Of(inner + urn[top.Length..]))] : [i])]);
    }

    private static Expression? Value(GivenInput given, ComponentInput input, string use, Findings findings)
    {
        var value = given.Value();
        var what = $"{given.Name} of {use}";
        var shape = ShapeReader.Read(input.Schema, given.Place.File).Shape;
        if (input.IsKnown) return ValueReader.Known(value, given.Place, what, findings) is { } known ? InputCheck.Typed(given, new Literal(known), shape, false, use, findings) : null;

        // A list is written element by element, also when all of it is known.
        var plain = References.Parts(value).All(p => p is ListExpression or MapExpression || p is Literal { Value: var l } && l["$iac"] is null);
        return InputCheck.Typed(given, plain && ValueReader.Known(value, given.Place, what, findings) is { } whole ? new Literal(whole) : value, shape, false, use, findings);
    }

    private Expression Hide(Expression value) => References.RewriteSecrets(value, secret =>
    {
        var name = $"{use.Id} {hidden.Count}";
        hidden[name] = secret;
        return new External(External.Parameter, [name, use.Name]);
    });

    private Expression Reveal(Expression value) => hidden.Count == 0 ? value : External.Rewrite(value, e => e is { Kind: External.Parameter, Path: [var name, _] } ? hidden.GetValueOrDefault(name) : null);
}
