namespace TinyTransformer.Cli.Tests;

/// <summary>Configs of runs that take a second.</summary>
internal static class Samples
{
    internal const string Copy = """
        {
          "output": "copy",
          "data": { "kind": "copy", "symbols": 4, "maxLength": 4, "pairsInEpoch": 40, "heldOut": 10, "batchTokens": 60 },
          "model": { "numLayers": 1, "dModel": 8, "dFeedForward": 8, "numHeads": 2, "maxPositions": 8, "dropout": 0.1 },
          "schedule": { "kind": "warmUpCosine", "peak": 0.01, "warmUp": 2 },
          "training": { "updates": 6, "evaluateEvery": 3, "checkpointEvery": 2 }
        }
        """;

    internal const string Parallel = """
        {
          "output": "x",
          "data": { "kind": "parallel", "train": "x", "validation": "x", "test": "x" },
          "model": { "numLayers": 1, "dModel": 8, "dFeedForward": 8, "numHeads": 2, "maxPositions": 8, "tieEmbeddings": "twoWay" },
          "schedule": { "kind": "noam", "warmUp": 2 },
          "training": { "updates": 4, "checkpointEvery": 1 },
          "averageLast": 2
        }
        """;

    internal const string Stories = """
        {
          "output": "stories",
          "data": { "kind": "stories", "files": ["stories.txt"], "validationShare": 0.5, "window": 8, "batchRows": 2 },
          "tokenizer": { "kind": "character" },
          "model": { "numLayers": 1, "dModel": 8, "dFeedForward": 8, "numHeads": 2, "maxPositions": 8, "tieEmbeddings": "twoWay" },
          "schedule": { "kind": "constant", "learningRate": 0.01 },
          "training": { "updates": 3 },
          "averageLast": 1
        }
        """;

    internal const string StoriesText = "The Fox\nThe fox ran.\n\nThe Hen\nThe hen sat on the nest.\n";
}
