// The operations of shapes.json, spelled as TorchSharp spells them.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

internal static class ShapeOperations
{
    public static IReadOnlyDictionary<string, Func<Arguments, Result>> Table { get; } = new Dictionary<string, Func<Arguments, Result>>
    {
        ["split"] = a => a.T(0).split(a.L(0), (int)a.L(1)),
        ["split_sizes"] = a => a.T(0).split(a.Ls(0), a.L(1)),
        ["chunk"] = a => a.T(0).chunk(a.L(0), a.L(1)),
        ["tensor_split"] = a => a.T(0).tensor_split(a.L(0), a.L(1)),
        ["tensor_split_at"] = a => a.T(0).tensor_split(a.Ls(0), a.L(1)),
        ["unbind"] = a => a.T(0).unbind(a.L(0)),
        ["vstack"] = a => vstack(a.All),
        ["hstack"] = a => hstack(a.All),
        ["concat"] = a => concat(a.All, a.L(0)),
        ["flip"] = a => a.T(0).flip(a.Ls(0)),
        ["roll"] = a => a.T(0).roll(a.Ls(0), a.Ls(1)),
        ["roll_all"] = a => a.T(0).roll(a.L(0)),
        ["repeat"] = a => a.T(0).repeat(a.Ls(0)),
        ["tile"] = a => a.T(0).tile(a.Ls(0)),
        ["repeat_interleave"] = a => a.T(0).repeat_interleave(a.L(0), a.OrNull(1)?.ToInt64()),
        ["repeat_interleave_each"] = a => a.T(0).repeat_interleave(a.T(1), a.L(0)),
        ["movedim"] = a => a.T(0).movedim(a.Ls(0), a.Ls(1)),
        ["swapaxes"] = a => a.T(0).swapaxes(a.L(0), a.L(1)),
        ["expand_as"] = a => a.T(0).expand_as(a.T(1)),
        ["view_as"] = a => a.T(0).view_as(a.T(1)),
        ["zeros_like"] = a => zeros_like(a.T(0), a.TypeOrNull(0)),
        ["ones_like"] = a => ones_like(a.T(0), a.TypeOrNull(0)),
        ["full_like"] = a => full_like(a.T(0), a.S(1), a.TypeOrNull(0)),
        ["unflatten"] = a => a.T(0).unflatten(a.L(0), a.Ls(1)),
        ["diag"] = a => a.T(0).diag(a.L(0)),
        ["diagonal"] = a => a.T(0).diagonal(a.L(0), a.L(1), a.L(2)),
        ["tril_indices"] = a => tril_indices(a.L(0), a.L(1), a.L(2)),
        ["triu_indices"] = a => triu_indices(a.L(0), a.L(1), a.L(2)),
        ["meshgrid"] = a => meshgrid(a.All, a.Text(0)),
        ["cartesian_prod"] = a => cartesian_prod(a.All),
        ["broadcast_tensors"] = a => broadcast_tensors(a.All).ToArray(),
        ["linspace"] = a => linspace(a.D(0), a.D(1), a.L(2), a.Type(3)),
        ["logspace"] = a => logspace(a.D(0), a.D(1), a.L(2), a.D(3), a.Type(4)),
        ["pad"] = a => nn.functional.pad(a.T(0), a.Ls(0), value: a.D(1)),
        ["outer"] = a => outer(a.T(0), a.T(1)),
        ["pad_mode"] = a => nn.functional.pad(a.T(0), a.Ls(0), Enum.Parse<PaddingModes>(a.Text(1))),
        ["einsum"] = a => einsum(a.Text(0), a.All),
        ["tensordot"] = a => tensordot(a.T(0), a.T(1), a.L(0)),
        ["tensordot_dims"] = a => tensordot(a.T(0), a.T(1), a.Ls(0), a.Ls(1)),
        ["addmm"] = a => addmm(a.T(0), a.T(1), a.T(2), (float)a.D(0), (float)a.D(1)),
        ["baddbmm"] = a => baddbmm(a.T(0), a.T(1), a.T(2), (float)a.D(0), (float)a.D(1)),
        ["addcmul"] = a => a.T(0).addcmul(a.T(1), a.T(2), a.S(0)),
        ["addcdiv"] = a => a.T(0).addcdiv(a.T(1), a.T(2), a.S(0)),
        ["lerp"] = a => lerp(a.T(0), a.T(1), a.T(2)),
        ["cdist"] = a => cdist(a.T(0), a.T(1), a.D(0)),
    };
}
