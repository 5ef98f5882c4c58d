using FsCheck;
using FsCheck.Fluent;

namespace TinyTransformer.Tests;

public class BytePairTrainerTests
{
    // Sennrich et al. 2016, figure 1: low, lower, newest, widest; here on bytes, with counts 5, 2, 6, 3 and a space before each word instead of a symbol at its end.
    private static readonly string s_paper = string.Concat(Enumerable.Repeat(" low", 5).Concat(Enumerable.Repeat(" lower", 2)).Concat(Enumerable.Repeat(" newest", 6)).Concat(Enumerable.Repeat(" widest", 3)));

    [Fact]
    public void MergeNext_ThePapersWords_MergesByCountAndThenByIds()
    {
        // es 9, st 9: e is byte 101, s 115. Then es+t 9; lo, ow and " l" have 7: the space is byte 32.
        var trainer = new BytePairTrainer([s_paper]);
        var merges = Enumerable.Range(0, 4).Select(_ => trainer.MergeNext()!.ToString());
        Assert.Equal(["\"e\" + \"s\" → \"es\" (9×)", "\"es\" + \"t\" → \"est\" (9×)", "\" \" + \"l\" → \" l\" (7×)", "\"o\" + \"w\" → \"ow\" (7×)"], merges);
    }

    [Fact]
    public void Words_AfterSomeMerges_ShowTheirPieces()
    {
        var trainer = new BytePairTrainer([s_paper]);
        trainer.MergeNext();
        trainer.MergeNext();
        var words = trainer.Words.Select(word => $"{word.Count}{string.Join('|', word.Pieces)}");
        Assert.Equal(["5 |l|o|w", "2 |l|o|w|e|r", "6 |n|e|w|est", "3 |w|i|d|est"], words);
    }

    [Fact]
    public void Candidates_BeforeAMerge_BeginWithIt()
    {
        var trainer = new BytePairTrainer([s_paper]);
        for (var step = 0; step < 8; step++)
        {
            Assert.Equal(trainer.Candidates(1)[0], trainer.MergeNext());
        }
        Assert.Equal(3, trainer.Candidates(3).Count);
    }

    [Theory]
    [InlineData("aaa", "aa")]
    [InlineData("aaaaaaa", "aa,aaaa")]
    [InlineData("abababab ababab", "ab,abab")]
    public void MergeNext_OverlappingPairs_MergesFromTheLeft(string text, string firstMerges)
    {
        var trainer = new BytePairTrainer([text]);
        Assert.Equal(firstMerges.Split(','), firstMerges.Split(',').Select(_ => trainer.MergeNext()!.Text));
        Assert.Equal(NaiveBytePairs.Train([text], 100), All(new BytePairTrainer([text]), 100));
    }

    [Fact]
    public void MergeNext_OnAnyTexts_LearnsWhatTheNaiveTrainerLearns() =>
        Prop.ForAll(Gen.Elements("a", "b", "c", "aa", "abc", " ", " the", "é", "中", "\n").ArrayOf().Select(string.Concat).Where(text => text.Length > 0).ToArbitrary(), text =>
            Assert.Equal(NaiveBytePairs.Train([text], 1000), All(new BytePairTrainer([text]), 1000))).Check(Samples.Runs(300));

    [Fact]
    public void MergeNext_OnProse_LearnsWhatTheNaiveTrainerLearns() =>
        Assert.Equal(NaiveBytePairs.Train(Samples.Prose, 1000), All(new BytePairTrainer(Samples.Prose), 1000));

    [Fact]
    public void MergeNext_WhenEveryWordIsOneToken_IsNull()
    {
        var trainer = new BytePairTrainer(["ab ab"]);
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => trainer.MergeNext() is not null));
    }

    [Fact]
    public void ToTokenizer_BetweenMerges_HasThoseSoFar()
    {
        var trainer = new BytePairTrainer(["abc"]);
        trainer.MergeNext();
        var early = trainer.ToTokenizer(SpecialToken.EndOfText);
        trainer.MergeNext();
        Assert.Equal(["ab", "c"], early.Tokenize("abc").Select(token => token.Text));
        Assert.Equal(257, early.IdOf(SpecialToken.EndOfText));
        Assert.Equal(["abc"], trainer.ToTokenizer().Tokenize("abc").Select(token => token.Text));
    }

    [Fact]
    public void Trainer_OnNothing_IsRefused() => Assert.Equal("texts: expected at least one character", Assert.Throws<ArgumentException>(() => new BytePairTrainer([""])).Message);

    private static List<(int, int, long)> All(BytePairTrainer trainer, int merges)
    {
        while (trainer.Merges.Count < merges && trainer.MergeNext() is not null)
        {
        }
        return [.. trainer.Merges.Select(merge => (merge.LeftId, merge.RightId, merge.Count!.Value))];
    }
}
