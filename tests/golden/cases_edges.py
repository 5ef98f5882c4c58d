"""The golden cases of gradients at the edges of their functions: NaN, infinities, both zeros, ties, a single element.

Not here: how a case is computed and written (make_golden.py), and how inputs are described (cases.py).
"""
import torch

import cases
import cases_functions
import cases_indexing
from cases import BOOL, F64, I64, INF, NAN, cases_of, v

F = torch.nn.functional

OPS = {
    "normalize": lambda x, a: F.normalize(x[0], dim=a[0]),
    "cosine_similarity": lambda x, a: F.cosine_similarity(x[0], x[1], dim=a[0]),
    "nll_loss": lambda x, a: F.nll_loss(x[0], x[1], reduction=a[0]),
    "nll_loss_weight": lambda x, a: F.nll_loss(x[0], x[1], x[2].detach(), reduction=a[0]),
    "cross_entropy": lambda x, a: F.cross_entropy(x[0], x[1], reduction=a[0]),
    "cross_entropy_weight": lambda x, a: F.cross_entropy(x[0], x[1], x[2].detach(), reduction=a[0]),
    "cross_entropy_smoothing": lambda x, a: F.cross_entropy(x[0], x[1], label_smoothing=a[0]),
    "kl_div": lambda x, a: F.kl_div(x[0], x[1].detach(), reduction="none", log_target=a[0]),
    "mse_loss": lambda x, a: F.mse_loss(x[0], x[1], reduction="none"),
}
SHARED = {**cases.OPS, **cases_functions.OPS, **cases_indexing.OPS}
NAMES = """abs exp log sqrt rsqrt sin cos tanh sigmoid erf gelu square relu neg tan log1p log2 floor ceil trunc round frac sign
    add sub mul div pow pow_scalar maximum minimum clamp clamp_tensors fmod remainder div_mode max min max_dim min_dim amax amin sum mean var std var_dim std_dim prod_dim
    cumprod cumsum norm norm_dim softmax log_softmax logsumexp masked_fill where sort""".split()
OPS.update({name: SHARED[name] for name in NAMES})

CASES = []
case = cases_of(CASES)
EDGES = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 1e-30, 1e30, -1e30, INF, -INF, NAN]

# ---- one operand
for op in "abs exp log sqrt rsqrt sin cos tanh sigmoid erf gelu square relu neg tan log1p log2 floor ceil trunc round frac sign".split():
    case(op, [v(EDGES, dtype=F64)])
    case(op, [v(EDGES)])
for exponent in (0, 1, 2, 3, 0.0, 0.5, 1.0, 1.5, -0.5, -1.0, -2.0, 2.5):
    case("pow_scalar", [v(EDGES, dtype=F64)], exponent)
for low, high in ((-1.0, 1.0), (None, 0.5), (0.0, None), (2.0, 1.0), (-INF, INF), (-0.0, 0.0)):
    case("clamp", [v(EDGES, dtype=F64)], low, high)

# ---- two operands: each edge with each
PAIRS = [(x, y) for x in EDGES for y in EDGES]
for op in ("add", "sub", "mul", "div", "pow", "maximum", "minimum", "fmod", "remainder"):
    case(op, [v([x for x, _ in PAIRS], dtype=F64), v([y for _, y in PAIRS], dtype=F64)])
    case(op, [v(EDGES, [12, 1]), v(EDGES, [1, 12])])
for mode in ("trunc", "floor"):
    case("div_mode", [v([x for x, _ in PAIRS], dtype=F64), v([y for _, y in PAIRS], dtype=F64)], mode)
case("clamp_tensors", [v(EDGES, dtype=F64), v([-1.0, 0.0, 1.0, NAN, 2.0, -INF, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], dtype=F64), v([1.0, 0.0, 1.0, 1.0, 1.0, INF, NAN, 1.0, 1.0, INF, 1.0, 1.0], dtype=F64)])
case("where", [v([True, False, True, False], dtype=BOOL), v([1.0, NAN, INF, 2.0]), v([NAN, 1.0, 2.0, -INF])])
case("masked_fill", [v([1.0, NAN, INF, 2.0]), v([True, True, False, False], dtype=BOOL)], -INF)

# ---- reductions of rows with ties, NaN, infinities, zeros
ROWS = [1.0, 3.0, 3.0,  2.0, NAN, 1.0,  NAN, 0.0, NAN,  INF, 1.0, INF,  -INF, -INF, -INF,  0.0, -0.0, 0.0,  2.0, 2.0, 2.0,  -INF, 0.0, INF,  0.0, 0.0, 5.0,  -INF, 1.0, 2.0]
for op in ("max_dim", "min_dim"):
    case(op, [v(ROWS, [10, 3])], 1, False)
    case(op, [v(ROWS, [10, 3], dtype=F64)], 0, True)
for op in ("amax", "amin"):
    case(op, [v(ROWS, [10, 3])], [1], False)
    case(op, [v(ROWS, [10, 3])], [0, 1], True)
for op in ("var_dim", "std_dim"):
    for unbiased in (True, False):
        case(op, [v(ROWS, [10, 3], dtype=F64)], [1], unbiased, False)
        case(op, [v([1.0, 2.0], [2, 1], dtype=F64)], [1], unbiased, True)
for i in range(10):
    row = ROWS[3 * i: 3 * i + 3]
    for op in ("max", "min", "sum", "mean"):
        case(op, [v(row, dtype=F64)])
    for op in ("var", "std"):
        case(op, [v(row, dtype=F64)], True)
# Products without NaN and infinities: there PyTorch divides the product by the element, and the engine multiplies the others.
FINITE = [x if abs(x) < INF else 0.5 for x in ROWS]
case("prod_dim", [v(FINITE, [10, 3], dtype=F64)], 1, False)
case("cumprod", [v(FINITE, [10, 3], dtype=F64)], 1)
case("cumsum", [v(ROWS, [10, 3], dtype=F64)], 1)
for p in (2.0, 1.0, 3.0, 0.0, 0.5, 1.5, INF, -INF):
    case("norm_dim", [v(ROWS, [10, 3], dtype=F64)], 1, False, p)
    case("norm", [v([0.0, 0.0], dtype=F64)], p)
for op in ("softmax", "log_softmax"):
    case(op, [v(ROWS, [10, 3])], 1)
    case(op, [v(ROWS, [10, 3], dtype=F64)], 1)
case("logsumexp", [v(ROWS, [10, 3])], 1, False)
case("logsumexp", [v(ROWS, [10, 3], dtype=F64)], 1, True)
case("sort", [v(ROWS, [10, 3])], 1, False)
case("sort", [v(ROWS, [10, 3])], 1, True)

# ---- vectors
case("normalize", [v([0.0, 0.0, 3.0, 4.0, 1e-20, 0.0, INF, 1.0, NAN, 1.0, 1e30, 1e30], [6, 2])], 1)
case("normalize", [v([0.0, 0.0, 3.0, 4.0, 1e-20, 0.0], [3, 2], dtype=F64)], 1)
case("cosine_similarity", [v([0.0, 0.0, 3.0, 4.0, 1e-12, 0.0, 1.0, 2.0, 0.0, 0.0], [5, 2]), v([1.0, 2.0, 0.0, 0.0, 1.0, 1.0, -1.0, -2.0, 0.0, 0.0], [5, 2])], 1)
case("cosine_similarity", [v([0.0, 0.0, 3.0, 4.0, 1e-12, 0.0, 1.0, 2.0], [4, 2], dtype=F64), v([1.0, 2.0], dtype=F64)], 1)

# ---- losses
LOGITS = [0.5, -INF, 1.0,  -INF, 2.0, -INF,  -INF, -INF, -INF,  INF, 0.0, 1.0,  NAN, 0.0, 1.0,  1e4, -1e4, 0.0]
for reduction in ("none", "mean", "sum"):
    for op in ("nll_loss", "cross_entropy"):
        for targets in ([0, 1, 1, 1, 1, 0], [2, 0, 0, 0, 0, 1], [0, -100, -100, -100, -100, 2]):
            case(op, [v(LOGITS, [6, 3]), v(targets, dtype=I64)], reduction)
        case(op + "_weight", [v(LOGITS, [6, 3]), v([2, 1, 0, 1, 0, 2], dtype=I64), v([0.5, 0.0, 2.0])], reduction)
case("cross_entropy_smoothing", [v([0.5, -INF, 1.0, 0.0, 1.0, 2.0], [2, 3]), v([0, 1], dtype=I64)], 0.25)
case("mse_loss", [v(EDGES), v([0.0] * 12)])
for log_target in (False, True):
    case("kl_div", [v([0.0, -INF, -1.0, -INF, NAN, -2.0]), v([0.0, 0.0, -INF, 0.5, 1.0, -1.0] if log_target else [0.0, 0.0, 1.0, 0.5, 1.0, 0.25])], log_target)
