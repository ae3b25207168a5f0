using ChatMemory.Recall.Text;

namespace ChatMemory.Recall;

public sealed class TextAnalyzerTests
{
    [Theory]
    [InlineData("running", "runs")]
    [InlineData("ran", "run")]
    [InlineData("cities", "city")]
    [InlineData("happiness", "happy")]
    [InlineData("hoping", "hope")]
    [InlineData("hopping", "hop")]
    [InlineData("children", "child")]
    [InlineData("bought", "buying")]
    [InlineData("nationalization", "nationalize")]
    [InlineData("two", "2")]
    [InlineData("Café", "cafes")]
    [InlineData("ＡＢＣ", "abc")]
    [InlineData("Straße", "strasse")]
    [InlineData("Ann's", "Ann")]
    [InlineData("5,000", "5000")]
    [InlineData("Е́лка", "елка")]
    public void Analyze_OfTwoFormsOfAWord_GivesOneTerm(string one, string other) => Assert.Equal(Terms(one), Terms(other));

    [Theory]
    [InlineData("universe", "unicorn")]
    [InlineData("news", "new")]
    [InlineData("Oslo", "Bergen")]
    [InlineData("2023", "2024")]
    public void Analyze_OfTwoWords_GivesTwoTerms(string one, string other) => Assert.NotEqual(Terms(one), Terms(other));

    [Theory]
    [InlineData("東京タワー", "東京 京タ タワ ワー")]
    [InlineData("猫", "猫")]
    [InlineData("서울 여행", "서울 여행")]
    public void Analyze_OfAScriptWithoutSpaces_GivesPairs(string text, string terms) => Assert.Equal(terms.Split(' '), Terms(text));

    [Theory]
    [InlineData("Ich habe die Wohnungen in der Stadt gekauft", "Ich kaufte nicht die Wohnung in der Stadt", "wohn")]
    [InlineData("El perro de mi hermana no come las manzanas", "La hermana de mi madre no tiene manzana", "manzan")]
    [InlineData("Мы с ней ходили в театр и в музеи", "Она была в музей и на концерте", "музе")]
    public void Analyze_OfAnotherLanguage_CutsItsEndings(string one, string other, string term)
    {
        Assert.Contains(Terms(one), found => found.StartsWith(term, StringComparison.Ordinal));
        Assert.NotEmpty(Terms(one).Intersect(Terms(other)));
    }

    [Fact]
    public void Analyze_OfBrokenText_NeverFails()
    {
        foreach (var text in (string[])["", " ", "'", "''a", "\ud83c", "a\u0301", "!!!", "🎈🎉", "l'", "1.2.3."])
            Assert.NotNull(TextAnalyzer.Analyze(text));
    }

    private static string[] Terms(string text) => [.. TextAnalyzer.Analyze(text).Where(token => !token.IsStop).Select(token => token.Term)];
}
