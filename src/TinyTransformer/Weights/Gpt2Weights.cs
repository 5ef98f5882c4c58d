// GPT-2 as Hugging Face's transformers stores it (GPT2LMHeadModel). Three things differ from a DecoderOnly: the names; a Conv1D's weight, which is (inputs, outputs), a Linear's transposed;
// and that query, key and value are one matrix, c_attn.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Reads GPT-2 from a folder with config.json and model.safetensors, and writes it there.</summary>
/// <remarks>The tied head: where config.json ties it, lm_head.weight is not in the file, or is the table of tokens again. Buffers of older files (h.0.attn.bias, a causal mask) are passed over.</remarks>
public static class Gpt2Weights
{
    private const string Prefix = "transformer.";
    private const string Tokens = "transformer.wte.weight";
    private const string Head = "lm_head.weight";
    private static readonly string[] s_queryKeyValue = ["w_q", "w_k", "w_v"];
    private static readonly string[] s_masks = [".attn.bias", ".attn.masked_bias"];

    /// <summary>A model from a folder, ready to be used: in evaluation mode, without dropout.</summary>
    /// <param name="folder">With <c>config.json</c> and <c>model.safetensors</c>.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or they do not belong together; the message lists each difference by the file's names.</exception>
    public static DecoderOnly Load(string folder)
    {
        var config = Gpt2Config.Read(Path.Combine(folder, "config.json"));
        var model = new DecoderOnly(config with { InitialValues = InitialValues.Zeros });
        using var file = SafeTensors.Open(Path.Combine(folder, "model.safetensors"));
        Read(file, model);
        model.eval();
        return model;
    }

    /// <summary>Writes <c>config.json</c> and <c>model.safetensors</c>, as <c>GPT2LMHeadModel.from_pretrained</c> reads them. Existing ones are replaced.</summary>
    /// <param name="folder">Must exist.</param>
    /// <exception cref="ArgumentException">The model has what GPT-2's layout has no place for; names the property of its config.</exception>
    public static void Save(DecoderOnly model, string folder)
    {
        ArgumentNullException.ThrowIfNull(model);
        Gpt2Config.RequireGpt2(model.Config);
        using var off = no_grad();
        using var scope = NewDisposeScope();
        SafeTensors.Save(Path.Combine(folder, "model.safetensors"), Layout(model).ToDictionary(entry => entry.Name, entry => Whole(entry.Parts)), new Dictionary<string, string> { ["format"] = "pt" });
        Gpt2Config.Write(model.Config, Path.Combine(folder, "config.json"));
    }

    private static void Read(SafeTensors file, DecoderOnly model)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var names = file.Entries.Keys.Where(name => !s_masks.Any(name.EndsWith)).ToDictionary(name => name.StartsWith(Prefix) || name == Head ? name : Prefix + name);
        var layout = Layout(model).ToDictionary(entry => entry.Name, entry => entry.Parts);
        var given = names.Where(name => layout.ContainsKey(Head) || name.Key != Head).ToDictionary(name => name.Key, name => file.Entries[name.Value]);
        LoadReport.Of(layout.ToDictionary(entry => entry.Key, entry => Whole(entry.Value)), given).RequireExact(file.Path);
        if (names.ContainsKey(Head) && !given.ContainsKey(Head) && !file.Read(Head).bytes.SequenceEqual(file.Read(names[Tokens]).bytes))
        {
            throw new InvalidDataException($"{file.Path}: {Head}: config.json ties it to {Tokens}, and the two differ");
        }
        foreach (var (name, parts) in layout)
        {
            using var once = NewDisposeScope();
            foreach (var (part, value) in parts.Zip(file.Read(names[name]).split([.. parts.Select(part => part.shape[^1])], -1)))
            {
                part.copy_(value);
            }
        }
    }

    /// <summary>Each tensor of the file, as views of the model's parameters that lie side by side in it.</summary>
    private static IEnumerable<(string Name, Tensor[] Parts)> Layout(DecoderOnly model)
    {
        var state = model.state_dict();
        Tensor[] Conv1D(string weight) => [state[weight].t()];                       // (outputs, inputs) -> (inputs, outputs)
        yield return (Tokens, [state["embedding.tokens.weight"]]);
        yield return ("transformer.wpe.weight", [state["embedding.positions.weight"]]);
        for (var i = 0; i < model.Config.NumLayers; i++)
        {
            string file = $"{Prefix}h.{i}.", here = $"block.{i}.";
            yield return ($"{file}ln_1.weight", [state[$"{here}add_norm_1.norm.weight"]]);
            yield return ($"{file}ln_1.bias", [state[$"{here}add_norm_1.norm.bias"]]);
            yield return ($"{file}attn.c_attn.weight", [.. s_queryKeyValue.SelectMany(w => Conv1D($"{here}attention.{w}.weight"))]);       // (D, 3D)
            yield return ($"{file}attn.c_attn.bias", [.. s_queryKeyValue.Select(w => state[$"{here}attention.{w}.bias"])]);
            yield return ($"{file}attn.c_proj.weight", Conv1D($"{here}attention.w_o.weight"));
            yield return ($"{file}attn.c_proj.bias", [state[$"{here}attention.w_o.bias"]]);
            yield return ($"{file}ln_2.weight", [state[$"{here}add_norm_2.norm.weight"]]);
            yield return ($"{file}ln_2.bias", [state[$"{here}add_norm_2.norm.bias"]]);
            yield return ($"{file}mlp.c_fc.weight", Conv1D($"{here}feed_forward.up.weight"));
            yield return ($"{file}mlp.c_fc.bias", [state[$"{here}feed_forward.up.bias"]]);
            yield return ($"{file}mlp.c_proj.weight", Conv1D($"{here}feed_forward.down.weight"));
            yield return ($"{file}mlp.c_proj.bias", [state[$"{here}feed_forward.down.bias"]]);
        }
        yield return ("transformer.ln_f.weight", [state["final_norm.weight"]]);
        yield return ("transformer.ln_f.bias", [state["final_norm.bias"]]);
        if (state.TryGetValue("unembedding.weight", out var unembedding))
        {
            yield return (Head, [unembedding]);
        }
    }

    private static Tensor Whole(Tensor[] parts) => parts.Length == 1 ? parts[0] : cat(parts, -1);
}
