using McpIac.Providers.Local.RandomValues;

namespace McpIac.Providers.Local.Tests.RandomValues;

public sealed class RandomMakerTests
{
    [Fact]
    public void Id_IsALetterThenLettersAndDigits()
    {
        for (var i = 0; i < 200; i++)
        {
            var made = RandomMaker.Make(new RandomProperties { Kind = "id", Length = 12, Prefix = "db-" });
            Assert.Matches("^db-[a-z][a-z0-9]{11}$", made.Value);
            Assert.Null(made.Secret);
        }
    }

    [Fact]
    public void Id_OfOneCharacter_IsPossible() => Assert.Matches("^[a-z]$", RandomMaker.Make(new RandomProperties { Kind = "id", Length = 1 }).Value);

    [Theory]
    [InlineData(true, "[-_.+=,]")]
    [InlineData(false, "^[A-Za-z0-9]{8}$")]
    public void Password_HasEveryKindOfCharacter(bool symbols, string pattern)
    {
        for (var i = 0; i < 200; i++)
        {
            var made = RandomMaker.Make(new RandomProperties { Kind = "password", Length = 8, Symbols = symbols });
            Assert.Equal(8, made.Secret?.Length);
            Assert.Matches("[a-z]", made.Secret);
            Assert.Matches("[A-Z]", made.Secret);
            Assert.Matches("[0-9]", made.Secret);
            Assert.Matches(pattern, made.Secret);
            Assert.Null(made.Value);
            Assert.DoesNotContain(made.Secret!, made.Id, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Pet_IsWordsWithAnAnimalLast()
    {
        var parts = RandomMaker.Make(new RandomProperties { Kind = "pet", Words = 3, Separator = "_" }).Value?.Split('_');

        Assert.Equal(3, parts?.Length);
        Assert.All(parts![..2], w => Assert.Contains(w, PetWords.Adjectives));
        Assert.Contains(parts[2], PetWords.Animals);
    }

    [Fact]
    public void Values_AreDifferent() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => RandomMaker.Make(new RandomProperties { Kind = "id", Length = 20 })).SelectMany(m => new[] { m.Id, m.Value }).Distinct().Count() / 2);

    [Fact]
    public void Words_AreDistinctAndSayable()
    {
        string[] words = [.. PetWords.Adjectives, .. PetWords.Animals];

        Assert.Equal(words.Length, words.Distinct().Count());
        Assert.All(words, w => Assert.Matches("^[a-z]{2,9}$", w));
    }
}
