namespace TinyTransformer.Tests;

public class SyntheticTaskTests
{
    [Theory]
    [InlineData("copy")]
    [InlineData("reverse")]
    [InlineData("sort")]
    [InlineData("addition")]
    public void Draw_ATask_GivesItsAnswers(string name)
    {
        var task = SyntheticTask.Named(name);
        var pairs = task.Draw(300, seed: 1);
        Assert.All(pairs, pair => Assert.Equal(Answer(name, pair.Source), pair.Target));
        Assert.Equal(pairs, task.Draw(300, seed: 1));
        Assert.NotEqual(pairs, task.Draw(300, seed: 2));
        Assert.Equal(task.Words.Order(StringComparer.Ordinal), pairs.SelectMany(pair => $"{pair.Source} {pair.Target}".Split(' ')).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal((task.LongestSource, task.LongestTarget), (pairs.Max(pair => pair.Source.Split(' ').Length), pairs.Max(pair => pair.Target.Split(' ').Length)));
    }

    [Fact]
    public void Copy_Lengths_AreDrawnEvenly()
    {
        var counts = SyntheticTask.Copy(10, 5).Draw(5000, seed: 3).CountBy(pair => pair.Source.Split(' ').Length).ToDictionary();
        Assert.All(Enumerable.Range(1, 5), length => Assert.InRange(counts[length], 900, 1100));
    }

    [Fact]
    public void Sort_Letters_ComeAfterDigits() => Assert.All(SyntheticTask.Sort(36, 8).Draw(50, 4), pair => Assert.Equal(pair.Source.Split(' ').Order(StringComparer.Ordinal), pair.Target.Split(' ')));

    private static string Answer(string name, string source)
    {
        var words = source.Split(' ');
        return string.Join(' ', name switch
        {
            "copy" => words,
            "reverse" => words.Reverse(),
            "sort" => words.Order(StringComparer.Ordinal),
            _ => $"{string.Concat(words).Split('+').Sum(long.Parse)}".Select(digit => $"{digit}"),
        });
    }
}
