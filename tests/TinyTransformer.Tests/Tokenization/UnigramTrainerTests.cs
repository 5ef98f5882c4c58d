namespace TinyTransformer.Tests;

public class UnigramTrainerTests
{
    [Fact]
    public void Trainer_Seeds_AreTheCharactersAndWhatOccursTwice()
    {
        var trainer = new UnigramTrainer(["abab c"]);
        Assert.Equal([("a", 2), ("ab", 2), ("b", 2), (" ", 1), ("c", 1)], trainer.Pieces.Select(pair => (pair.Piece, (int)Math.Round(pair.Probability * 8))));
        Assert.Equal((4, 5), (trainer.CharacterCount, trainer.PieceCount));
    }

    [Fact]
    public void Trainer_WithFewSeeds_KeepsTheBestByCountTimesLength() =>
        // abc: 3 · 3; ab and bc: 3 · 2, alike, so the first in ordinal order.
        Assert.Equal(["ab", "abc"], new UnigramTrainer(["abc\nabc\nabc"], seeds: 2).Pieces.Select(pair => pair.Piece).Where(piece => piece.Length > 1));

    [Fact]
    public void Maximise_OneWordByHand_GivesTheExpectedCounts()
    {
        // "abab": a, b, ab with 1/3 each. Cuts: a b a b (1/81), ab a b and a b ab (1/27 each), ab ab (1/9), together 16/81.
        // Expected: ab (3 + 3 + 2·9)/16 = 1.5; a and b (2·1 + 3 + 3)/16 = 0.5 each.
        var trainer = new UnigramTrainer(["abab"]);
        Assert.Equal(Math.Log(16.0 / 81), trainer.Maximise(), 1e-12);
        Assert.Equal([("ab", .6), ("a", .2), ("b", .2)], trainer.Pieces.Select(pair => (pair.Piece, Math.Round(pair.Probability, 12))));
    }

    [Fact]
    public void Maximise_StepByStep_RaisesTheLikelihood()
    {
        var trainer = new UnigramTrainer(Samples.Prose);
        var likelihoods = Enumerable.Range(0, 8).Select(_ => trainer.Maximise()).ToList();
        Assert.All(likelihoods.Zip(likelihoods.Skip(1)), pair => Assert.True(pair.Second > pair.First - 1e-6, $"{pair.First} fell to {pair.Second}"));
        Assert.True(likelihoods[^1] > likelihoods[0] + 1);
    }

    [Fact]
    public void Maximise_OnAWordOfManyCharacters_DoesNotRoundToNothing()
    {
        var trainer = new UnigramTrainer([new string('a', 20_000) + string.Concat(Enumerable.Repeat("bcd", 5000))], seeds: 0);
        Assert.Equal(20_000 * Math.Log(20.0 / 35) + 15_000 * Math.Log(5.0 / 35), trainer.Maximise(), 1e-6);
        Assert.Equal(20.0 / 35, trainer.Pieces[0].Probability, 1e-12);
    }

    [Fact]
    public void Prune_ARound_DropsAFifthAndKeepsCharacters()
    {
        var trainer = new UnigramTrainer(Samples.Prose);
        var before = trainer.PieceCount;
        trainer.Maximise();
        Assert.True(trainer.Prune(trainer.CharacterCount));
        Assert.Equal((int)(before * .8), trainer.PieceCount);
        while (trainer.Prune(trainer.CharacterCount))
        {
        }
        Assert.Equal(string.Concat(Samples.Prose).EnumerateRunes().Distinct().Count(), trainer.PieceCount);
        Assert.Equal(1, trainer.Pieces.Sum(pair => pair.Probability), 1e-12);
    }

    [Fact]
    public void Prune_DropsWhatIsMissedTheLeast()
    {
        // "cat" is always followed by nothing else and very frequent; "ca" and "at" are only parts of it.
        var trainer = new UnigramTrainer([string.Concat(Enumerable.Repeat("cat\n", 50)) + "c\na\nt"]);
        trainer.Maximise();
        trainer.Maximise();
        while (trainer.Prune(trainer.CharacterCount + 1))
        {
            trainer.Maximise();
        }
        Assert.Equal(["cat"], trainer.Pieces.Select(pair => pair.Piece).Where(piece => piece.Length > 1));
    }

    [Fact]
    public void Prune_BelowTheCharacters_IsRefused() =>
        Assert.Equal("pieces: expected at least 2, one for each character, got 1", Assert.Throws<ArgumentException>(() => new UnigramTrainer(["ab"]).Prune(1)).Message);

    [Fact]
    public void Trainer_OnNothing_IsRefused() => Assert.Equal("texts: expected at least one character", Assert.Throws<ArgumentException>(() => new UnigramTrainer([])).Message);
}
