using CsCheck;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Generation;
using McpIac.Schemas.Validation;

namespace McpIac.Providers.Twin.Tests.Handlers;

/// <summary>Every resource type of every committed snapshot, and of plain servers, with made-up properties.</summary>
public sealed class CommittedSnapshotTests
{
    private static readonly ResourceType[] Types = [.. Snapshots.Catalog.Types.Where(t => t.Kind == TypeKind.Resource)];

    public static TheoryData<string> Tokens => [.. Types.Select(t => t.Token)];

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task Outputs_OfMadeUpObjects_ValidateAndHaveIdsOfTheirOwn(string token)
    {
        var type = Types.Single(t => t.Token == token);
        var world = TestWorld.Of(type.Provider);
        var ids = new HashSet<string>();
        for (var seed = 0; seed < 30; seed++)
        {
            var properties = await PropertiesAsync(world, type, new Entropy($"{token}{seed}"));
            Assert.Empty(ShapeValidator.Validate(type.Properties, properties));

            var made = await world.Create(token, $"name-{seed}", properties);

            Assert.Empty(ShapeValidator.Validate(type.Outputs, Declared(type, made.Outputs)));
            Assert.True(ids.Add(made.Id), made.Id);
            foreach (var filled in made.Outputs.Members.Where(m => type.Outputs.Member(m.Key) is null))
            {
                Assert.True(type.Properties.Member(filled.Key)?.Shape.Computed, filled.Key);
                Assert.Empty(ShapeValidator.Validate(type.Properties.Member(filled.Key)!.Shape, filled.Value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task Outputs_OfTheSameRun_AreTheSame(string token)
    {
        var type = Types.Single(t => t.Token == token);
        var (one, two) = (TestWorld.Of(type.Provider), TestWorld.Of(type.Provider));

        var first = await one.Create(token, "it", await PropertiesAsync(one, type, new Entropy(token)));
        var second = await two.Create(token, "it", await PropertiesAsync(two, type, new Entropy(token)));

        Assert.Equal(first.Outputs, second.Outputs);
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task Update_WithoutAChange_ChangesNoOutput(string token)
    {
        var type = Types.Single(t => t.Token == token);
        var world = TestWorld.Of(type.Provider);
        var properties = await PropertiesAsync(world, type, new Entropy(token));
        var made = await world.Create(token, "it", properties);

        var updated = await world[token].UpdateAsync(made, properties, world.Context(token, "it"));

        Assert.Equal(made.Outputs, updated.Outputs);
        Assert.Equal(made.Properties, updated.Properties);
    }

    [Fact]
    public void Generator_ForAnyShapeOfTheSnapshots_YieldsWhatTheShapeAccepts() =>
        Gen.Select(Gen.Int[0, Types.Length - 1].Select(i => Types[i]), Gen.String).Sample((type, seed) =>
        {
            foreach (var member in type.Properties.Members.Concat(type.Outputs.Members))
            {
                var value = ValueGenerator.Generate(member.Name, member.Shape, "some name", new Entropy(seed + member.Name));
                Assert.True(value is not null, $"{type.Token} {member.Name}");
                Assert.Empty(ShapeValidator.Validate(member.Shape, value));
            }
        }, iter: 300);

    // Made-up texts would refer to nothing: what has to refer gets an object made for it, the rest stays unset.
    private static async Task<Datum> PropertiesAsync(TestWorld world, ResourceType type, Entropy entropy)
    {
        var members = new List<KeyValuePair<string, Datum>>();
        foreach (var member in type.Properties.Members)
        {
            var keyed = type.NaturalKeys.Any(k => k.Contains(member.Name));
            var own = entropy.Fork(member.Name);
            if (member.Required && member.Shape is { References: [var reference, ..], ReferenceOrText: false })
            {
                var target = Types.Single(t => t.Token == reference.Split('#')[0]);
                var made = await world.Create(target.Token, own.Hex(8), await PropertiesAsync(world, target, own));
                members.Add(new(member.Name, made.Outputs[reference.Split('#')[1]]!));
            }
            else if (member.Required || (!keyed && !Refers(member.Shape) && entropy.Next(2) == 0))
            {
                // Examples are the same for every object, so a natural key isn't taken from them.
                var shape = keyed ? member.Shape with { Examples = [] } : member.Shape;
                if (ValueGenerator.Generate(member.Name, shape, "made-up", own, unique: keyed) is { } value) members.Add(new(member.Name, value));
            }
        }

        return Datum.MapOf(members);
    }

    private static bool Refers(Shape shape) =>
        shape.References.Count > 0 || (shape.Element is { } element && Refers(element)) || shape.Members.Any(m => Refers(m.Shape));

    private static Datum Declared(ResourceType type, Datum outputs) => Datum.MapOf(outputs.Members.Where(m => type.Outputs.Member(m.Key) is not null));
}
