"""The golden cases of further functions and reductions: rounding, remainders, bounds, norms, products, counts.

Not here: how a case is computed and written (make_golden.py), and how inputs are described (cases.py).
"""
import torch
from torch.nn import functional as F

from cases import BOOL, F32, F64, I32, I64, INF, NAN, cases_of, t, v

OPS = {
    "all": lambda x, a: x[0].all(),
    "any": lambda x, a: x[0].any(),
    "all_dim": lambda x, a: x[0].all(a[0], keepdim=a[1]),
    "any_dim": lambda x, a: x[0].any(a[0], keepdim=a[1]),
    "count_nonzero": lambda x, a: torch.count_nonzero(x[0], a[0]),
    "prod": lambda x, a: x[0].prod(),
    "prod_dim": lambda x, a: x[0].prod(a[0], keepdim=a[1]),
    "cumprod": lambda x, a: x[0].cumprod(a[0]),
    "var_mean": lambda x, a: tuple(torch.var_mean(x[0], a[0], unbiased=a[1], keepdim=a[2])),
    "std_mean": lambda x, a: tuple(torch.std_mean(x[0], a[0], unbiased=a[1], keepdim=a[2])),
    "norm": lambda x, a: x[0].norm(a[0]),
    "norm_dim": lambda x, a: x[0].norm(p=a[2], dim=a[0], keepdim=a[1]),
    "vector_norm": lambda x, a: torch.linalg.vector_norm(x[0], a[0], a[1], keepdim=a[2]),
    "matrix_norm": lambda x, a: torch.linalg.matrix_norm(x[0], a[0], a[1], keepdim=a[2]),
    "clamp_tensors": lambda x, a: x[0].clamp(x[1], x[2]),
    "fmod": lambda x, a: x[0].fmod(x[1]),
    "remainder": lambda x, a: x[0] % x[1],
    "remainder_scalar": lambda x, a: x[0] % a[0],
    "floor": lambda x, a: x[0].floor(),
    "ceil": lambda x, a: x[0].ceil(),
    "trunc": lambda x, a: x[0].trunc(),
    "round": lambda x, a: x[0].round(),
    "round_decimals": lambda x, a: x[0].round(decimals=a[0]),
    "frac": lambda x, a: x[0].frac(),
    "sign": lambda x, a: x[0].sign(),
    "tan": lambda x, a: x[0].tan(),
    "log1p": lambda x, a: x[0].log1p(),
    "log2": lambda x, a: x[0].log2(),
    "isclose": lambda x, a: torch.isclose(x[0], x[1], equal_nan=a[0]),
    "isfinite": lambda x, a: x[0].isfinite(),
    "logical_and": lambda x, a: x[0].logical_and(x[1]),
    "logical_not": lambda x, a: x[0].logical_not(),
    "bitwise_and": lambda x, a: x[0] & x[1],
    "bitwise_or": lambda x, a: x[0] | x[1],
    "bitwise_xor": lambda x, a: x[0] ^ x[1],
    "bitwise_not": lambda x, a: ~x[0],
    "bincount": lambda x, a: x[0].bincount(minlength=a[0]),
    "bincount_weights": lambda x, a: x[0].bincount(x[1], minlength=a[0]),
    "histc": lambda x, a: x[0].histc(a[0], a[1], a[2]),
    "cummax": lambda x, a: tuple(x[0].cummax(a[0])),
    "logit": lambda x, a: torch.special.logit(x[0]),
    "expit": lambda x, a: torch.special.expit(x[0]),
    "special_log_softmax": lambda x, a: torch.special.log_softmax(x[0], a[0]),
    "softplus": lambda x, a: F.softplus(x[0], a[0], a[1]),
    "gelu_tanh": lambda x, a: F.gelu(x[0], approximate="tanh"),
    "silu": lambda x, a: F.silu(x[0]),
}

CASES = []
case = cases_of(CASES)

# ---- truths and counts
for op in ("all", "any"):
    for x in (t([2, 3], dtype=BOOL), t([0, 3], dtype=BOOL), v([0.0, NAN, 1.0]), t([], dtype=BOOL), t([3, 2], "transpose 0 1", dtype=I64, lo=0, hi=1)):
        case(op, [x], grad=False)
    for dim, keep in ((0, False), (1, True), (-1, False)):
        case(op + "_dim", [t([2, 3], dtype=BOOL)], dim, keep)
        case(op + "_dim", [t([0, 3], dtype=BOOL)], dim, keep)
case("count_nonzero", [t([3, 4], dtype=I64, lo=0, hi=1)], [0])
case("count_nonzero", [t([3, 4], dtype=I64, lo=0, hi=1)], [0, 1])
case("count_nonzero", [v([0.0, -0.0, NAN, 2.0])], [0], grad=False)

# ---- products
for x in (t([2, 3]), t([]), t([0]), t([3, 4], "transpose 0 1"), t([2, 3], dtype=I64, lo=-5, hi=5), v([2.0, 0.0, 3.0]), v([0.0, 0.0, 3.0]), t([2, 3], dtype=BOOL)):
    case("prod", [x])
for dim in (0, 1, -1):
    case("prod_dim", [t([2, 3, 4])], dim, False)
    case("cumprod", [t([2, 3, 4])], dim)
case("prod_dim", [t([2, 0])], 1, True)
case("prod_dim", [v([1.0, 0.0, 2.0, 3.0, 0.0, 0.0], [2, 3])], 1, True)
case("cumprod", [v([1.0, 0.0, 2.0, 3.0, 0.0, 0.0, 2.0])], 0)
case("cumprod", [t([4, 3], "transpose 0 1")], 1)
case("cumprod", [t([4], dtype=I32, lo=-5, hi=5)], 0)
case("cumprod", [t([])], 0)
case("cumprod", [t([0])], 0)

# ---- spreads and norms
for op in ("var_mean", "std_mean"):
    for dims, unbiased, keep in (([0], True, False), ([1, 2], False, True), ([-1], True, True)):
        case(op, [t([2, 3, 4])], dims, unbiased, keep)
for p in (2.0, 1.0, 3.0, 0.0, INF, 0.5):
    case("norm", [t([2, 3])], p)
    case("norm_dim", [t([2, 3])], 1, True, p)
    case("vector_norm", [t([2, 3, 4])], p, [0, 2], False)
    case("vector_norm", [v([0.0, 0.0, 3.0, 0.0, -4.0, 0.0], [2, 3])], p, [1], True, grad=p in (2.0, 1.0, INF))
case("norm", [t([4, 3], "transpose 0 1")], 2.0)
case("norm", [v([0.0, 0.0])], 2.0)
case("norm", [t([0])], 2.0)
case("vector_norm", [t([2, 3])], -INF, [1], False)
for ord in ("fro", 1.0, -1.0, INF, -INF):
    case("matrix_norm", [t([3, 4])], ord, [-2, -1], False)
    case("matrix_norm", [t([2, 3, 4])], ord, [0, 2], True)

# ---- bounds, rounding, remainders
case("clamp_tensors", [t([2, 3]), v([-1.0, 0.0, 0.5]), v([1.0])])
case("clamp_tensors", [t([3, 2], "transpose 0 1"), v([-0.5], []), t([2, 1], lo=0.0)])
HALVES = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 0.4, -0.4, -0.0, 1e9, INF, -INF, NAN, 8388609.0, -3.7]
for op in ("floor", "ceil", "trunc", "round", "frac", "sign", "tan", "log1p", "log2"):
    low = dict(lo=0.25, hi=4.0) if op == "log2" else dict(lo=-0.9, hi=4.0) if op == "log1p" else dict(lo=-1.25, hi=1.25) if op == "tan" else {}
    case(op, [t([3, 5], **low)])
    case(op, [t([5, 3], "transpose 0 1", dtype=F64, **low)])
    case(op, [t([0, 2], **low)])
    if op not in ("tan", "frac", "sign"):
        case(op, [v(HALVES)], grad=False)
        case(op, [v(HALVES, dtype=F64)], grad=False)
for op in ("frac", "sign"):
    case(op, [v([x for x in HALVES if abs(x) < INF])], grad=False)
for op in ("sign", "log1p", "tan"):
    case(op, [t([2, 3], dtype=I64, lo=0, hi=5)])
case("log1p", [v([1e-10, -1e-10, 1e-3, 1e-20, 0.0, -1.0, 1e30])], grad=False)
case("log2", [v([1.0, 2.0, 8.0, 1024.0, 0.5, 2.0 ** -20])])
case("sign", [t([3], dtype=BOOL)])
for decimals in (1, 2, -1):
    case("round_decimals", [v([1.25, 2.345, -17.06, 15.0, 25.0], dtype=F64)], decimals)
for op in ("fmod", "remainder"):
    case(op, [t([2, 3], lo=-9.0, hi=9.0), t([3], lo=0.5)])
    case(op, [t([3, 2], "transpose 0 1", lo=-9.0, hi=9.0, dtype=F64), t([2, 1], lo=-2.0, hi=-0.5, dtype=F64)])
    case(op, [v([7, -7, 7, -7, 6, 0], dtype=I64), v([2, 2, -2, -2, 3, 5], dtype=I64)])
    case(op, [v([5.0, -5.0, 1.0, INF, 3.0, -0.0, NAN, 5.5, -3.0]), v([0.0, INF, -INF, 2.0, -3.0, 2.0, 1.0, -INF, INF])], grad=False)
case("remainder", [v([5, -5], dtype=I32), v([-1, -1], dtype=I32)])
case("remainder_scalar", [t([2, 3], dtype=I64, lo=-9, hi=9)], 4)
case("remainder_scalar", [t([2, 3], lo=-9.0, hi=9.0)], -1.5)

# ---- comparisons, bits
for nan in (False, True):
    case("isclose", [v([1.0, 1.0, NAN, INF, INF, 0.0, 1e-9]), v([1.0 + 1e-6, 1.1, NAN, INF, -INF, 0.0, 0.0])], nan, grad=False)
    case("isclose", [v([3, 4], dtype=I64), v([3, 5], dtype=I64)], nan)
case("isfinite", [v([1.0, NAN, INF])], grad=False)
case("logical_and", [v([0.0, 2.0, NAN, 0.0]), v([1, 1, 1, 0], dtype=I64)], grad=False)
case("logical_not", [v([0.0, 2.0, NAN])], grad=False)
for op in ("bitwise_and", "bitwise_or", "bitwise_xor"):
    case(op, [t([2, 3], dtype=BOOL), t([3], dtype=BOOL)])
    case(op, [t([2, 3], dtype=I64, lo=-9, hi=9), t([3], dtype=I32, lo=-9, hi=9)])
case("bitwise_not", [t([2, 3], dtype=BOOL)])
case("bitwise_not", [t([2, 3], dtype=I32, lo=-9, hi=9)])

# ---- counts, the largest so far, functions by their mathematicians' names
case("bincount", [v([3, 0, 3, 1], dtype=I64)], 0)
case("bincount", [v([3, 0, 3, 1], dtype=I32)], 6)
case("bincount", [t([0], dtype=I64)], 2)
case("bincount", [t([12], "slice 0 1 12 3", dtype=I64, lo=0, hi=5)], 0)
for dtype in (F32, F64, I64):
    case("bincount_weights", [v([3, 0, 3, 1], dtype=I64), t([4], dtype=dtype, lo=-2, hi=2)], 5, grad=False)
case("histc", [t([40])], 7, -1, 2, grad=False)
case("histc", [t([5, 8], "transpose 0 1", dtype=F64)], 4, 0, 0, grad=False)
case("histc", [v([1.0, 1.0, 1.0])], 3, 0, 0, grad=False)
case("histc", [v([-1.0, 0.0, 1.0, 2.0, 3.0, 5.0])], 3, 0, 3, grad=False)
for dim in (0, -1):
    case("cummax", [t([4, 5])], dim)
    case("cummax", [t([5, 4], "transpose 0 1", dtype=F64)], dim)
case("cummax", [v([1.0, 1.0, 0.0, NAN, 5.0, NAN])], 0, grad=False)
case("cummax", [t([7], dtype=I64, lo=-3, hi=3)], 0)
case("cummax", [t([])], 0)
case("cummax", [t([0, 3])], 1)
case("logit", [t([3, 5], lo=0.1, hi=0.9)])
case("logit", [v([0.0, 1.0, -0.5, 0.5])], grad=False)
case("expit", [t([3, 5])])
case("special_log_softmax", [t([3, 5])], 0)
for beta, threshold in ((1.0, 20.0), (2.5, 3.0)):
    case("softplus", [t([3, 5], lo=-4.0, hi=4.0)], beta, threshold)
    case("softplus", [v([0.0, 30.0, -30.0, 100.0, -200.0], dtype=F64)], beta, threshold)

# ---- activations
for op in ("gelu_tanh", "silu"):
    for dtype in (F32, F64):
        case(op, [t([3, 5], lo=-4.0, hi=4.0, dtype=dtype)])
        case(op, [t([53], lo=-9.0, hi=9.0, dtype=dtype)])
        case(op, [t([4, 5], "transpose 0 1", lo=-4.0, hi=4.0, dtype=dtype)])
        case(op, [t([9], "slice 0 1 9 2", lo=-4.0, hi=4.0, dtype=dtype)])
        case(op, [t([1, 3], "expand 2 3", lo=-4.0, hi=4.0, dtype=dtype)])
        case(op, [t([2, 0], dtype=dtype)])
        case(op, [t([], dtype=dtype)])
        case(op, [v([0.0, -0.0, 1.0, -1.0, 0.5, 1e-30, 10.0, -10.0, 80.0, 1e30], dtype=dtype)])
        case(op, [v([INF, -80.0, -1e4, NAN], dtype=dtype)], grad=False)
case("silu", [v([-INF, -1e30, -100.0, -20.0])])
