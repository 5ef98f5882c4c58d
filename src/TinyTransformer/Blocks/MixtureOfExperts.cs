// Several feed-forward nets, of which each token goes through a few: more parameters at the same cost a token. No capacity limit and no noise: every token gets the
// experts that its router likes best.

using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// (…, D) -> (…, D): the weighted sum of the k experts that the router likes best for a token (Shazeer et al. 2017, eq. 1 to 5, without noise). Records
/// <c>router</c> (N, E) and <c>output</c>.
/// </summary>
/// <remarks>
/// The weights are the chosen probabilities, divided by their sum (as in Mixtral); with k = 1 that would be 1 and teach the router nothing, so there it is the
/// probability itself (as in Switch).
/// </remarks>
public sealed class MixtureOfExperts : nn.Module<Tensor, Tensor>, IProbed
{
    private readonly TransformerConfig _config;
    [ComponentName(Name = "router")] private readonly Linear _router;
    [ComponentName(Name = "expert")] private readonly ModuleList<FeedForward> _experts;

    /// <param name="probe">Where this lies in a model; null: by itself.</param>
    public MixtureOfExperts(TransformerConfig config, Probe? probe = null) : base(nameof(MixtureOfExperts))
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config.Validated();
        Probe = (probe ?? Probe.Root()).Declare("router", "output");
        _router = Initialization.Projection(config, config.DModel, config.NumExperts, hasBias: false);
        _experts = new([.. Enumerable.Range(0, config.NumExperts).Select(e => new FeedForward(config, Probe.At($"expert.{e}")))]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Probe Probe { get; }

    /// <summary>How the tokens of the last forward were routed, for the load and the balance loss; null before the first.</summary>
    public Routing? LastRouting { get; private set; }

    /// <summary>Chooses experts.</summary>
    /// <param name="x">(N, D).</param>
    public Routing Route(Tensor x)
    {
        var probabilities = Probe.See("router", _router.call(x).softmax(-1));                  // (N,D) -> (N,E)
        var (chosen, experts) = probabilities.topk(_config.ExpertsPerToken);                   // (N,k) each
        return new(probabilities, experts, _config.ExpertsPerToken == 1 ? chosen : chosen / chosen.sum(-1, keepdim: true));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var rows = x.reshape(-1, _config.DModel);                                              // (…,D) -> (N,D)
        var routing = LastRouting = Route(rows);
        var result = zeros_like(rows);
        for (var e = 0; e < _experts.Count; e++)
        {
            var isChosen = routing.Experts.eq(e);                                              // (N,k)
            var mine = isChosen.any(-1).nonzero().view(-1);                                    // (n): the tokens that chose this expert
            if (mine.numel() > 0)
            {
                var weight = (routing.Weights * isChosen).sum(-1, keepdim: true).index_select(0, mine);        // (N,k) -> (n,1)
                result = result.index_add(0, mine, _experts[e].call(rows.index_select(0, mine)) * weight, 1);
            }
        }
        return Probe.See("output", result.view(x.shape));
    }
}
