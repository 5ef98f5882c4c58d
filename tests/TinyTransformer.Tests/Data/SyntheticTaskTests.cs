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

    [Theory]
    [InlineData("copy")]
    [InlineData("addition")]
    public void Part_OfATask_SharesNoPairWithAnother(string name)
    {
        var task = SyntheticTask.Named(name);
        var parts = Enum.GetValues<TaskPart>().Select(part => task.Part(part).Draw(3000, seed: 1).ToHashSet()).ToList();          // the same seed, and no pair in two parts
        Assert.Equal(parts.Sum(part => part.Count), parts.SelectMany(part => part).Distinct().Count());
    }

    [Theory]
    [InlineData(TaskPart.Train, 0.8)]
    [InlineData(TaskPart.Validation, 0.1)]
    [InlineData(TaskPart.Test, 0.1)]
    public void Part_OfATask_HasItsShareOfAllSources(TaskPart part, double share)
    {
        var pairs = SyntheticTask.Copy(10, 3).Part(part).Draw(50_000, seed: 3).Distinct().ToList();              // all there are: 10 + 100 + 1000 in the three parts
        Assert.InRange(pairs.Count, 1110 * share - 40, 1110 * share + 40);
        Assert.All([1, 2, 3], length => Assert.Contains(pairs, pair => pair.Source.Split(' ').Length == length));
    }

    [Fact]
    public void DrawDistinct_Pairs_AreAllDifferentAndAlwaysTheSame()
    {
        var task = SyntheticTask.Copy(10, 10).Part(TaskPart.Test);
        var pairs = task.DrawDistinct(200, seed: 4);
        Assert.Equal(200, pairs.Distinct().Count());
        Assert.Equal(pairs, task.DrawDistinct(200, seed: 4));
        Assert.Equal(Enumerable.Range(1, 10), pairs.Select(pair => pair.Source.Split(' ').Length).Distinct().Order());
    }

    [Fact]
    public void Draw_OfTooSmallATask_IsRefused()
    {
        Assert.Equal("count: copy has too few different pairs for 5: 5,000 draws gave 2", Assert.Throws<ArgumentException>(() => SyntheticTask.Copy(1, 2).DrawDistinct(5, 1)).Message);
        var tiny = SyntheticTask.Copy(1, 1);
        Assert.Single(Enum.GetValues<TaskPart>(), part => IsThere(tiny.Part(part)));

        static bool IsThere(SyntheticTask part)
        {
            try
            {
                return part.Draw(1, 1).Count == 1;
            }
            catch (ArgumentException error)
            {
                Assert.StartsWith("part: copy has too few pairs to be split: of 1,000 draws none belongs to the part ", error.Message, StringComparison.Ordinal);
                return false;
            }
        }
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
