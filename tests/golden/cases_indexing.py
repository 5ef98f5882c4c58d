"""The golden cases of indexing: brackets with masks and tensors, writing through them, gather's relatives, sorting, drawing by weight.

Not here: how a case is computed and written (make_golden.py), and how inputs are described (cases.py).
"""
import torch

from cases import BOOL, F64, I32, I64, cases_of, t, v


def brackets(texts, x):
    """["1", "0:4:2", "...", "None", "True", "T1"] -> what stands between the brackets; T1 is the input with index 1."""
    def one(text):
        if text[0] == "T" and text[1:].isdigit():
            return x[int(text[1:])]
        if ":" in text:
            return slice(*(int(p) if p else None for p in text.split(":")))
        return {"...": Ellipsis, "None": None, "True": True, "False": False}.get(text) if not text.lstrip("-").isdigit() else int(text)
    return tuple(one(text) for text in texts)


def put(x, texts, accumulate=False):
    """A copy of x[0] with x[1] written between the brackets, where T2, T3... are the indices."""
    y = x[0].clone()
    if accumulate:
        return y.index_put_(brackets(texts, x), x[1], accumulate=True)
    y[brackets(texts, x)] = x[1]
    return y


def generator(seed):
    return torch.Generator().manual_seed(seed)


OPS = {
    "index": lambda x, a: x[0][brackets(a[0], x)],
    "index_put": lambda x, a: put(x, a[0]),
    "index_put_accumulate": lambda x, a: put(x, a[0], accumulate=True),
    "masked_select": lambda x, a: x[0].masked_select(x[1]),
    "nonzero": lambda x, a: x[0].nonzero(),
    "where_condition": lambda x, a: tuple(torch.where(x[0])),
    "take": lambda x, a: x[0].take(x[1]),
    "take_along_dim": lambda x, a: torch.take_along_dim(x[0], x[1], a[0]),
    "scatter": lambda x, a: x[0].scatter(a[0], x[1], x[2]),
    "index_fill": lambda x, a: x[0].index_fill(a[0], x[1], a[1]),
    "index_copy": lambda x, a: x[0].index_copy(a[0], x[1], x[2]),
    "masked_scatter": lambda x, a: x[0].masked_scatter(x[1], x[2]),
    "sort": lambda x, a: tuple(x[0].sort(dim=a[0], descending=a[1], stable=True)),
    "argsort": lambda x, a: x[0].argsort(dim=a[0], descending=a[1]),
    "topk": lambda x, a: tuple(x[0].topk(a[0], a[1], a[2], True)),
    "unique": lambda x, a: tuple(torch.unique(x[0], return_inverse=True, return_counts=True)),
    "multinomial": lambda x, a: x[0].multinomial(a[1], a[2], generator=generator(a[0])),
    "random_": lambda x, a: x[0].clone().random_(a[1], a[2], generator=generator(a[0])),
}

CASES = []
case = cases_of(CASES)


def index(*values, shape=None, dtype=I64):
    return v(list(values), shape, dtype=dtype)


# ---- reading between brackets
case("index", [t([3, 4]), t([3, 4], dtype=BOOL)], ["T1"])
case("index", [t([3, 4]), t([3], dtype=BOOL)], ["T1"])
case("index", [t([3, 4]), t([4], dtype=BOOL)], [":", "T1"])
case("index", [t([4, 3], "transpose 0 1"), t([4, 3], "transpose 0 1", dtype=BOOL)], ["T1"])
case("index", [t([2, 3, 4]), t([2, 3], dtype=BOOL)], ["T1"])
case("index", [t([2, 3, 4]), t([3, 4], dtype=BOOL)], ["1", "T1"])
case("index", [t([2, 3, 4]), t([2, 3], dtype=BOOL), index(1)], ["T1", "T2"])
case("index", [t([2, 3]), v([0, 0], dtype=BOOL)], ["T1"])
case("index", [t([0, 3]), t([0, 3], dtype=BOOL)], ["T1"])
case("index", [t([]), v([1], [], dtype=BOOL)], ["T1"])
case("index", [t([]), v([0], [], dtype=BOOL)], ["T1"])
for brackets_ in (["True"], ["False"], ["True", "0"], ["None", "...", "None"], ["...", "1"], ["0", "...", "1:3"], ["::2", "None", "-1"], [":", "1:2", ":3"]):
    case("index", [t([2, 3, 4])], brackets_)
case("index", [t([4, 3]), index(2, 0, 2)], ["T1"])
case("index", [t([4, 3]), index(-1, 0, -4)], ["T1"])
case("index", [t([4, 3]), index(2, 0, 2, 1, shape=[2, 2])], ["T1"])
case("index", [t([4, 3]), index(shape=[0])], ["T1"])
case("index", [t([4, 3]), index(1, shape=[])], ["T1"])
case("index", [t([4, 3]), index(1, 2)], [":", "T1"])
case("index", [t([4, 3]), index(1, 2)], ["...", "T1"])
case("index", [t([4, 3]), index(0, 3, 3), index(0, 2, 2)], ["T1", "T2"])
case("index", [t([4, 3]), index(0, 3, shape=[2, 1]), index(0, 2, 1)], ["T1", "T2"])
case("index", [t([3, 4], "transpose 0 1"), index(0, 3, shape=[2, 1]), index(0, 2)], ["T1", "T2"])
case("index", [t([2, 3, 4, 5]), index(1, 0), index(3, 0)], [":", "T1", "T2"])
case("index", [t([2, 3, 4, 5]), index(1, 0), index(3, 0)], [":", "T1", ":", "T2"])
case("index", [t([2, 3, 4, 5]), index(1, 0, shape=[2, 1]), index(3, 0, 1)], ["0", ":", "T1", "T2"])
case("index", [t([2, 3, 4, 5]), index(1, 0), index(3, 0)], ["T1", "1", ":", "T2"])
case("index", [t([2, 3, 4]), index(1, 0), index(2, 0)], ["T1", "None", "T2"])
case("index", [t([2, 3, 4]), index(1, 0)], [":", "1:", "T1"])
case("index", [t([2, 3, 4]), index(1, 0)], ["1:", "T1", "...", ":2"])
case("index", [t([2, 3, 4]), t([2], dtype=BOOL), index(1)], ["T1", ":", "T2"])
case("index", [t([2, 3], dtype=I64, lo=-5, hi=5), index(1, 1)], [":", "T1"])
case("index", [t([2, 3], dtype=BOOL), index(1, 1)], [":", "T1"])
case("index", [t([1, 3], "expand 4 3"), index(1, 3, 1), index(0, 0, 2)], ["T1", "T2"])
case("index", [t([0, 3]), index(shape=[0])], ["T1"])

# ---- writing between brackets
case("index_put", [t([3, 4]), t([4])], ["1"])
case("index_put", [t([3, 4]), t([])], ["1", "2"])
case("index_put", [t([3, 4]), t([1, 1, 2])], ["1", "1:3"])
case("index_put", [t([3, 4]), t([3, 1])], [":", "::2"])
case("index_put", [t([3, 4]), t([2], dtype=I64, lo=-5, hi=5)], ["0", "2:"])
case("index_put", [t([3, 4]), t([]), t([3, 4], dtype=BOOL)], ["T2"])
case("index_put", [t([3, 4]), t([4]), t([3], dtype=BOOL)], ["T2"])
case("index_put", [t([3, 4]), t([3, 1]), v([1, 0, 0, 1], dtype=BOOL)], [":", "T2"])
case("index_put", [t([4, 3], "transpose 0 1"), t([4]), index(2, 0)], ["T2"])
case("index_put", [t([4, 3]), t([2, 3]), index(2, -1)], ["T2"])
case("index_put", [t([4, 3]), t([2]), index(2, 1), index(0, 2)], ["T2", "T3"])
case("index_put", [t([2, 3, 4]), t([2, 1]), index(2, 1)], ["1", "T2", "1:3"])
case("index_put", [t([2, 3, 4]), t([2, 2, 4]), index(2, 1)], [":", "T2"])
case("index_put", [t([4, 3]), t([0, 3]), index(shape=[0])], ["T2"])
case("index_put", [t([3], dtype=I64, lo=-5, hi=5), t([2], dtype=I64, lo=-5, hi=5), index(2, 1)], ["T2"])
case("index_put_accumulate", [t([4, 3]), t([3, 3]), index(2, 0, 2)], ["T2"])
case("index_put_accumulate", [t([4, 3]), t([]), index(2, 0, 2), index(1, 1, 1)], ["T2", "T3"])
case("index_put_accumulate", [t([4], dtype=I32, lo=-5, hi=5), t([3], dtype=I32, lo=-5, hi=5), index(1, 1, 3)], ["T2"])

# ---- choices under other names
for mask in (t([2, 3], dtype=BOOL), t([3], dtype=BOOL), t([4, 1, 3], dtype=BOOL), t([3, 2], "transpose 0 1", dtype=BOOL)):
    case("masked_select", [t([2, 3]), mask])
    case("where_condition", [mask])
case("masked_select", [t([0]), t([0], dtype=BOOL)])
case("masked_select", [t([]), v([1, 0, 1], dtype=BOOL)])
for x in (t([2, 3], dtype=I64, lo=0, hi=1), v([0.0, -0.0, float("nan"), 1.0]), t([0, 2]), t([], dtype=BOOL), v([3.0], []), v([0.0], []), t([2, 2, 3], dtype=BOOL)):
    case("nonzero", [x], grad=False)
case("where_condition", [v([1], [], dtype=BOOL)])
case("take", [t([2, 3]), index(0, -1, 5, 2, shape=[2, 2])])
case("take", [t([3, 2], "transpose 0 1"), index(1, 1)])
case("take", [t([2, 3]), index(shape=[0])])
case("take_along_dim", [t([3, 4]), index(1, 0, 2, shape=[3, 1])], 1)
case("take_along_dim", [t([3, 4]), index(1, 0, shape=[2, 1])], 0)
case("take_along_dim", [t([3, 1]), index(1, 0, 2, 2, shape=[1, 4])], 0)
case("scatter", [t([2, 3]), index(0, 2, 1, 0, shape=[2, 2]), t([2, 2])], 1)
case("scatter", [t([3, 4], "transpose 0 1"), index(3, 0, 1, shape=[1, 3]), t([2, 3])], 0, grad=False)
case("scatter", [t([3]), index(shape=[0]), t([3])], 0, grad=False)
case("scatter", [t([2, 3], dtype=I64, lo=-5, hi=5), index(1, 1, shape=[2, 1]), t([2, 2], dtype=I64, lo=-5, hi=5)], -1)
case("scatter", [t([2, 3], dtype=F64), index(0, 2, 1, 0, shape=[2, 2]), t([2, 2], dtype=F64)], 1)
case("scatter", [t([3, 4], "transpose 0 1", dtype=F64), index(3, 0, 1, shape=[1, 3]), t([3, 1], "transpose 0 1", dtype=F64)], 0)
case("index", [t([4, 3], dtype=F64), index(0, 3, 3), index(0, 2, 2)], ["T1", "T2"])
case("index_put", [t([4, 3], dtype=F64), t([2, 3], dtype=F64), index(2, -1)], ["T2"])
case("index_fill", [t([4, 3]), index(2, 0)], 0, 1.5)
case("index_fill", [t([3, 4], "transpose 0 1"), index(-1)], 1, -2)
case("index_fill", [t([4, 3], dtype=I64, lo=-5, hi=5), index(1)], 1, 7)
case("index_copy", [t([4, 3]), index(2, 0), t([2, 3])], 0)
case("index_copy", [t([3, 4], "transpose 0 1"), index(2, 1), t([4, 2])], 1)
case("masked_scatter", [t([2, 3]), v([1, 0, 1, 0, 0, 1], [2, 3], dtype=BOOL), t([2, 2])])
case("masked_scatter", [t([3, 2], "transpose 0 1"), v([1, 0, 1], dtype=BOOL), t([5])])

# ---- order
EDGES = [1.0, float("nan"), -2.0, float("inf"), 1.0, float("-inf"), 0.0]
for descending in (False, True):
    for shape, dim in (([5], 0), ([3, 4], 0), ([3, 4], -1), ([2, 3, 4], 1), ([0], 0), ([3, 0], 1), ([], 0), ([37], 0)):
        case("sort", [t(shape)], dim, descending)
    case("sort", [t([4, 3], "transpose 0 1")], 1, descending)
    case("sort", [v(EDGES)], 0, descending, grad=False)
    case("sort", [v([3, 1, 3, 2, 1, 3], dtype=I64)], 0, descending)
    case("sort", [v([1, 0, 1, 0], dtype=BOOL)], 0, descending)
    case("argsort", [t([3, 5])], 1, descending)
for k, dim, largest in ((2, -1, True), (3, 0, True), (1, 1, False), (4, -1, True), (0, 0, True)):
    case("topk", [t([3, 4])], k, dim, largest)
case("topk", [t([4, 3], "transpose 0 1")], 2, 1, True)
case("topk", [v([1.0, float("nan"), 5.0, -1.0])], 2, 0, True, grad=False)
case("topk", [v([4, 9, -3, 7], dtype=I64)], 3, 0, False)
case("topk", [t([], dtype=F64)], 1, 0, True)
case("unique", [v([3, 1, 3, 2, 1, 3], [2, 3], dtype=I64)], grad=False)
case("unique", [v([0.5, -1.0, 0.5])], grad=False)
case("unique", [t([0])], grad=False)
case("unique", [v([1, 0, 1], dtype=BOOL)], grad=False)

# ---- draws from a generator of their own, seeded with the first argument
WEIGHTS = [0.1, 0.0, 0.4, 2.0, 0.5, 1.0]
for seed in (0, 42):
    for dtype in ("float32", F64):
        for n, replacement in ((1, False), (1, True), (3, False), (5, False), (20, True), (1000, True)):
            case("multinomial", [v(WEIGHTS, dtype=dtype)], seed, n, replacement, grad=False)
        case("multinomial", [t([3, 4], lo=0.25, dtype=dtype)], seed, 2, False, grad=False)
        case("multinomial", [t([4, 3], "transpose 0 1", lo=0.25, dtype=dtype)], seed, 7, True, grad=False)
    for dtype in ("float32", F64, I64, I32):
        case("random_", [t([17], dtype=dtype)], seed, -3, 40, grad=False)
