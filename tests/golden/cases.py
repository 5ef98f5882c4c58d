"""The golden cases of the tensor operations: for each operation how PyTorch spells it, and on which inputs it is asked.

Not here: how a case is computed and written (make_golden.py). A new operation is one line in OPS and a few calls of `case`.
"""
import torch

F32, F64, I64, I32, BOOL = "float32", "float64", "int64", "int32", "bool"

# Operation name -> PyTorch. x: the input tensors, a: the arguments of the case. Several results come as a tuple.
OPS = {
    "add": lambda x, a: x[0] + x[1],
    "add_alpha": lambda x, a: torch.add(x[0], x[1], alpha=a[0]),
    "add_scalar": lambda x, a: x[0] + a[0],
    "sub": lambda x, a: x[0] - x[1],
    "sub_scalar": lambda x, a: x[0] - a[0],
    "rsub_scalar": lambda x, a: a[0] - x[0],
    "mul": lambda x, a: x[0] * x[1],
    "mul_scalar": lambda x, a: x[0] * a[0],
    "div": lambda x, a: x[0] / x[1],
    "div_mode": lambda x, a: torch.div(x[0], x[1], rounding_mode=a[0]),
    "div_mode_scalar": lambda x, a: torch.div(x[0], a[1], rounding_mode=a[0]),
    "div_scalar": lambda x, a: x[0] / a[0],
    "rdiv_scalar": lambda x, a: a[0] / x[0],
    "neg": lambda x, a: -x[0],
    "exp": lambda x, a: x[0].exp(),
    "log": lambda x, a: x[0].log(),
    "sqrt": lambda x, a: x[0].sqrt(),
    "rsqrt": lambda x, a: x[0].rsqrt(),
    "sin": lambda x, a: x[0].sin(),
    "cos": lambda x, a: x[0].cos(),
    "tanh": lambda x, a: x[0].tanh(),
    "sigmoid": lambda x, a: x[0].sigmoid(),
    "erf": lambda x, a: x[0].erf(),
    "abs": lambda x, a: x[0].abs(),
    "square": lambda x, a: x[0].square(),
    "relu": lambda x, a: x[0].relu(),
    "gelu": lambda x, a: torch.nn.functional.gelu(x[0]),
    "pow": lambda x, a: x[0].pow(x[1]),
    "pow_scalar": lambda x, a: x[0].pow(a[0]),
    "matmul": lambda x, a: x[0].matmul(x[1]),
    "mm": lambda x, a: x[0].mm(x[1]),
    "bmm": lambda x, a: x[0].bmm(x[1]),
    "mv": lambda x, a: x[0].mv(x[1]),
    "sum": lambda x, a: x[0].sum(),
    "sum_dim": lambda x, a: x[0].sum(a[0], keepdim=a[1]),
    "mean": lambda x, a: x[0].mean(),
    "mean_dim": lambda x, a: x[0].mean(a[0], keepdim=a[1]),
    "var": lambda x, a: x[0].var(unbiased=a[0]),
    "var_dim": lambda x, a: x[0].var(a[0], unbiased=a[1], keepdim=a[2]),
    "std": lambda x, a: x[0].std(unbiased=a[0]),
    "std_dim": lambda x, a: x[0].std(a[0], unbiased=a[1], keepdim=a[2]),
    "max": lambda x, a: x[0].max(),
    "min": lambda x, a: x[0].min(),
    "max_dim": lambda x, a: tuple(x[0].max(a[0], keepdim=a[1])),
    "min_dim": lambda x, a: tuple(x[0].min(a[0], keepdim=a[1])),
    "argmax": lambda x, a: x[0].argmax(),
    "argmax_dim": lambda x, a: x[0].argmax(a[0], keepdim=a[1]),
    "argmin": lambda x, a: x[0].argmin(),
    "argmin_dim": lambda x, a: x[0].argmin(a[0], keepdim=a[1]),
    "amax": lambda x, a: x[0].amax(a[0], keepdim=a[1]),
    "amin": lambda x, a: x[0].amin(a[0], keepdim=a[1]),
    "softmax": lambda x, a: x[0].softmax(a[0]),
    "log_softmax": lambda x, a: x[0].log_softmax(a[0]),
    "logsumexp": lambda x, a: x[0].logsumexp(a[0], keepdim=a[1]),
    "masked_fill": lambda x, a: x[0].masked_fill(x[1], a[0]),
    "where": lambda x, a: torch.where(x[0], x[1], x[2]),
    "tril": lambda x, a: x[0].tril(a[0]),
    "triu": lambda x, a: x[0].triu(a[0]),
    "cat": lambda x, a: torch.cat(x, a[0]),
    "stack": lambda x, a: torch.stack(x, a[0]),
    "transpose": lambda x, a: x[0].transpose(a[0], a[1]),
    "permute": lambda x, a: x[0].permute(a[0]),
    "reshape": lambda x, a: x[0].reshape(a[0]),
    "view": lambda x, a: x[0].view(a[0]),
    "flatten": lambda x, a: x[0].flatten(a[0], a[1]),
    "expand": lambda x, a: x[0].expand(a[0]),
    "squeeze": lambda x, a: x[0].squeeze(),
    "squeeze_dim": lambda x, a: x[0].squeeze(a[0]),
    "unsqueeze": lambda x, a: x[0].unsqueeze(a[0]),
    "select": lambda x, a: x[0].select(a[0], a[1]),
    "slice": lambda x, a: torch.ops.aten.slice(x[0], a[0], a[1], a[2], a[3]),
    "narrow": lambda x, a: x[0].narrow(a[0], a[1], a[2]),
    "index_select": lambda x, a: x[0].index_select(a[0], x[1]),
    "gather": lambda x, a: x[0].gather(a[0], x[1]),
    "scatter_add": lambda x, a: x[0].scatter_add(a[0], x[1], x[2]),
    "index_add": lambda x, a: x[0].index_add(a[0], x[1], x[2], alpha=a[1]),
    "cumsum": lambda x, a: x[0].cumsum(a[0]),
    "eq": lambda x, a: x[0] == x[1],
    "ne": lambda x, a: x[0] != x[1],
    "lt": lambda x, a: x[0] < x[1],
    "le": lambda x, a: x[0] <= x[1],
    "gt": lambda x, a: x[0] > x[1],
    "ge": lambda x, a: x[0] >= x[1],
    "eq_scalar": lambda x, a: x[0] == a[0],
    "ne_scalar": lambda x, a: x[0] != a[0],
    "lt_scalar": lambda x, a: x[0] < a[0],
    "le_scalar": lambda x, a: x[0] <= a[0],
    "gt_scalar": lambda x, a: x[0] > a[0],
    "ge_scalar": lambda x, a: x[0] >= a[0],
    "maximum": lambda x, a: torch.maximum(x[0], x[1]),
    "minimum": lambda x, a: torch.minimum(x[0], x[1]),
    "clamp": lambda x, a: x[0].clamp(a[0], a[1]),
    "to": lambda x, a: x[0].to(getattr(torch, a[0])),
    "item": lambda x, a: torch.tensor(x[0].item(), dtype=x[0].dtype),
}

CASES = []


def cases_of(cases):
    """The function that adds a case to a list."""
    def case(op, inputs, *args, grad=True, tol=None, reason=None):
        """One case. tol with its reason where 1e-6 (float32) or 1e-12 (float64) cannot be asked."""
        cases.append(dict(op=op, inputs=inputs, args=list(args), grad=grad, tol=tol, reason=reason))
    return case


case = cases_of(CASES)


def t(shape, *views, dtype=F32, lo=-2.0, hi=2.0):
    """A tensor of random multiples of 1/64 in [lo, hi] (integers for integer types), then views of it: "transpose 0 1", "slice 1 0 8 2", ..."""
    return dict(kind="random", shape=shape, views=list(views), dtype=dtype, lo=lo, hi=hi)


def v(values, shape=None, *views, dtype=F32):
    """A tensor of the given values."""
    return dict(kind="values", values=values, shape=[len(values)] if shape is None else shape, views=list(views), dtype=dtype)


def same(index, *views):
    """The input with this index once more (its views, then these): a + a, a @ a.T. Its gradient flows into the same leaf."""
    return dict(kind="same", same=index, views=list(views))


# ---- two operands, elementwise
for op in ("add", "sub", "mul", "div", "maximum", "minimum"):
    second = dict(lo=0.5, hi=2.0) if op == "div" else {}
    case(op, [t([2, 3]), t([2, 3], **second)])
    case(op, [t([2, 3]), t([3], **second)])
    case(op, [t([4, 1, 3]), t([5, 1], **second)])
    case(op, [t([]), t([2, 2], **second)])
    case(op, [t([2, 3]), t([], **second)])
    case(op, [t([]), t([], **second)])
    case(op, [t([0, 3]), t([3], **second)])
    case(op, [t([2, 0]), t([2, 1], **second)])
    case(op, [t([1, 0]), t([4, 1], **second)])
    case(op, [t([3, 4], "transpose 0 1"), t([4, 3], **second)])
    case(op, [t([5, 8], "slice 1 1 8 3"), t([3], **second)])
    case(op, [t([6, 4], "slice 0 0 6 2", "transpose 0 1"), t([3, 4], "transpose 0 1", **second)])
    case(op, [t([3, 1], "expand 3 4"), t([1, 4], "expand 3 4", **second)])
    case(op, [t([2, 3, 4], "select 1 2"), t([4], **second)])
    case(op, [t([37]), t([37], **second)])
    case(op, [t([3, 19]), t([3, 1], **second)])
    case(op, [t([2, 3], dtype=F64), t([2, 3], dtype=F64, **second)])
    if op != "div":
        case(op, [t([2, 3]), same(0)])
        case(op, [t([3, 3]), same(0, "transpose 0 1")])
    case(op, [t([2, 3], dtype=I64, lo=-5, hi=5), t([3], dtype=I64, lo=1, hi=5)])
    case(op, [t([2, 3], dtype=I32, lo=-5, hi=5), t([2, 3], dtype=I32, lo=1, hi=5)])
    case(op, [t([2, 3], dtype=I32, lo=-5, hi=5), t([3], dtype=I64, lo=1, hi=5)])
    case(op, [t([2, 3], dtype=I64, lo=-5, hi=5), t([3], **second)])
    case(op, [t([2, 3]), t([3], dtype=F64, **second)])
    case(op, [t([2, 3]), t([], dtype=F64, **second)])
    case(op, [t([2, 3], dtype=I64, lo=-5, hi=5), t([], **second)])
case("div", [t([2, 3], lo=0.5), same(0)])
case("div", [v([1.0, -1.0, 0.0, 2.0]), v([0.0, 0.0, 0.0, float("inf")])], grad=False)
case("div", [v([7, -7, 0, 1], dtype=I64), v([2, 2, 0, 0], dtype=I64)])
for mode in ("trunc", "floor"):
    case("div_mode", [t([2, 3]), t([3], lo=0.5)], mode)
    case("div_mode", [t([4, 5], "transpose 0 1", lo=-9.0, hi=9.0, dtype=F64), t([4], lo=-2.0, hi=-0.5, dtype=F64)], mode)
    case("div_mode", [v([7, -7, 7, -7, 6, 0], dtype=I64), v([2, 2, -2, -2, 3, 5], dtype=I64)], mode)
    case("div_mode", [t([2, 3], dtype=I32, lo=-9, hi=9), v([-2, 4, 3], dtype=I64)], mode)
    case("div_mode", [t([2, 3], dtype=I64, lo=-9, hi=9), t([3], lo=0.5)], mode)
    case("div_mode", [v([1.0, -1.0, 0.0, 5.0, -5.0, float("inf"), float("-inf"), float("nan"), 3.0, 1.0, -0.0, 0.3, 1.0]),
                      v([0.0, 0.0, 0.0, float("inf"), float("inf"), 2.0, 2.0, 1.0, float("nan"), -0.0, 2.0, 0.1, 0.1])], mode, grad=False)
    case("div_mode_scalar", [t([2, 3], lo=-9.0, hi=9.0)], mode, 1.5)
    case("div_mode_scalar", [t([2, 3], dtype=I64, lo=-9, hi=9)], mode, -2)
    case("div_mode_scalar", [t([2, 3], dtype=I64, lo=-9, hi=9)], mode, 2.5)
case("mul", [t([2, 3], dtype=BOOL), t([3])])
case("add", [t([2, 3], dtype=BOOL), t([3], dtype=I64, lo=-5, hi=5)])
case("add_alpha", [t([2, 3]), t([3])], 0.5)
case("add_alpha", [t([2, 3], dtype=I64, lo=-5, hi=5), t([3], dtype=I64, lo=-5, hi=5)], 3)
case("maximum", [v([1.0, 2.0, 2.0, float("nan")]), v([2.0, 2.0, 1.0, 0.0])])
case("minimum", [v([1.0, 2.0, 2.0, float("nan")]), v([2.0, 2.0, 1.0, 0.0])])
for op in ("maximum", "minimum"):
    case(op, [v([0.0, float("nan"), float("inf")]), v([float("nan"), float("nan"), float("nan")])])

# ---- a tensor and a number
for op in ("add_scalar", "sub_scalar", "rsub_scalar", "mul_scalar", "div_scalar", "rdiv_scalar"):
    low = dict(lo=0.5) if op == "rdiv_scalar" else {}
    case(op, [t([2, 3], **low)], 1.5)
    case(op, [t([3, 4], "transpose 0 1", **low)], -2.0)
    case(op, [t([], **low)], 3.0)
    case(op, [t([0])], 3.0)
    case(op, [t([2, 3], **low)], 3)
    case(op, [t([2, 3], dtype=F64, **low)], 0.1)
    case(op, [t([2, 3], dtype=I64, lo=1, hi=9)], 2)
    case(op, [t([2, 3], dtype=I64, lo=1, hi=9)], 2.5)
    case(op, [t([2, 3], dtype=I32, lo=1, hi=9)], 2)
for exponent in (2, 3, 2.0, 0.5, -1.0, 1.5, 0.0, 1.0, -2.0):
    case("pow_scalar", [t([2, 3], lo=0.5)], exponent)
case("pow_scalar", [t([5])], 2.0)
case("pow_scalar", [t([5])], 3)
case("pow_scalar", [v([0.0, 1.0, -1.0, -2.0])], 0.5, grad=False)
case("pow_scalar", [t([4], dtype=I64, lo=-3, hi=4)], 3)
case("pow_scalar", [t([3, 4], "slice 1 0 4 2", lo=0.5, dtype=F64)], 2.5)
case("pow", [t([2, 3], lo=0.5), t([3])])
INF, NAN = float("inf"), float("nan")
BASES = [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, INF, -INF, NAN]
for exponent in ([0.0, 1.0, 2.0, 3.0, 0.5, -1.0, -2.0, -3.0, 2.5, INF, -INF, NAN]):
    case("pow", [v(BASES), v([exponent])], grad=False)
    case("pow", [v(BASES, dtype=F64), v([exponent], [], dtype=F64)], grad=False)
    case("pow_scalar", [v(BASES)], exponent, grad=False)
case("pow", [v([0.0, 2.0, 0.0, 3.0], dtype=F64), v([0.0, 0.0, 2.0, 3.0], dtype=F64)])
case("pow", [v([1.0000001, 1e-300, 1e300, 2.0, 0.99999999, 10.0, 1e5], dtype=F64), v([1e9, 0.9, 1.02, -1074.0, 1e10, 308.0, -64.5], dtype=F64)], grad=False)
case("pow", [v([2, -2, 3, -1, 1, 0, 5], dtype=I64), v([62, 3, 0, 7, 9, 0, 2], dtype=I64)])
case("pow", [v([2, -1, 1, -1], dtype=I32), v([-1, -3, -5, -2], dtype=I32)])
case("pow_scalar", [t([4], dtype=I64, lo=-3, hi=4)], 0)
case("pow_scalar", [t([4], dtype=I64, lo=1, hi=4)], -1.5)
case("pow_scalar", [t([4], dtype=BOOL)], 2)
case("pow", [t([3, 2], "transpose 0 1", lo=0.5), t([3])])

# ---- one operand, elementwise
EDGES = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1e-8, -1e-8, 1e-40, 10.0, -10.0, 20.0, -20.0, 80.0, -80.0, 88.5, 89.0, -87.0, -100.0, 104.0, -104.0, 1e4, -1e4, 3e38, float("inf"), float("-inf"), float("nan")]
for op in ("neg", "exp", "log", "sqrt", "rsqrt", "sin", "cos", "tanh", "sigmoid", "erf", "abs", "square", "relu", "gelu"):
    positive = dict(lo=0.25, hi=4.0) if op in ("log", "sqrt", "rsqrt") else dict(lo=-4.0, hi=4.0)
    case(op, [t([3, 5], **positive)])
    case(op, [t([], **positive)])
    case(op, [t([2, 0], **positive)])
    case(op, [t([53], **positive)])
    case(op, [t([4, 5], "transpose 0 1", **positive)])
    case(op, [t([9], "slice 0 1 9 2", **positive)])
    case(op, [t([1, 3], "expand 2 3", **positive)])
    case(op, [t([2, 9], dtype=F64, **positive)])
    case(op, [v(EDGES)], grad=False)
    case(op, [v([x for x in EDGES if x != 1e-40], dtype=F64)], grad=False)
LARGE = [1e5, 321308.0, 1285231.8377688916, 14461176.67027838, 1e9, -1e9, 4294967296.0, 4294967297.0, 1e15, -1e22, 6381956970095103e151, 1e300, -1.7e308]
for op in ("sin", "cos"):
    case(op, [v([x for x in LARGE if abs(x) < 1e38] + [1e30, 3e38, -3.4028234e38])])
    case(op, [v(LARGE, dtype=F64)])
for op in ("neg", "abs", "square", "relu"):
    case(op, [t([2, 3], dtype=I64, lo=-5, hi=5)])
for op in ("exp", "sqrt", "sin", "tanh", "sigmoid"):
    case(op, [t([2, 3], dtype=I64, lo=0, hi=3)])
case("abs", [v([0.0, -1.0, 2.0])])
case("relu", [v([0.0, -1.0, 2.0])])

# ---- matrix products
for a, b in (([5], [5]), ([2, 5], [5]), ([5], [5, 3]), ([2, 3], [3, 4]), ([1, 1], [1, 1]), ([7, 9], [9, 5]), ([17, 33], [33, 19]),
             ([4, 2, 3], [3, 5]), ([4, 2, 3], [4, 3, 2]), ([2, 3], [4, 3, 2]), ([2, 1, 2, 3], [4, 3, 2]), ([3, 1, 2, 2], [1, 4, 2, 2]),
             ([4, 2, 3], [3]), ([3], [4, 3, 2]), ([2, 0], [0, 3]), ([0, 2], [2, 3]), ([2, 3], [3, 0]), ([0], [0]), ([2, 2, 0], [0, 3]), ([0, 2, 3], [3, 4])):
    case("matmul", [t(a), t(b)])
case("matmul", [t([3, 2], "transpose 0 1"), t([3, 4])])
case("matmul", [t([2, 3]), t([4, 3], "transpose 0 1")])
case("matmul", [t([3, 2], "transpose 0 1"), t([4, 3], "transpose 0 1")])
case("matmul", [t([2, 3, 5]), t([2, 4, 5], "transpose 1 2")])
case("matmul", [t([2, 4, 3, 5], "transpose 1 2"), t([2, 4, 3, 5], "transpose 1 2", "transpose 2 3")])
case("matmul", [t([4, 6], "slice 1 0 6 2"), t([3, 8], "slice 1 1 8 2")])
case("matmul", [t([1, 3], "expand 2 3"), t([3, 1], "expand 3 4")])
case("matmul", [t([1, 2, 3], "expand 4 2 3"), t([4, 3, 2])])
case("matmul", [t([3, 3]), same(0)])
case("matmul", [t([2, 3]), same(0, "transpose 0 1")])
case("matmul", [t([3, 4], dtype=F64), t([4, 2], dtype=F64)])
case("matmul", [t([2, 3], dtype=I64, lo=-5, hi=5), t([3, 2], dtype=I64, lo=-5, hi=5)])
case("matmul", [t([3, 300]), t([300, 2])], tol=2e-5, reason="each output adds 300 products of size 1 to 4, in another order")
case("mm", [t([2, 3]), t([3, 4])])
case("mm", [t([2, 0]), t([0, 4])])
case("mm", [t([3, 2], "transpose 0 1"), t([3, 4])])
case("bmm", [t([2, 3, 4]), t([2, 4, 5])])
case("bmm", [t([2, 4, 3], "transpose 1 2"), t([2, 5, 4], "transpose 1 2")])
case("bmm", [t([0, 3, 4]), t([0, 4, 5])])
case("mv", [t([3, 4]), t([4])])
case("mv", [t([4, 3], "transpose 0 1"), t([8], "slice 0 1 8 2")])
case("mv", [t([2, 19], dtype=F64), t([19], dtype=F64)])
case("mv", [t([3, 0]), t([0])])
case("mv", [t([0, 3]), t([3])])
case("mm", [t([3, 19], dtype=F64), t([19, 5], dtype=F64)])
case("bmm", [t([2, 3, 4], dtype=F64), t([2, 5, 4], "transpose 1 2", dtype=F64)])

# ---- reductions
for op in ("sum", "mean", "max", "min"):
    case(op, [t([2, 3])])
    case(op, [t([])])
    case(op, [t([3, 4], "transpose 0 1")])
    case(op, [t([7, 9], "slice 1 0 9 2")])
    case(op, [t([3, 1], "expand 3 4")])
    case(op, [t([5, 41])], tol=5e-6, reason="a sum of 205 numbers in another order") if op in ("sum", "mean") else case(op, [t([5, 41])])
    case(op, [t([2, 3], dtype=F64)])
case("sum", [t([0, 3])])
case("mean", [t([0])], grad=False)
case("sum", [t([2, 3], dtype=I64, lo=-5, hi=5)])
case("sum", [t([2, 3], dtype=I32, lo=-5, hi=5)])
case("sum", [t([2, 3], dtype=BOOL)])
for op in ("max", "min"):
    case(op, [t([2, 3], dtype=I64, lo=-5, hi=5)])
    case(op, [v([1.0, 3.0, 3.0, -2.0, -2.0, -2.0])])
    case(op, [v([1.0, float("nan"), 3.0])], grad=False)
for op in ("sum_dim", "mean_dim", "amax", "amin"):
    for dims in ([0], [1], [-1], [0, 1], [0, 2], [-1, 0], [0, 1, 2]):
        for keep in (False, True):
            case(op, [t([2, 3, 4])], dims, keep)
    case(op, [t([3, 4], "transpose 0 1")], [0], False)
    case(op, [t([4, 6], "slice 1 0 6 2")], [1], True)
    case(op, [t([3, 1], "expand 3 4")], [1], False)
    case(op, [t([3, 37])], [1], False)
    case(op, [t([37, 3])], [0], False)
    case(op, [t([2, 3], dtype=F64)], [0], False)
    case(op, [v([1.0, 1.0, 0.0, 2.0, 2.0, 2.0], [2, 3])], [1], False)
case("sum_dim", [t([0, 3])], [0], False)
case("sum_dim", [t([0, 3])], [1], True)
case("sum_dim", [t([2, 3], dtype=I32, lo=-5, hi=5)], [0], False)
case("sum_dim", [t([2, 3], dtype=BOOL)], [1], False)
case("mean_dim", [t([0, 3])], [0], False, grad=False)
case("amax", [t([0, 3])], [1], False)
case("amax", [t([2, 3], dtype=I64, lo=-5, hi=5)], [1], False)
for op in ("var", "std"):
    for unbiased in (True, False):
        case(op, [t([2, 3])], unbiased)
        case(op, [t([4, 5], "transpose 0 1")], unbiased)
        case(op, [t([2, 5], dtype=F64)], unbiased)
        for dims, keep in (([0], False), ([-1], True), ([0, 2], False), ([0, 1, 2], True)):
            case(op + "_dim", [t([2, 3, 4])], dims, unbiased, keep)
        case(op + "_dim", [t([6, 4], "transpose 0 1")], [-1], unbiased, False)
        case(op + "_dim", [t([3, 37])], [1], unbiased, False)
case("var", [t([1])], True, grad=False)
case("var_dim", [v([1000.0, 1001.0, 1002.0, 1003.0], [1, 4])], [1], False, False)
for op in ("max_dim", "min_dim"):
    for dim, keep in ((0, False), (1, True), (-1, False), (-2, True)):
        case(op, [t([2, 3, 4])], dim, keep)
    case(op, [v([1.0, 3.0, 3.0, 0.0, 0.0, 0.0], [2, 3])], 1, False)
    case(op, [v([1.0, float("nan"), 3.0, 0.0, 2.0, float("nan")], [2, 3])], 1, False, grad=False)
    case(op, [t([3, 4], "transpose 0 1")], 0, False)
    case(op, [t([3, 41])], 1, False)
    case(op, [t([2, 3], dtype=I64, lo=-5, hi=5)], 1, False)
    case(op, [t([])], 0, False)
for op in ("argmax", "argmin"):
    case(op, [t([3, 4])])
    case(op, [t([3, 4], "transpose 0 1")])
    case(op, [v([1.0, 3.0, 3.0, 0.0])])
    case(op, [t([])])
    for dim, keep in ((0, False), (-1, True)):
        case(op + "_dim", [t([3, 4])], dim, keep)
        case(op + "_dim", [t([3, 4], dtype=I64, lo=0, hi=2)], dim, keep)
    case(op + "_dim", [t([4, 3], "transpose 0 1")], 1, False)
    case(op + "_dim", [v([1.0, NAN, 3.0, 0.0, 0.0, -INF], [2, 3])], 1, False)
    case(op + "_dim", [t([3, 41], dtype=F64)], 1, True)

# ---- softmax and its relatives
for op in ("softmax", "log_softmax"):
    for shape, dim in (([5], 0), ([2, 3], -1), ([2, 3], 0), ([2, 3, 4], 1), ([3, 37], 1), ([0, 3], 1), ([2, 1], 1), ([], 0)):
        case(op, [t(shape, lo=-4.0, hi=4.0)], dim)
    case(op, [t([4, 3], "transpose 0 1")], -1)
    case(op, [t([2, 8], "slice 1 0 8 2")], 1)
    case(op, [t([2, 3], dtype=F64)], 1)
    case(op, [v([1000.0, 1001.0, 999.0, -1000.0, 0.0, 1000.0], [2, 3])], 1)
case("softmax", [v([0.5, float("-inf"), 1.0, float("-inf"), float("-inf"), 2.0], [2, 3])], 1)
case("softmax", [v([float("-inf"), float("-inf")], [1, 2])], 1, grad=False)
case("log_softmax", [v([0.5, float("-inf"), 1.0], [1, 3])], 1, grad=False)
case("logsumexp", [t([2, 3, 4])], 1, False)
case("logsumexp", [t([2, 3])], -1, True)
case("logsumexp", [v([1000.0, 1001.0, float("-inf"), float("-inf")], [2, 2])], 1, False, grad=False)

# ---- masks and choices
for mask in (t([2, 3], dtype=BOOL), t([3], dtype=BOOL), t([2, 1], dtype=BOOL), t([3, 2], "transpose 0 1", dtype=BOOL), t([], dtype=BOOL)):
    case("masked_fill", [t([2, 3]), mask], -1.5)
    case("masked_fill", [t([3, 2], "transpose 0 1"), mask], float("-inf"), grad=False)
case("masked_fill", [t([2, 3], dtype=I64, lo=-5, hi=5), t([3], dtype=BOOL)], 7)
case("masked_fill", [t([0, 3]), t([3], dtype=BOOL)], 1.0)
case("where", [t([2, 3], dtype=BOOL), t([2, 3]), t([2, 3])])
case("where", [t([3], dtype=BOOL), t([2, 1]), t([2, 3])])
case("where", [t([2, 1], dtype=BOOL), t([]), t([3])])
case("where", [t([3, 2], "transpose 0 1", dtype=BOOL), t([2, 3]), t([3, 2], "transpose 0 1")])
case("where", [t([2, 3], dtype=BOOL), t([2, 3]), same(1)])
case("where", [t([0], dtype=BOOL), t([0]), t([0])])
case("where", [t([2, 3], dtype=BOOL), t([2, 3], dtype=I64, lo=-5, hi=5), t([2, 3], dtype=I64, lo=-5, hi=5)])
for op in ("tril", "triu"):
    for diagonal in (-3, -1, 0, 1, 3):
        case(op, [t([3, 4])], diagonal)
    case(op, [t([2, 3, 3])], 0)
    case(op, [t([4, 3], "transpose 0 1")], 1)
    case(op, [t([3, 3], dtype=I64, lo=-5, hi=5)], 0)
    case(op, [t([3, 3], dtype=BOOL)], 0)
    case(op, [t([0, 3])], 0)

for mask in (t([2, 3], dtype=BOOL), t([3], dtype=BOOL), t([2, 1], dtype=BOOL), t([], dtype=BOOL)):
    case("masked_fill", [t([3, 2], "transpose 0 1", dtype=F64), mask], -1.5)
    case("where", [mask, t([2, 1], dtype=F64), t([3, 2], "transpose 0 1", dtype=F64)])
case("where", [t([2, 3], dtype=BOOL), t([2, 3], dtype=F64), same(1)])
for op in ("tril", "triu"):
    case(op, [t([4, 3], "transpose 0 1", dtype=F64)], 1)

# ---- joining
for dim in (0, 1, -1):
    case("cat", [t([2, 3], dtype=F64), t([3, 2], "transpose 0 1", dtype=F64), same(0)], dim)
    case("stack", [t([2, 3], dtype=F64), same(0), t([1, 3], "expand 2 3", dtype=F64)], dim)
for dim in (0, 1, -1):
    case("cat", [t([2, 3]), t([2, 3])], dim)
    case("stack", [t([2, 3]), t([2, 3]), t([2, 3])], dim)
case("cat", [t([2, 3]), t([1, 3]), t([0, 3]), t([4, 3])], 0)
case("cat", [t([2, 3]), t([0])], 0)
case("cat", [t([0]), t([2, 3]), t([0]), t([2, 1])], 1)
case("cat", [t([0]), t([0])], 0)
case("cat", [t([0], dtype=F64), t([2, 3])], -1)
case("cat", [t([2, 3]), same(0)], 1)
case("cat", [t([3, 2], "transpose 0 1"), t([2, 6], "slice 1 0 6 2")], 1)
case("cat", [t([2], dtype=I64, lo=-5, hi=5), t([3], dtype=I64, lo=-5, hi=5)], 0)
case("cat", [t([2], dtype=I64, lo=-5, hi=5), t([3])], 0)
case("cat", [t([2, 2, 3])], 1)
case("stack", [t([]), t([])], 0)
case("stack", [t([3]), same(0)], -1)
case("stack", [t([2, 3]), t([3, 2], "transpose 0 1")], 2)

# ---- shapes
case("transpose", [t([2, 3])], 0, 1)
case("transpose", [t([2, 3, 4])], -2, -1)
case("transpose", [t([2, 0])], 0, 1)
case("permute", [t([2, 3, 4])], [2, 0, 1])
case("permute", [t([2, 3, 4])], [0, -1, 1])
case("permute", [t([])], [])
for op in ("reshape", "view"):
    case(op, [t([2, 6])], [3, 4])
    case(op, [t([2, 6])], [-1])
    case(op, [t([2, 6])], [2, -1, 3])
    case(op, [t([1])], [])
    case(op, [t([])], [1, 1])
    case(op, [t([0, 3])], [3, 0])
    case(op, [t([6, 4], "slice 0 0 6 2")], [3, 2, 2])
case("reshape", [t([3, 4], "transpose 0 1")], [12])
case("reshape", [t([3, 1], "expand 3 4")], [2, 6])
case("flatten", [t([2, 3, 4])], 1, -1)
case("flatten", [t([2, 3, 4], "transpose 0 2")], 0, 1)
case("flatten", [t([])], 0, -1)
case("expand", [t([3, 1])], [3, 4])
case("expand", [t([3])], [2, 3])
case("expand", [t([1, 3])], [4, -1])
case("expand", [t([])], [2, 2])
case("expand", [t([1, 3])], [0, 3])
case("squeeze", [t([1, 3, 1])])
case("squeeze_dim", [t([1, 3, 1])], 0)
case("squeeze_dim", [t([1, 3, 1])], 1)
case("squeeze_dim", [t([1, 3, 1])], -1)
for dim in (0, 1, 2, -1):
    case("unsqueeze", [t([2, 3])], dim)
case("unsqueeze", [t([])], 0)
for dim, index in ((0, 0), (1, -1), (-1, 2)):
    case("select", [t([2, 3, 4])], dim, index)
case("select", [t([4, 3], "transpose 0 1")], 0, 1)
for dim, start, end, step in ((0, 0, 2, 1), (1, 1, 9, 2), (1, -3, -1, 1), (-1, 0, 100, 3), (0, 2, 1, 1)):
    case("slice", [t([3, 7])], dim, start, end, step)
case("slice", [t([7, 3], "transpose 0 1")], 1, 1, 7, 2)
case("narrow", [t([3, 7])], 1, 2, 3)
case("narrow", [t([3, 7])], -1, -4, 2)
case("narrow", [t([3, 7])], 0, 1, 0)
case("narrow", [t([3, 7])], 0, -3, 3)
case("narrow", [t([7, 3], "transpose 0 1")], 1, -2, 2)

# ---- by index
case("index_select", [t([4, 3]), v([2, 0, 2], dtype=I64)], 0)
case("index_select", [t([4, 3]), v([1, 1], dtype=I64)], 1)
case("index_select", [t([3, 4], "transpose 0 1"), v([3, 0], dtype=I64)], 0)
case("index_select", [t([4, 3]), v([], dtype=I64)], 0)
case("index_select", [t([4, 3]), v([3, 1], dtype=I32)], -2)
case("index_select", [t([4, 3], dtype=I64, lo=-5, hi=5), v([3, 1], dtype=I64)], 0)
case("gather", [t([2, 3]), v([0, 2, 1, 1], [2, 2], dtype=I64)], 1)
case("gather", [t([2, 3]), v([0, 1, 0, 1, 1, 1], [2, 3], dtype=I64)], 0)
case("gather", [t([3, 2], "transpose 0 1"), v([2, 0], [2, 1], dtype=I64)], -1)
case("gather", [t([3]), v([2, 2, 0, 2], dtype=I64)], 0)
case("gather", [t([]), v([0], [], dtype=I64)], 0)
case("gather", [t([3, 2]), v([], [0, 2], dtype=I64)], 0)
case("scatter_add", [t([2, 3]), v([0, 2, 1, 1], [2, 2], dtype=I64), t([2, 2])], 1)
case("scatter_add", [t([2, 3]), v([0, 1, 0, 1, 1, 1], [2, 3], dtype=I64), t([2, 3])], 0)
case("scatter_add", [t([3, 4], "transpose 0 1"), v([3, 0, 3], [1, 3], dtype=I64), t([1, 3])], 0)
case("scatter_add", [t([2, 3], dtype=I64, lo=-5, hi=5), v([1, 1], [1, 2], dtype=I64), t([2, 2], dtype=I64, lo=-5, hi=5)], 0)
case("index_add", [t([4, 3]), v([2, 0, 2], dtype=I64), t([3, 3])], 0, 1)
case("index_add", [t([3, 4], "transpose 0 1"), v([1, 1], dtype=I64), t([4, 2])], -1, 0.5)
case("index_add", [t([4, 3], dtype=I64, lo=-5, hi=5), v([3, 3], dtype=I32), t([2, 3], dtype=I64, lo=-5, hi=5)], 0, 2)
case("index_select", [t([3, 4], "transpose 0 1", dtype=F64), v([3, 0, 3], dtype=I64)], 0)
case("index_select", [t([4, 0], dtype=F64), v([3, 0], dtype=I64)], 0)
case("gather", [t([2, 3], dtype=F64), v([0, 2, 1, 1], [2, 2], dtype=I64)], 1)
case("gather", [t([3, 2], "transpose 0 1", dtype=F64), v([1, 1, 0], [1, 3], dtype=I64)], 0)
case("gather", [t([3, 2], dtype=F64), v([], [0, 2], dtype=I64)], 0)
case("scatter_add", [t([2, 3], dtype=F64), v([0, 2, 2, 2], [2, 2], dtype=I64), t([2, 2], dtype=F64)], 1)
case("scatter_add", [t([3, 4], "transpose 0 1", dtype=F64), v([3, 0, 3], [1, 3], dtype=I64), t([1, 3], dtype=F64)], 0)
case("index_add", [t([4, 3], dtype=F64), v([2, 0, 2], dtype=I64), t([3, 3], dtype=F64)], 0, 1)
case("index_add", [t([3, 4], "transpose 0 1", dtype=F64), v([1, 1], dtype=I64), t([2, 4], "transpose 0 1", dtype=F64)], -1, 0.5)
case("cumsum", [t([4, 3], "transpose 0 1", dtype=F64)], 1)
for dim in (0, 1, -1):
    case("cumsum", [t([2, 3, 4])], dim)
case("cumsum", [t([4, 3], "transpose 0 1")], 1)
case("cumsum", [t([4], dtype=I32, lo=-5, hi=5)], 0)
case("cumsum", [t([4], dtype=BOOL)], 0)
case("cumsum", [t([0])], 0)
case("cumsum", [t([])], 0)

# ---- comparisons, limits, types
for op in ("eq", "ne", "lt", "le", "gt", "ge"):
    case(op, [t([2, 3], lo=-0.05, hi=0.05), t([3], lo=-0.05, hi=0.05)])
    case(op, [t([2, 3], dtype=I64, lo=0, hi=3), t([2, 1], dtype=I64, lo=0, hi=3)])
    case(op, [t([3, 2], "transpose 0 1", dtype=I32, lo=0, hi=3), t([2, 3], lo=0, hi=0.1)])
    case(op, [v([1.0, float("nan"), float("inf"), -0.0]), v([float("nan"), float("nan"), float("inf"), 0.0])])
    case(op + "_scalar", [t([2, 3], dtype=I64, lo=0, hi=3)], 1)
    case(op + "_scalar", [v([0.5, 1.0, 1.5])], 1.0)
    case(op + "_scalar", [t([2, 3], dtype=I64, lo=0, hi=3)], 1.5)
case("eq", [t([2, 3], dtype=BOOL), t([3], dtype=BOOL)])
for lo, hi in ((-1.0, 1.0), (None, 0.5), (-0.5, None), (1.0, -1.0), (0, 1)):
    case("clamp", [t([3, 5])], lo, hi)
for lo, hi in ((-1.0, 1.0), (None, 0.5), (-0.5, None), (1.0, -1.0)):
    case("clamp", [v([-1.0, 1.0, 0.0, float("nan")])], lo, hi)
case("clamp", [t([3, 4], "transpose 0 1")], -1.0, 1.0)
case("clamp", [t([2, 3], dtype=I64, lo=-5, hi=5)], -1, 2)
for dtype in (F32, F64, I64, I32, BOOL):
    case("to", [v([-1.75, -0.5, 0.0, 0.5, 1.75, 3.0], [2, 3])], dtype)
    case("to", [v([-2, -1, 0, 1, 2, 300], [2, 3], dtype=I64)], dtype)
    case("to", [t([3, 2], "transpose 0 1", dtype=BOOL)], dtype)
case("to", [t([3, 4], "transpose 0 1")], F64)
case("item", [v([1.5], [])], grad=False)
case("item", [v([1.5], [1, 1], dtype=F64)], grad=False)
case("item", [v([7], [1], dtype=I64)], grad=False)
case("item", [t([3, 4], "select 0 1", "select 0 2")], grad=False)
