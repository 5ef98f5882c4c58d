// From a config to what a trainer takes: data, tokenizers, a model. Whatever does not fit together is refused here, before a file is written.
using System.Security.Cryptography;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Cli.Runs;

/// <summary>A run that can begin.</summary>
internal sealed record RunSetup(RunConfig Config, SavedModel Model, IBatchSource Train, IBatchSource Validation, Judgement Judgement, string About)
{
    /// <exception cref="UserError">The config's data cannot be read, or does not go with its model.</exception>
    public static RunSetup Of(RunConfig config, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            if (config.Training.BalanceLoss > 0 && config.Model.NumExperts == 1)
            {
                throw new ArgumentException("training.balanceLoss: expected 0 for a model without experts (model.numExperts = 1)");
            }
            return config.Data switch
            {
                SyntheticData data => OfPairs(config, data, OfTask(config, data)),
                ParallelData data => OfPairs(config, data, OfFiles(config, data, folder)),
                StoriesData data => OfStories(config, data, folder),
                _ => throw new NotSupportedException($"data.kind: {config.Data.GetType().Name}"),
            };
        }
        catch (ArgumentException error)
        {
            throw new UserError($"{path}: {error.Message.Split(" (Parameter '")[0]}", error);
        }
    }

    /// <summary>A batch's logits.</summary>
    public Func<Batch, Tensor> Forward => Model.Model switch
    {
        EncoderDecoder translator => batch => translator.call(batch.Source!, batch.Input),
        DecoderOnly gpt => batch => gpt.call(batch.Input),
        _ => throw new NotSupportedException($"a model of type {Model.Model.GetType().Name}"),
    };

    /// <summary>SHA-256, in hex, of the token ids of the first epoch and of the validation data: other texts, another tokenizer or another order give another one.</summary>
    public string DataDigest
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var ids in Train.Epoch(0).Concat(Validation.Epoch(0)).SelectMany(batch => new[] { batch.Source, batch.Input, batch.Labels }).OfType<Tensor>())
            {
                hash.AppendData(Encoding.ASCII.GetBytes(string.Join(',', ids.shape)));
                hash.AppendData(ids.bytes);
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>The learning rates of this run.</summary>
    public LearningRateSchedule Schedule { get; } = Config.Schedule.Of(Config);

    /// <summary>A trainer that has done nothing yet.</summary>
    public Trainer NewTrainer(CheckpointFolder checkpoints) =>
        new(Model.Model, Forward, Train, Schedule, Config.Training, Validation, Model.Config.PaddingId) { Checkpoints = checkpoints };

    private static RunSetup OfPairs(RunConfig config, PairData data, PairTexts texts)
    {
        var isShared = config.Model.TieEmbeddings == EmbeddingTying.ThreeWay;
        var target = config.Tokenizer.Train(isShared ? [.. texts.Source, .. texts.Target] : texts.Target);
        var source = isShared ? target : config.Tokenizer.Train(texts.Source);
        var encoder = new PairEncoder(source, target);
        var validation = texts.Validation.Select(encoder.Encode).ToList();
        RequireLength("data", validation.Concat(texts.Sample.Select(encoder.Encode)).Max(pair => Math.Max(pair.Source.Length, pair.Target.Length - 1)), config.Model.MaxPositions);
        var model = Built(config, target, source, encoder.PaddingId, ModelShape.EncoderDecoder);
        return new(config, model, texts.Batches(encoder), PairBatches.Of(validation, encoder.PaddingId, data.BatchTokens, seed: null), new TranslationJudgement(encoder, texts.Test, texts.Tags, () => Built(config, target, source, encoder.PaddingId, ModelShape.EncoderDecoder).Translator),
            $"{texts.About}; {source.VocabularySize} source tokens, {target.VocabularySize} target tokens{(isShared ? ", one table" : "")}");
    }

    private static PairTexts OfTask(RunConfig config, SyntheticData data)
    {
        var task = data.NewTask();
        var validation = task.Part(TaskPart.Validation).DrawDistinct(data.HeldOut, seed: -1 - 2 * config.Training.Seed);
        var test = task.Part(TaskPart.Test).DrawDistinct(data.HeldOut, seed: -2 - 2 * config.Training.Seed);
        return new(task.Words, task.Words, [new(string.Join(' ', Enumerable.Repeat(task.Words[0], task.LongestSource)), string.Join(' ', Enumerable.Repeat(task.Words[0], task.LongestTarget)))], validation, test,
            encoder => PairBatches.Drawn(task.Part(TaskPart.Train), encoder, data.PairsInEpoch, data.BatchTokens, config.Training.Seed), Tags: null,
            $"{task.Name}: {data.PairsInEpoch} fresh pairs an epoch to train, {validation.Count} to validate, {test.Count} to test, no pair in two of the three");
    }

    private static PairTexts OfFiles(RunConfig config, ParallelData data, string folder)
    {
        IReadOnlyList<SentencePair> Read(string prefix) => ParallelText.Read(Path.GetFullPath(prefix, folder), data.Source, data.Target);
        var (train, validation) = (Read(data.Train), Read(data.Validation));
        var test = data.Test is { } prefix ? Read(prefix) : [];
        var tagsFile = Path.GetFullPath($"{data.Test}.tags", folder);
        var tags = File.Exists(tagsFile) ? TextFile.ReadLines(tagsFile) : [];
        return new([.. train.Select(pair => pair.Source)], [.. train.Select(pair => pair.Target)], train, validation, test,
            encoder => PairBatches.Of([.. train.Select(encoder.Encode)], encoder.PaddingId, data.BatchTokens, config.Training.Seed), tags, $"{train.Count} pairs to train, {validation.Count} to validate, {test.Count} to test");
    }

    private static RunSetup OfStories(RunConfig config, StoriesData data, string folder)
    {
        var stories = Story.ReadAll(data.Files.Select(file => Path.GetFullPath(file, folder)));
        var split = DataSplit.ByKey(stories, story => story.Title, data.ValidationShare, data.SplitSeed);
        var tokenizer = config.Tokenizer.Train(split.Train.Select(story => story.Text));
        int[] Ids(Story story) => [tokenizer.IdOf(SpecialToken.Begin), .. tokenizer.Encode(story.Text), tokenizer.IdOf(SpecialToken.End)];
        List<int[]> train = [.. split.Train.Select(Ids)], validation = [.. split.Validation.Select(Ids)];
        RequireLength("data.window", data.Window, config.Model.MaxPositions);
        var padding = tokenizer.IdOf(SpecialToken.Pad);
        var model = Built(config, tokenizer, tokenizer, padding, ModelShape.DecoderOnly);
        return new(config, model, TextBatches.Stream(train, data.Window, data.BatchRows, padding, config.Training.Seed), TextBatches.Whole(validation, (int)config.Model.MaxPositions, data.BatchRows, padding),
            new StoriesJudgement(train, validation, data.CompareWithNGram, tokenizer.VocabularySize, validation.Sum(text => text.Length - 1.0) / split.Validation.Sum(story => story.Text.Length + 1)),
            $"{train.Count} stories of {train.Sum(text => text.Length):N0} tokens to train, {validation.Count} others of {validation.Sum(text => text.Length):N0} to validate; {tokenizer.VocabularySize} tokens");
    }

    private static SavedModel Built(RunConfig config, Tokenizer target, Tokenizer source, int paddingId, ModelShape shape)
    {
        var model = config.Model with { VocabularySize = target.VocabularySize, SourceVocabularySize = ReferenceEquals(source, target) ? null : source.VocabularySize, PaddingId = paddingId };
        manual_seed(config.Training.Seed);
        Require(model);
        RequireMemory(model);
        nn.Module built = shape == ModelShape.EncoderDecoder ? new EncoderDecoder(model) : new DecoderOnly(model);
        ModelDevice.Place(built);
        return new(built, target, source);
    }

    private static void Require(TransformerConfig model)
    {
        try
        {
            _ = model.Validated();
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException($"model.{char.ToLowerInvariant(error.Message[0])}{error.Message[1..]}", error);
        }
    }

    // A guard, no count: the weights of the matrices alone, in bytes.
    private static void RequireMemory(TransformerConfig model)
    {
        double D = model.DModel, least = sizeof(float) * (model.NumLayers * (2 * D * D + 2 * D * model.DFeedForward * model.NumExperts) + model.VocabularySize * D), there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (least > there)
        {
            throw new ArgumentException(FormattableString.Invariant($"model: its matrices want {least / 1e9:N0} GB and more, and this machine has {there / 1e9:N0} GB of memory"));
        }
    }

    private static void RequireLength(string place, int longest, long positions)
    {
        if (longest > positions)
        {
            throw new ArgumentException($"{place}: {longest} tokens in a row do not fit into model.maxPositions = {positions}");
        }
    }

    private sealed record PairTexts(IReadOnlyList<string> Source, IReadOnlyList<string> Target, IReadOnlyList<SentencePair> Sample, IReadOnlyList<SentencePair> Validation, IReadOnlyList<SentencePair> Test,
        Func<PairEncoder, IBatchSource> Batches, IReadOnlyList<string>? Tags, string About);
}
