"""The golden cases of scaled_dot_product_attention: softmax(Q K^T / sqrt(d) + mask) V by its definition in float64, rounded once to the inputs' type, with its gradients.

So the numbers are right to the last place also in float32; PyTorch's own function, asked beside it, must agree.
Not here: how a case is computed and written (make_golden.py), and how inputs are described (cases.py).
"""
import math

import torch

from cases import BOOL, F64, NAN, INF, cases_of, same, t, v


def attention(x, mask, causal):
    """x: query, key, value. A Bool mask says where to attend, a float mask is added."""
    q, k, value = (y.double() for y in x[:3])
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if causal:
        scores = scores.masked_fill(torch.ones(scores.shape[-2:], dtype=torch.bool).triu(1), -math.inf)
    elif mask is not None and mask.dtype == torch.bool:
        scores = scores.masked_fill(~mask, -math.inf)
    elif mask is not None:
        scores = scores + mask.double()
    out = (scores.softmax(-1) @ value).to(x[0].dtype)
    theirs = torch.nn.functional._scaled_dot_product_attention(*x[:3], None if causal else mask, 0.0, False, causal)[0]
    assert torch.allclose(out, theirs, rtol=1e-5, atol=1e-5, equal_nan=True)
    return out


OPS = {
    "attention": lambda x, a: attention(x, None, a[0]),
    "attention_mask": lambda x, a: attention(x, x[3].detach(), False),
    "attention_mask_slope": lambda x, a: attention(x, x[3], False),
}

CASES = []
case = cases_of(CASES)


def qkv(*batch, T, S, D, Dv, dtype="float32"):
    return [t([*batch, T, D], dtype=dtype), t([*batch, S, D], dtype=dtype), t([*batch, S, Dv], dtype=dtype)]


# ---- sizes: beside the widths of vectors, and over a block of 64 queries
for causal in (False, True):
    for T, S, D, Dv in ((1, 1, 1, 1), (3, 3, 4, 4), (5, 9, 7, 3), (9, 5, 3, 17), (17, 33, 5, 2), (70, 70, 3, 2), (66, 20, 2, 3), (20, 67, 2, 3)):
        case("attention", qkv(T=T, S=S, D=D, Dv=Dv), causal)
    for dtype in ("float32", F64):
        case("attention", qkv(2, 3, T=4, S=6, D=5, Dv=3, dtype=dtype), causal)
        case("attention", qkv(1, T=67, S=65, D=2, Dv=2, dtype=dtype), causal)

    # Nothing to attend to, nobody who attends, no batch, no width.
    for T, S, Dv in ((3, 0, 2), (0, 3, 2), (3, 2, 0)):
        case("attention", qkv(2, T=T, S=S, D=4, Dv=Dv), causal)
    case("attention", qkv(0, 2, T=3, S=2, D=4, Dv=2), causal)

    # Heads split by a transpose, strided rows and columns, one key and value for all heads, one tensor three times.
    case("attention", [t([2, 5, 3, 4], "transpose 1 2"), t([2, 7, 3, 4], "transpose 1 2"), t([2, 7, 3, 6], "transpose 1 2")], causal)
    case("attention", [t([8, 4], "slice 0 1 8 2"), t([4, 6], "transpose 0 1"), t([6, 6], "slice 1 0 6 3")], causal)
    case("attention", [t([2, 3, 4, 5]), t([2, 1, 6, 5], "expand 2 3 6 5"), t([2, 1, 6, 2], "expand 2 3 6 2")], causal)
    case("attention", [t([2, 3, 4, 5]), t([2, 1, 6, 5]), t([6, 2])], causal)
    case("attention", [t([2, 5, 4]), same(0), same(0)], causal)

# ---- masks, each by broadcasting: (T,S), a row for each matrix, a column for each query, one for all, one for each head
for dtype in ("float32", F64):
    for shape in ([4, 6], [2, 1, 1, 6], [2, 1, 4, 6], [3, 4, 6], [6], [2, 3, 4, 6]):
        visible = [1] + [i % 3 % 2 or int(i % 5 == 0) for i in range(1, math.prod(shape))]
        visible = [1 if i % 6 == 0 else m for i, m in enumerate(visible)]
        case("attention_mask", qkv(2, 3, T=4, S=6, D=5, Dv=3, dtype=dtype) + [v(visible, shape, dtype=BOOL)])
        case("attention_mask", qkv(2, 3, T=4, S=6, D=5, Dv=3, dtype=dtype) + [t(shape, dtype=dtype)])
    for shape in ([4, 1], [1, 1], [], [2, 1, 4, 1]):
        case("attention_mask", qkv(2, 3, T=4, S=6, D=5, Dv=3, dtype=dtype) + [t(shape, dtype=dtype)])
    case("attention_mask", qkv(2, 3, T=4, S=6, D=5, Dv=3, dtype=dtype) + [t([6, 4], "transpose 0 1", dtype=dtype)])
    case("attention_mask", qkv(2, 3, T=4, S=6, D=5, Dv=3, dtype=dtype) + [t([4, 12], "slice 1 0 12 2", dtype=dtype)])
    case("attention_mask_slope", qkv(2, 3, T=4, S=6, D=5, Dv=3, dtype=dtype) + [t([2, 1, 4, 6], dtype=dtype)])
case("attention_mask", qkv(T=66, S=19, D=3, Dv=2) + [t([66, 19])])
case("attention_mask", qkv(T=66, S=19, D=3, Dv=2) + [v([1 if i % 19 == 0 or i % 7 else 0 for i in range(66 * 19)], [66, 19], dtype=BOOL)])

# ---- edges: a query that sees nothing, scores far apart, NaN and infinities
case("attention_mask", qkv(T=3, S=2, D=2, Dv=2) + [v([1, 0, 0, 0, 1, 1], [3, 2], dtype=BOOL)], grad=False)
case("attention_mask", qkv(T=3, S=2, D=2, Dv=2) + [v([0.0, -INF, -INF, 0.0, -1e30, 0.0], [3, 2])])
case("attention", [v([100.0, -100.0], [2, 1]), v([90.0, -90.0, 1.0], [3, 1]), t([3, 2])], False)
case("attention", [v([1.0, NAN], [2, 1]), v([1.0, 2.0], [2, 1]), t([2, 2])], False, grad=False)
case("attention", [v([1.0, 2.0], [2, 1]), v([1.0, 2.0], [2, 1]), v([1.0, NAN], [2, 1])], True, grad=False)
