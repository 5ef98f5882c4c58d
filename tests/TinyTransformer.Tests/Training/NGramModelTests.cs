namespace TinyTransformer.Tests;

public class NGramModelTests
{
    private static readonly int[][] s_texts = [.. SyntheticTask.Addition().Draw(60, seed: 1).Select(pair => CopyWords.Encode(pair))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Probability_AnyContext_SumsToOne(int order)
    {
        var model = NGramModel.Train(s_texts, order, CopyWords.Size);
        int[][] contexts = [[2], [2, 5], s_texts[0][..6], [2, 9, 9, 9, 9, 9, 9], [0], [.. s_texts[1]]];
        Assert.All(contexts, context =>
        {
            var probabilities = Enumerable.Range(0, CopyWords.Size).Select(token => model.Probability(context, token)).ToList();
            Assert.Equal(1, probabilities.Sum(), 1e-12);
            Assert.All(probabilities, probability => Assert.True(probability > 0));
        });
    }

    // By hand, from a a b | a b, begin 0, a 1, b 2, V 4. Bigrams: 0a 2, aa 1, ab 2: n₁ = 1, n₂ = 2, so D = 1/5. After how many tokens: a 2 (0, a), b 1: again n₁ = n₂ = 1, D = 1/3.
    // P(a) = (2 − 1/3)/3 + (1/3 · 2/3) · 1/4; P(a | a) = (1 − 1/5)/3 + (1/5 · 2/3) · P(a).
    [Fact]
    public void Probability_ABigramModel_IsThatOfPaperAndPencil()
    {
        var model = NGramModel.Train([[0, 1, 1, 2], [0, 1, 2]], 2, 4);
        var unigram = 5.0 / 9 + 2.0 / 9 / 4;
        Assert.Equal(0.8 / 3 + 0.4 / 3 * unigram, model.Probability([1], 1), 1e-12);
        Assert.Equal(unigram, model.Probability([3], 1), 1e-12);
    }

    [Fact]
    public void Evaluate_AUniformModel_HasPerplexityV() => Assert.Equal(4, NGramModel.Train([[0, 1], [0, 2], [0, 3], [0, 0]], 1, 4).Evaluate([[0, 2, 3, 1]]).Perplexity, 1e-9);

    [Fact]
    public void Evaluate_WhatItWasTrainedOn_IsEasierWithALongerContext()
    {
        var perplexities = Enumerable.Range(1, 4).Select(order => NGramModel.Train(s_texts, order, CopyWords.Size).Evaluate(s_texts).Perplexity).ToList();
        Assert.Equal(perplexities.OrderDescending(), perplexities);
    }

    [Fact]
    public void Train_IdsOutOfRange_AreRefused() => Assert.Contains("texts: expected ids of 0 to 3, got 4", Assert.Throws<ArgumentException>(() => NGramModel.Train([[0, 4]], 2, 4)).Message);

    private static class CopyWords
    {
        private static readonly WordTokenizer s_words = WordTokenizer.Train(SyntheticTask.Addition().Words);

        internal static int Size => s_words.VocabularySize;

        internal static int[] Encode(SentencePair pair) => new PairEncoder(s_words, s_words).Encode(new("", pair.Source + " " + pair.Target)).Target;
    }
}
