"""The golden cases of shapes and products: splitting, repeating, diagonals, grids, borders, einsum and its relatives.

Not here: how a case is computed and written (make_golden.py), and how inputs are described (cases.py).
"""
import torch

from cases import BOOL, F64, I32, I64, cases_of, same, t, v

OPS = {
    "split": lambda x, a: tuple(x[0].split(a[0], a[1])),
    "split_sizes": lambda x, a: tuple(x[0].split(a[0], a[1])),
    "chunk": lambda x, a: tuple(x[0].chunk(a[0], a[1])),
    "tensor_split": lambda x, a: tuple(x[0].tensor_split(a[0], a[1])),
    "tensor_split_at": lambda x, a: tuple(x[0].tensor_split(a[0], a[1])),
    "unbind": lambda x, a: tuple(x[0].unbind(a[0])),
    "vstack": lambda x, a: torch.vstack(x),
    "hstack": lambda x, a: torch.hstack(x),
    "concat": lambda x, a: torch.concat(x, a[0]),
    "flip": lambda x, a: x[0].flip(a[0]),
    "roll": lambda x, a: x[0].roll(a[0], a[1]),
    "roll_all": lambda x, a: x[0].roll(a[0]),
    "repeat": lambda x, a: x[0].repeat(a[0]),
    "tile": lambda x, a: x[0].tile(a[0]),
    "repeat_interleave": lambda x, a: x[0].repeat_interleave(a[0], a[1]),
    "repeat_interleave_each": lambda x, a: x[0].repeat_interleave(x[1], a[0]),
    "movedim": lambda x, a: x[0].movedim(a[0], a[1]),
    "swapaxes": lambda x, a: x[0].swapaxes(a[0], a[1]),
    "expand_as": lambda x, a: x[0].expand_as(x[1]),
    "view_as": lambda x, a: x[0].view_as(x[1]),
    "zeros_like": lambda x, a: torch.zeros_like(x[0], dtype=a[0] and getattr(torch, a[0])),
    "ones_like": lambda x, a: torch.ones_like(x[0], dtype=a[0] and getattr(torch, a[0])),
    "full_like": lambda x, a: torch.full_like(x[0], a[1], dtype=a[0] and getattr(torch, a[0])),
    "unflatten": lambda x, a: x[0].unflatten(a[0], a[1]),
    "diag": lambda x, a: x[0].diag(a[0]),
    "diagonal": lambda x, a: x[0].diagonal(a[0], a[1], a[2]),
    "tril_indices": lambda x, a: torch.tril_indices(a[0], a[1], a[2]),
    "triu_indices": lambda x, a: torch.triu_indices(a[0], a[1], a[2]),
    "meshgrid": lambda x, a: tuple(torch.meshgrid(*x, indexing=a[0])),
    "cartesian_prod": lambda x, a: torch.cartesian_prod(*x),
    "broadcast_tensors": lambda x, a: tuple(torch.broadcast_tensors(*x)),
    "linspace": lambda x, a: torch.linspace(a[0], a[1], a[2], dtype=getattr(torch, a[3])),
    "logspace": lambda x, a: torch.logspace(a[0], a[1], a[2], a[3], dtype=getattr(torch, a[4])),
    "pad": lambda x, a: torch.nn.functional.pad(x[0], a[0], value=a[1]),
    "outer": lambda x, a: torch.outer(x[0], x[1]),
    "pad_mode": lambda x, a: torch.nn.functional.pad(x[0], a[0], mode=a[1].lower()),
    "einsum": lambda x, a: torch.einsum(a[0], *x),
    "tensordot": lambda x, a: torch.tensordot(x[0], x[1], a[0]),
    "tensordot_dims": lambda x, a: torch.tensordot(x[0], x[1], (a[0], a[1])),
    "addmm": lambda x, a: torch.addmm(x[0], x[1], x[2], beta=a[0], alpha=a[1]),
    "baddbmm": lambda x, a: torch.baddbmm(x[0], x[1], x[2], beta=a[0], alpha=a[1]),
    "addcmul": lambda x, a: torch.addcmul(x[0], x[1], x[2], value=a[0]),
    "addcdiv": lambda x, a: torch.addcdiv(x[0], x[1], x[2], value=a[0]),
    "lerp": lambda x, a: torch.lerp(x[0], x[1], x[2]),
    "cdist": lambda x, a: torch.cdist(x[0], x[1], a[0]),
}

CASES = []
case = cases_of(CASES)

# ---- cutting
for size, dim in ((2, 0), (3, 1), (7, -1), (1, 0)):
    case("split", [t([3, 7])], size, dim)
case("split", [t([7, 3], "transpose 0 1")], 3, 1)
case("split", [t([0, 3])], 2, 0)
case("split_sizes", [t([3, 7])], [2, 0, 5], 1)
for n, dim in ((3, 1), (2, 0), (9, 1), (1, 0), (5, -1)):
    case("chunk", [t([3, 7])], n, dim)
    case("tensor_split", [t([3, 7])], n, dim)
case("chunk", [t([0])], 2, 0)
case("tensor_split_at", [t([3, 7])], [1, 4], 1)
case("tensor_split_at", [t([7])], [5, 3, -1, 9], 0)
case("unbind", [t([2, 3])], 0)
case("unbind", [t([3, 2], "transpose 0 1")], 1)
case("unbind", [t([0, 2])], 1)

# ---- joining
case("vstack", [t([3]), t([2, 3])])
case("vstack", [t([]), t([1])])
case("hstack", [t([3]), t([2])])
case("hstack", [t([2, 3]), t([1, 2], "transpose 0 1")])
case("hstack", [t([]), t([])])
case("concat", [t([2, 3]), t([2, 1])], -1)
case("concat", [t([3, 2], "transpose 0 1", dtype=F64), t([1, 3], "expand 2 3", dtype=F64), same(0)], 0)
case("concat", [t([2], dtype=I64, lo=-5, hi=5), t([0]), t([3])], 0)

# ---- repeating and reordering
for dims in ([0], [1], [0, 1], [-1], []):
    case("flip", [t([2, 3])], dims)
case("flip", [t([4, 3], "transpose 0 1")], [0])
case("flip", [t([0, 3])], [0])
for shifts, dims in (([1], [0]), ([-2], [1]), ([7, 1], [1, 0]), ([0], [0])):
    case("roll", [t([3, 4])], shifts, dims)
case("roll", [t([4, 3], "transpose 0 1")], [1], [1])
case("roll", [t([0, 3])], [1], [0])
case("roll_all", [t([3, 4])], 5)
for sizes in ([2, 3], [1, 1], [4, 1, 2], [0, 2]):
    case("repeat", [t([2, 3])], sizes)
    case("tile", [t([2, 3])], sizes)
case("repeat", [t([])], [2, 3])
case("repeat", [t([3, 2], "transpose 0 1")], [2, 1])
case("tile", [t([2, 3])], [2])
for n, dim in ((2, 0), (3, -1), (0, 1), (2, None)):
    case("repeat_interleave", [t([2, 3])], n, dim)
case("repeat_interleave_each", [t([2, 3]), v([2, 0, 1], dtype=I64)], 1)
case("repeat_interleave_each", [t([3, 2], "transpose 0 1"), v([2], dtype=I64)], 0)
case("movedim", [t([2, 3, 4])], [0], [2])
case("movedim", [t([2, 3, 4])], [-1, 0], [0, 1])
case("swapaxes", [t([2, 3, 4])], 0, -1)
case("swapaxes", [t([3, 4], "slice 1 0 4 2", dtype=F64)], 1, 0)
case("expand_as", [t([3, 1]), t([2, 3, 4])])
case("expand_as", [t([], dtype=F64), t([2, 0])])
case("view_as", [t([2, 6]), t([3, 4])])
case("view_as", [t([6, 4], "slice 0 0 6 2", dtype=F64), t([3, 2, 2], dtype=I64, lo=0, hi=1)])
case("unflatten", [t([2, 6])], 1, [2, 3])
case("unflatten", [t([2, 6])], -1, [-1, 2])

# ---- of the shape of another
for op, value in (("zeros_like", ()), ("ones_like", ()), ("full_like", (2.5,)), ("full_like", (3,))):
    for x in (t([2, 3]), t([0, 3], dtype=F64), t([], dtype=I64, lo=0, hi=1), t([3, 2], "transpose 0 1", dtype=BOOL), t([4, 6], "slice 1 0 6 2", dtype=I32, lo=0, hi=1)):
        case(op, [x], None, *value)
    for dtype in ("float32", F64, I64, I32, BOOL):
        case(op, [t([2, 3])], dtype, *value)

# ---- diagonals, grids
for k in (0, 1, -2, 4):
    case("diag", [t([3])], k)
    case("diag", [t([3, 4])], min(k, 1))
    case("diagonal", [t([3, 4])], k, 0, 1)
case("diag", [t([4, 3], "transpose 0 1")], 1)
case("diag", [t([0])], 0)
case("diagonal", [t([2, 3, 4])], 0, 0, 2)
case("diagonal", [t([2, 3, 4])], -1, -1, 1)
for row, col, offset in ((3, 3, 0), (3, 4, 1), (4, 2, -1), (0, 3, 0)):
    case("tril_indices", [], row, col, offset)
    case("triu_indices", [], row, col, offset)
for indexing in ("ij", "xy"):
    case("meshgrid", [t([2]), t([3])], indexing)
    case("meshgrid", [t([2]), t([3]), t([1])], indexing)
    case("meshgrid", [t([2])], indexing)
case("cartesian_prod", [t([2]), t([3])])
case("cartesian_prod", [t([2]), same(0), t([1])])
case("cartesian_prod", [t([3])])
case("broadcast_tensors", [t([2, 1]), t([3])])
for dtype in ("float32", F64):
    for start, end, steps in ((0.0, 1.0, 11), (-3.0, 2.5, 6), (1.0, 1.0, 1), (5.0, -5.0, 4), (0.0, 1.0, 0)):
        case("linspace", [], start, end, steps, dtype)
        case("logspace", [], start, end, steps, 10.0, dtype)
    case("logspace", [], 0.0, 5.0, 6, 2.0, dtype)
for sizes in ([1, 2], [0, 1, 2, 0], [-1, 1], [-1, -1, 1, 1], []):
    case("pad", [t([2, 3])], sizes, 1.5)
case("pad", [t([3, 2], "transpose 0 1")], [1, 1], 0.0)
for mode, shape, wide in (("Reflect", [2, 4], [2, 3, 4]), ("Replicate", [2, 4], [2, 3, 4, 5]), ("Circular", [1, 2, 4], [2, 3, 4, 5])):
    case("pad_mode", [t(shape)], [3, 2], mode)
    case("pad_mode", [t(wide, dtype=F64)], [1, 3, 2, 1] if len(wide) > 3 else [0, 3], mode)
    case("pad_mode", [t([1, 5, 2], "transpose 1 2")], [0, 4], mode)
case("pad", [t([0, 2])], [0, 0, 1, 1], -1.0)
case("pad", [t([2, 3], dtype=I64, lo=-5, hi=5)], [1, 0], 7.0)

# ---- products
case("outer", [t([2]), t([3])])
case("outer", [t([3]), same(0)])
case("outer", [t([0]), t([3])])
for equation, shapes in (("ij,jk->ik", ([2, 3], [3, 4])), ("ij,kj->ik", ([2, 3], [4, 3])), ("bhqd,bhkd->bhqk", ([2, 2, 3, 4], [2, 2, 5, 4])), ("bij,bjk", ([2, 3, 4], [2, 4, 2])),
                         ("i,j->ij", ([2], [3])), ("i,i->", ([3], [3])), ("ij->ji", ([2, 3],)), ("ij->", ([2, 3],)), ("ij->j", ([2, 3],)), ("ii->i", ([3, 3],)), ("ii", ([3, 3],)),
                         ("iij->ij", ([2, 2, 3],)), ("i,i->i", ([3], [3])), ("ij,jk,kl->il", ([2, 3], [3, 4], [4, 2])), ("ij,ij,ij->i", ([2, 3], [2, 3], [2, 3])),
                         ("...ij,...jk->...ik", ([2, 1, 2, 3], [4, 3, 2])), ("...ij->...ji", ([2, 3, 4],)), ("i...,i...", ([2, 3], [2, 3])), ("...,...", ([2, 3], [3])),
                         ("bn,anm,bm->ba", ([2, 3], [4, 3, 2], [2, 2])), ("ij,k->i", ([2, 3], [4])), ("ij,jk->ik", ([2, 1], [3, 4])), ("ij,jk->ik", ([2, 0], [0, 4])),
                         (" i j , j -> i ", ([2, 3], [3])), ("ba", ([2, 3],)), ("Ab,bA->A", ([2, 3], [3, 2])), (",ij->ij", ([], [2, 3])), ("ij->i", ([2, 3],))):
    case("einsum", [t(s) for s in shapes], equation)
case("einsum", [t([3, 2], "transpose 0 1"), t([3, 8], "slice 1 0 8 2")], "ij,jk->ki")
case("einsum", [t([2, 3]), same(0)], "ij,kj->ik")
case("einsum", [t([2, 3], dtype=I64, lo=-5, hi=5), t([3], dtype=I64, lo=-5, hi=5)], "ij,j->i")
for equation, shapes in (("bhqd,bhkd->bhqk", ([2, 2, 3, 4], [2, 2, 5, 4])), ("...ij,...jk->...ik", ([2, 1, 2, 3], [4, 3, 2])), ("ij,jk,kl->il", ([2, 3], [3, 4], [4, 2])), ("ii->i", ([3, 3],)),
                         ("ij->j", ([2, 3],)), ("i,j->ij", ([2], [3])), ("bn,anm,bm->ba", ([2, 3], [4, 3, 2], [2, 2])), ("ij,jk->ik", ([2, 0], [0, 4]))):
    case("einsum", [t(s, dtype=F64) for s in shapes], equation)
case("einsum", [t([3, 2], "transpose 0 1", dtype=F64), t([3, 8], "slice 1 0 8 2", dtype=F64)], "ij,jk->ki")
case("einsum", [t([2, 3], dtype=F64), same(0)], "ij,kj->ik")
case("outer", [t([3], dtype=F64), same(0)])
case("tensordot", [t([2, 3, 4]), t([3, 4, 5])], 2)
case("tensordot", [t([2, 3]), t([4])], 0)
case("tensordot_dims", [t([3, 4, 5]), t([4, 3, 2])], [1, 0], [0, 1])
case("tensordot_dims", [t([4, 3], "transpose 0 1"), t([2, 4])], [-1], [1])
for beta, alpha in ((1.0, 1.0), (0.5, -2.0), (0.0, 1.0)):
    case("addmm", [t([4]), t([2, 3]), t([3, 4])], beta, alpha)
    case("baddbmm", [t([2, 2, 4]), t([2, 2, 3]), t([2, 3, 4])], beta, alpha)
case("addmm", [v([float("nan")] * 4), t([2, 3]), t([3, 4])], 0.0, 1.0, grad=False)
case("addcmul", [t([2, 3]), t([3]), t([2, 1])], 0.5)
case("addcdiv", [t([2, 3]), t([3]), t([2, 1], lo=0.5)], -2.0)
case("lerp", [t([2, 3]), t([3]), t([2, 1], lo=0.0, hi=1.0)])
case("lerp", [t([4]), t([4]), v([0.0, 1.0, 0.5, -3.0])])
for p in (1.0, 2.0, 3.0, float("inf")):
    case("cdist", [t([4, 3], dtype=F64), t([2, 3], dtype=F64)], p)
case("cdist", [v([1.0, 2.0, 3.0, 4.0], [2, 2], dtype=F64), v([1.0, 2.0], [1, 2], dtype=F64)], 2.0)
case("cdist", [t([2, 4, 3]), t([5, 3])], 2.0, tol=5e-6, reason="PyTorch takes the square of a difference apart here")
