// Command lines that cannot work: each ends with exit code 2 and one line that names the place, and no file has changed.

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TinyTransformer.Cli.Tests;

[Collection(nameof(OneConsole))]
public sealed class BadInputTests : IClassFixture<TrainedModels>
{
    private readonly TrainedModels _models;

    public BadInputTests(TrainedModels models)
    {
        _models = models;
        if (!File.Exists(_models.PathOf("unequal.json")))
        {
            WriteData();
            WriteWeights();
        }
    }

    /// <summary>What the message must say, and the command line; "@" stands for the models' folder.</summary>
    public static TheoryData<string, string[]> CommandLines => new()
    {
        // Commands and options.
        { "say a command: train, evaluate, translate, generate, info, schema", [] },
        { "there is no command trian; did you mean train?", ["trian", "@copy.json"] },
        { "there is no command fly; the commands are train, evaluate,", ["fly"] },
        { "there is no option --topk; did you mean --top-k?", ["generate", "@gpt", "The", "--topk", "2"] },
        { "there is no option --bem; did you mean --beam?", ["translate", "@copy", "1", "--bem", "2"] },
        { "there is no option --fast; the options are --output, --resume, --overwrite", ["train", "@copy.json", "--fast"] },
        { "is one argument too many", ["generate", "@gpt", "The", "fox"] },
        { "train: CONFIG is missing: a config file (JSON)", ["train"] },
        { "--top-k: K is missing", ["generate", "@gpt", "--top-k"] },
        { "--ids: ID … is missing", ["generate", "@gpt", "--ids"] },
        { "CONFIG: expected a path, got \"\"", ["train", ""] },
        { "--output: expected a path, got \"\"", ["train", "@copy.json", "--output", ""] },
        { "--resume and --overwrite: choose one", ["train", "@copy.json", "--resume", "--overwrite"] },

        // Prompts and token ids.
        { "PROMPT: expected at least one word", ["generate", "@gpt", ""] },
        { "PROMPT: expected 1 to 8 tokens", ["generate", "@gpt", "The fox ran on and on"] },
        { "PROMPT[1]: expected an id from 0 to ", ["generate", "@gpt", "--ids", "3", "999"] },
        { "PROMPT[0]: expected an id from 0 to ", ["generate", "@gpt", "--ids", "-1"] },
        { "--ids: expected a whole number, got \"x\"", ["generate", "@gpt", "--ids", "1", "x"] },
        { "PROMPT and --ids: choose one", ["generate", "@gpt", "The", "--ids", "3"] },
        { "TEXT: expected at least one word", ["translate", "@copy", " "] },
        { "TEXT: \"1 1 1 1 1 1 1 1 1\" has 10 tokens, and the model reads at most 8", ["translate", "@copy", "1 1 1 1 1 1 1 1 1"] },

        // How to decode.
        { "--temperature: expected a finite number above 0", ["generate", "@gpt", "The", "--temperature", "0"] },
        { "--temperature: expected a finite number above 0", ["generate", "@gpt", "The", "--temperature", "-1"] },
        { "--temperature: expected a finite number above 0", ["generate", "@gpt", "The", "--temperature", "NaN"] },
        { "--temperature: expected a number, got \"0,8\"", ["generate", "@gpt", "The", "--temperature", "0,8"] },
        { "--top-k: expected 1 or more, got 0", ["generate", "@gpt", "The", "--top-k", "0"] },
        { "--top-k: expected a whole number, got \"1.5\"", ["generate", "@gpt", "The", "--top-k", "1.5"] },
        { "--top-p: expected 0 < p ≤ 1, got 0", ["generate", "@gpt", "The", "--top-p", "0"] },
        { "--top-p: expected 0 < p ≤ 1, got 1.01", ["generate", "@gpt", "The", "--top-p", "1.01"] },
        { "--min-p: expected 0 < p ≤ 1, got -0.1", ["generate", "@gpt", "The", "--min-p", "-0.1"] },
        { "--typical: expected 0 < p ≤ 1, got 2", ["generate", "@gpt", "The", "--typical", "2"] },
        { "--repetition-penalty: expected a finite number above 0, got 0", ["generate", "@gpt", "The", "--repetition-penalty", "0"] },
        { "--max-tokens: expected 1 to 5, as 4 of 8 positions are taken, got 100", ["generate", "@gpt", "The", "--max-tokens", "100"] },
        { "--max-tokens: expected 1 to 5", ["generate", "@gpt", "The", "--max-tokens", "0"] },
        { "--seed: expected a whole number from 0 on, got \"-1\"", ["generate", "@gpt", "The", "--seed", "-1"] },
        { "--beam: expected 1 or more, got 0", ["translate", "@copy", "1", "--beam", "0"] },
        { "--alpha: expected a finite number from 0 on, got -1", ["translate", "@copy", "1", "--alpha", "-1"] },

        // Configs.
        { "key.json: model.dModl: there is no such key; did you mean dModel?", ["train", "@key.json"] },
        { "value.json: model.activation: there is no \"gelo\"; did you mean gelu?", ["train", "@value.json"] },
        { "balance.json: training.balanceLoss: expected 0 for a model without experts", ["train", "@balance.json", "--output", "@new"] },
        { "none.json", ["train", "@none.json"] },
        { "copy: a folder, expected a file", ["train", "@copy"] },
        { "latin.json: line 2, byte 15: 0xFC is not UTF-8", ["train", "@latin.json"] },
        { "half.json: output: a half of a surrogate pair", ["train", "@half.json"] },
        { "half-key.json: a half of a surrogate pair", ["train", "@half-key.json"] },
        { "nul.json: output: expected a path", ["train", "@nul.json"] },
        { "huge.json: model: ", ["train", "@huge.json", "--output", "@new"] },
        { "there is something already; --resume goes on with its run, --overwrite replaces it", ["train", "@copy.json"] },
        { "there is no run to go on with", ["train", "@copy.json", "--output", "@new", "--resume"] },
        { "stories.txt: a file, expected a folder for the model", ["train", "@copy.json", "--output", "@stories.txt"] },
        { "new: cannot be written: ", ["train", "@copy.json", "--output", "@stories.txt/new"] },
        { "training/mine.txt: no run wrote this", ["train", "@copy.json", "--output", "@foreign", "--overwrite"] },

        // Data.
        { "unequal.en has 2 lines and ", ["train", "@unequal.json"] },
        { "latin.fr: line 2, byte 1: 0xFF is not UTF-8 here", ["train", "@latin-data.json"] },
        { "cut.en.gz: a damaged gzip file", ["train", "@cut.json"] },
        { "header.en.gz: a damaged gzip file", ["train", "@header.json"] },
        { "absent.en", ["train", "@absent.json"] },
        { "a-folder: a folder, expected a file", ["train", "@folder-data.json"] },

        // Models.
        { "there is no such folder; a model's folder holds model.json and model.safetensors", ["translate", "@none", "1"] },
        { "a-folder: there is no model in it (no model.json)", ["generate", "@a-folder"] },
        { "stopped: there is no model in it (no model.json), but a run without an evaluation yet: train with --resume goes on with it", ["translate", "@stopped", "1"] },
        { "this model has no source, it writes on; use generate", ["translate", "@gpt", "The"] },
        { "this model translates a source; use translate", ["generate", "@copy", "1"] },
        { "long-header/model.safetensors: length: the header should have ", ["translate", "@long-header", "1"] },
        { "overlap/model.safetensors: ", ["translate", "@overlap", "1"] },
        { "overlap: begins at ", ["translate", "@overlap", "1"] },
        { "of U32", ["translate", "@dtype", "1"] },
        { "the format knows no \"F33\"", ["translate", "@no-dtype", "1"] },
        { "cut/model.safetensors: data: the tensors take ", ["info", "@cut"] },
        { "mixed/model.safetensors: not the tensors of this model", ["info", "@mixed"] },
        { "model.safetensors", ["info", "@weightless"] },
        { "the model is of another config or of other data than ", ["evaluate", "@copy.json", "--model", "@gpt"] },
        { "model is a DecoderOnly there and a EncoderDecoder here", ["evaluate", "@copy.json", "--model", "@gpt"] },
        { "model.dModel is 8 there and 16 here", ["evaluate", "@wide.json", "--model", "@copy"] },
        { "tokenizer.merges[", ["evaluate", "@pairs.json", "--model", "@other-pairs"] },
    };

    [Theory]
    [MemberData(nameof(CommandLines))]
    public void Any_BadInput_IsRefusedInOneLine_AndNothingChanges(string message, string[] arguments)
    {
        var before = _models.Snapshot();
        var (code, output, error) = Cli.Run([.. arguments.Select(argument => argument.StartsWith('@') ? _models.PathOf(argument[1..]) : argument)]);
        Assert.True(code == 2, $"exit code {code}: {error}");
        Assert.True(error.Replace('\\', '/').Contains(message, StringComparison.Ordinal), error);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", error);
        Assert.DoesNotContain("Parameter '", error);
        Assert.Equal("", output);
        Assert.Equal(before, _models.Snapshot());
    }

    private void WriteData()
    {
        Directory.CreateDirectory(_models.PathOf("a-folder"));
        foreach (var (name, there, instead) in new[] { ("key", "\"dModel\"", "\"dModl\""), ("value", "\"dropout\": 0.1", "\"activation\": \"gelo\""), ("wide", "\"dModel\": 8", "\"dModel\": 16"), ("balance", "\"updates\": 6", "\"updates\": 6, \"balanceLoss\": 0.01"), ("huge", "\"numLayers\": 1", "\"numLayers\": 2000000000"), ("half", "\"copy\",\n", "\"\\ud800\",\n"), ("half-key", "\"output\"", "\"\\ud800\""), ("nul", "\"copy\",\n", "\"\\u0000\",\n") })
        {
            _models.Write($"{name}.json", Samples.Copy.ReplaceLineEndings("\n").Replace(there, instead));
        }
        _models.Write("latin.json", Encoding.Latin1.GetBytes("{\n  \"output\": \"für\"\n}\n"));
        foreach (var name in new[] { "unequal", "latin-data", "cut", "header", "absent" })
        {
            _models.Write($"{name}.json", Samples.Parallel.Replace("\"train\": \"x\", \"validation\": \"x\", \"test\": \"x\"", $"\"train\": \"{name.Replace("-data", "")}\", \"validation\": \"{name.Replace("-data", "")}\""));
        }
        _models.Write("folder-data.json", Samples.Stories.Replace("stories.txt", "a-folder"));
        _models.Write("unequal.en", "a b\nc d\n");
        _models.Write("unequal.fr", "a b\n");
        _models.Write("latin.en", "a b\nc d\n");
        _models.Write("latin.fr", [0x61, 0x0A, 0xFF, 0x0A]);
        var packed = Packed(string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i * i % 997} {i}\n")));
        _models.Write("cut.en.gz", packed[..(packed.Length / 2)]);
        _models.Write("cut.fr.gz", packed);
        _models.Write("header.en.gz", packed[..6]);
        _models.Write("header.fr.gz", packed);
        Directory.CreateDirectory(_models.PathOf("foreign", "training"));
        _models.Write("foreign/training/mine.txt", "mine");
        Directory.CreateDirectory(_models.PathOf("stopped", "training"));
        File.Copy(_models.PathOf("copy/training/config.json"), _models.PathOf("stopped/training/config.json"));
    }

    private void WriteWeights()
    {
        Altered("long-header", (header, bytes) => BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length));
        Altered("overlap", (header, bytes) =>
        {
            var second = header.Split("\"data_offsets\":[")[2].Split(']')[0];
            Replace(bytes, header, second, $"0,{long.Parse(second.Split(',')[1]) - long.Parse(second.Split(',')[0])}");
        });
        Altered("dtype", (header, bytes) => Replace(bytes, header, "\"F32\"", "\"U32\""));
        Altered("no-dtype", (header, bytes) => Replace(bytes, header, "\"F32\"", "\"F33\""));
        var cut = Path.Combine(_models.CopyOf("copy", "cut"), "model.safetensors");
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^10]);
        File.Copy(_models.PathOf("gpt/model.safetensors"), Path.Combine(_models.CopyOf("copy", "mixed"), "model.safetensors"), overwrite: true);
        File.Delete(Path.Combine(_models.CopyOf("copy", "weightless"), "model.safetensors"));
        // Two tokenizers of the same tokens, which merge them in another order.
        _models.Write("pairs.json", Samples.Stories.Replace("\"kind\": \"character\"", "\"kind\": \"bytePair\", \"vocabularySize\": 266").Replace("\"output\": \"stories\"", "\"output\": \"pairs\""));
        Assert.Equal(0, Cli.Run("train", _models.PathOf("pairs.json")).Code);
        var tokenizer = Path.Combine(_models.CopyOf("pairs", "other-pairs"), "tokenizer.json");
        File.WriteAllText(tokenizer, SwappedMerges(File.ReadAllText(tokenizer)));
    }

    private void Altered(string name, Action<string, byte[]> alter)
    {
        var path = Path.Combine(_models.CopyOf("copy", name), "model.safetensors");
        var bytes = File.ReadAllBytes(path);
        alter(Encoding.UTF8.GetString(bytes, 8, (int)BinaryPrimitives.ReadInt64LittleEndian(bytes)), bytes);
        File.WriteAllBytes(path, bytes);
    }

    // Within the header and of the same length, filled up with blanks.
    private static void Replace(byte[] bytes, string header, string there, string instead)
    {
        var at = header.IndexOf(there, header.IndexOf("data_offsets", StringComparison.Ordinal) + 20, StringComparison.Ordinal);
        Encoding.UTF8.GetBytes(instead.PadRight(there.Length)).CopyTo(bytes, 8 + at);
    }

    private static byte[] Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return bytes.ToArray();
    }

    private static string SwappedMerges(string json)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(json)!;
        var merges = node["merges"]!.AsArray();
        var (last, before) = (merges[^1]!.DeepClone(), merges[^2]!.DeepClone());
        (merges[^2], merges[^1]) = (last, before);
        return node.ToJsonString();
    }
}
