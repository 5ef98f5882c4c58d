"""Carries random programs out with PyTorch: one JSON line in, one JSON line out, until the input ends. Started once by TorchOracle.cs.

In:  {"dtype": "float32", "inputs": [{"shape": [2, 3], "data": [...]}, ...], "steps": [{"op": "add", "from": [0, 1], "numbers": []}, ...]}
Out: {"values": [{"shape": [...], "data": [...]}, ...], "grads": [{...}, ...]}, the values of all steps, and the gradients of the inputs of the sum over
     all values v of sum(v * w), w[i] = ((7 i + 3) mod 11 - 5) / 4; or {"error": "..."}.

What each operation is, stands beside it in EngineRunner.cs under the same name.
"""
import json
import math
import sys

import torch
from torch.nn import functional as F


def places(shape, d, m, a, b, size):
    """An index of the shape with m along d: (a i + b) mod size, i counting in row-major order."""
    shape = [*shape[:d], m, *shape[d + 1:]]
    return ((a * torch.arange(math.prod(shape)) + b) % max(size, 1)).reshape(shape)


def mask(x, a, b):
    return ((a * torch.arange(x.numel()) + b) % 3 == 0).reshape(x.shape)


def turned(x, d, by):
    """Each place along d moved on: every place once."""
    at = torch.arange(x.shape[d]).reshape([-1 if i == d else 1 for i in range(x.dim())])
    return ((at + by) % max(x.shape[d], 1)).expand(x.shape)


OPS = {
    "neg": lambda x, n: -x[0],
    "tanh": lambda x, n: x[0].tanh(),
    "sigmoid": lambda x, n: x[0].sigmoid(),
    "sin": lambda x, n: x[0].sin(),
    "gelu": lambda x, n: F.gelu(x[0]),
    "abs": lambda x, n: x[0].abs(),
    "relu": lambda x, n: x[0].relu(),
    "clamp": lambda x, n: x[0].clamp(-1, 1.5),
    "leaky": lambda x, n: torch.where(x[0] > 0, x[0], x[0] / 4),
    "silu": lambda x, n: F.silu(x[0]),
    "softplus": lambda x, n: F.softplus(x[0]),
    "erf": lambda x, n: x[0].erf(),
    "bounded_exp": lambda x, n: x[0].tanh().exp(),
    "log1p": lambda x, n: (x[0] * x[0]).log1p(),
    "rsqrt": lambda x, n: (x[0] * x[0] + 1).rsqrt(),
    "bounded_pow": lambda x, n: (x[0].sigmoid() + 0.5).pow(2.5),
    "add": lambda x, n: x[0] + x[1],
    "sub": lambda x, n: x[0] - x[1],
    "mul": lambda x, n: x[0].tanh() * x[1],
    "div": lambda x, n: x[0] / (x[1] * x[1] + 1),
    "maximum": lambda x, n: x[0].maximum(x[1]),
    "minimum": lambda x, n: x[0].minimum(x[1]),
    "where": lambda x, n: torch.where(x[0] > 0.5, x[1], x[0]),
    "lerp": lambda x, n: torch.lerp(x[0], x[1], 0.25),
    "sum": lambda x, n: x[0].sum(n[0], keepdim=n[1] == 1),
    "sum_all": lambda x, n: x[0].sum(),
    "mean": lambda x, n: x[0].mean(n[0], keepdim=n[1] == 1),
    "mean_two": lambda x, n: x[0].mean(n),
    "amax": lambda x, n: x[0].amax(n[0], keepdim=n[1] == 1),
    "amin": lambda x, n: x[0].amin(n[0], keepdim=n[1] == 1),
    "max_dim": lambda x, n: x[0].max(n[0], keepdim=n[1] == 1).values,
    "var": lambda x, n: x[0].var(n[0], unbiased=False, keepdim=n[1] == 1),
    "prod": lambda x, n: x[0].prod(n[0], keepdim=n[1] == 1),
    "logsumexp": lambda x, n: x[0].logsumexp(n[0], keepdim=n[1] == 1),
    "cumsum": lambda x, n: x[0].cumsum(n[0]),
    "cumprod": lambda x, n: x[0].cumprod(n[0]),
    "softmax": lambda x, n: x[0].softmax(n[0]),
    "log_softmax": lambda x, n: x[0].log_softmax(n[0]),
    "layer_norm": lambda x, n: F.layer_norm(x[0], x[0].shape[n[0]:], eps=0.5),
    "select": lambda x, n: x[0].select(n[0], n[1]),
    "slice": lambda x, n: torch.ops.aten.slice(x[0], n[0], n[1], n[2], n[3]),
    "index_select": lambda x, n: x[0].index_select(n[0], torch.tensor(n[1:], dtype=torch.int64)),
    "index": lambda x, n: x[0][torch.tensor(n[:len(n) // 2]), torch.tensor(n[len(n) // 2:])],
    "gather": lambda x, n: x[0].gather(n[0], places(x[0].shape, *n, x[0].shape[n[0]])),
    "scatter_add": lambda x, n: x[0].scatter_add(n[0], places(x[0].shape, *n, x[0].shape[n[0]]), x[0].tanh()),
    "scatter": lambda x, n: x[0].sin().scatter(n[0], turned(x[0], n[0], n[1]), x[0]),
    "masked_fill": lambda x, n: x[0].masked_fill(mask(x[0], n[0], n[1]), 0.5),
    # Of a permuted tensor PyTorch 1.13 finds a gradient that contradicts its own differences; so of a copy.
    "masked_select": lambda x, n: x[0].contiguous().masked_select(mask(x[0], n[0], n[1])),
    "roll": lambda x, n: x[0].roll(n[1], n[0]),
    "cat": lambda x, n: torch.cat([x[0], x[1]], n[0]),
    "stack": lambda x, n: torch.stack([x[0], x[1]], n[0]),
    "flip": lambda x, n: x[0].flip(n[0]),
    "sort": lambda x, n: x[0].sort(dim=n[0], descending=n[1] == 1, stable=True).values,
    "unsqueeze": lambda x, n: x[0].unsqueeze(n[0]),
    "squeeze": lambda x, n: x[0].squeeze(n[0]),
    "reshape": lambda x, n: x[0].reshape(-1),
    "expand": lambda x, n: x[0].expand([n[0], *x[0].shape]),
    "repeat": lambda x, n: x[0].repeat(n),
    "transpose": lambda x, n: x[0].transpose(n[0], n[1]),
    "permute": lambda x, n: x[0].permute(n),
    "tril": lambda x, n: x[0].tril(n[0]),
    "triu": lambda x, n: x[0].triu(n[0]),
    "diagonal": lambda x, n: x[0].diagonal(n[0]),
    "gram": lambda x, n: x[0].matmul(x[0].transpose(-2, -1)) / 4,
    "matmul": lambda x, n: x[0].tanh().matmul(x[1]),
}


def written(x):
    return {"shape": list(x.shape), "data": [v if math.isfinite(v) else str(v) for v in x.detach().reshape(-1).tolist()]}


def answer(question):
    dtype = getattr(torch, question["dtype"])
    leaves = [torch.tensor(x["data"], dtype=dtype).reshape(x["shape"]).requires_grad_() for x in question["inputs"]]
    values = list(leaves)
    for step in question["steps"]:
        values.append(OPS[step["op"]]([values[i] for i in step["from"]], step["numbers"]))
    loss = sum((v * ((7 * torch.arange(v.numel()) + 3) % 11 - 5).div(4).reshape(v.shape).to(dtype)).sum() for v in values)
    loss.backward()
    return {"values": [written(v) for v in values[len(leaves):]], "grads": [written(x.grad) for x in leaves]}


torch.set_num_threads(1)
print(json.dumps({"torch": torch.__version__}), flush=True)
for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)
