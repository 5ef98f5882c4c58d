using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>How well a model predicts data that it did not train on.</summary>
/// <param name="Update">After which update; 0 before the first.</param>
/// <param name="Loss">Mean over the tokens of plain cross-entropy, in nats: no smoothing, no dropout.</param>
/// <param name="Tokens">How many were predicted.</param>
/// <param name="IsBest">Whether no evaluation of the run before was better.</param>
public sealed record Evaluation(int Update, double Loss, long Tokens, bool IsBest = true)
{
    /// <summary>e^loss: among how many equally likely tokens the model is as unsure.</summary>
    public double Perplexity => Math.Exp(Loss);

    /// <summary>Measures a model, without dropout and without gradients; afterwards it is in the mode it was in.</summary>
    /// <param name="forward">A batch's logits, (B, T, V).</param>
    /// <param name="data">Its epoch 0 is measured.</param>
    public static Evaluation Of(nn.Module model, Func<Batch, Tensor> forward, IBatchSource data, int update = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(data);
        var wasTraining = model.training;
        model.eval();
        try
        {
            using var off = no_grad();
            var crossEntropy = new SmoothedCrossEntropy();
            var (loss, tokens) = (0.0, 0L);
            using var scope = NewDisposeScope();
            var device = model.parameters().First().device;
            foreach (var batch in data.Epoch(0).Select(batch => batch.To(device)))
            {
                loss += crossEntropy.Sum(forward(batch), batch.Labels).item<float>();
                tokens += batch.Tokens;
                scope.DisposeEverything();
            }
            return tokens > 0 ? new(update, loss / tokens, tokens) : throw new ArgumentException("data: there is nothing to predict in it");
        }
        finally
        {
            model.train(wasTraining);
        }
    }
}
