#!/usr/bin/env python3
"""Makes inplace.json: small random programs of views, in-place operations and no_grad, and what PyTorch makes of them: the values and gradients at the end, or the
step that it refuses and why.

Command:  python3 tests/golden/make_inplace.py      (writes beside itself)
Version:  PyTorch 1.13.1 (Debian's python3-torch, which calls itself 1.13.0a0); one thread.
Seed:     program n comes from Python's random.Random(n).
Same command, same version: same bytes.

A program begins with four tensors (LEAVES); each step makes another or writes into one. The loss is the sum of v*w(v) over the named tensors, with the weights of
make_golden.py. Left out, as the engine does otherwise on purpose: operands that are views made under no_grad of a tensor that requires grad (PyTorch gives them a
requires_grad whose gradient is lost), and mul_ by the tensor itself (PyTorch forgets the old value; the engine keeps it).
"""
import json
import pathlib
import random
import warnings

import torch

from make_golden import numbers, weights

HERE = pathlib.Path(__file__).parent
COUNT = 400
REASONS = {
    "returns multiple views": "many",
    "created in no_grad mode": "no_grad",
    "a view of a leaf Variable": "view of leaf",
    "a leaf Variable": "leaf",
    "more than one element": "written twice",
    "some elements of the input": "overlap",
    "modified by an inplace operation": "modified",
}
VIEWS = ["transpose 0 1", "slice 0 1 2 1", "slice 1 0 3 2", "slice 0 0 1 1", "select 0 1", "select 1 0", "select 0 0", "flatten", "unsqueeze 0", "expand 2 3", "expand 2 2 3", "diagonal",
         "chunk 2 0 0", "unbind 0 1", "split 1 1 2", "detach", "alias"]


def leaves():
    values = [torch.arange(6.).reshape(2, 3) / 4 - 0.5, torch.arange(6.).reshape(2, 3) / -8 + 1, torch.arange(3.) / 2 + 0.25, torch.arange(6.).reshape(2, 3) / 2]
    return [x.requires_grad_(i < 3) for i, x in enumerate(values)]


def view(x, text):
    name, *rest = text.split()
    n = [int(r) for r in rest]
    if name == "slice":
        return torch.ops.aten.slice(x, *n)
    if name in ("chunk", "split"):
        return getattr(x, name)(n[0], n[1])[n[2]]
    if name == "unbind":
        return x.unbind(n[0])[n[1]]
    if name == "flatten":
        return x.view(-1)
    return torch.ops.aten.alias(x) if name == "alias" else getattr(x, name)(*n)


def run(x, step):
    """Carries out one step; what it makes goes to the end of the list x."""
    if step.startswith("no_grad "):
        with torch.no_grad():
            return run(x, step[len("no_grad "):])
    name, i, *rest = step.split(" ", 2)
    t, rest = x[int(i)], rest[0] if rest else ""
    if name == "view":
        x.append(view(t, rest))
    elif name == "mul":
        x.append(t * x[int(rest)])
    elif name == "times":
        x.append(t * float(rest))
    elif name == "set":
        where, j = rest.split("=")
        view(t, where)[...] = x[int(j)]
    elif name == "times_":
        t.mul_(float(rest))
    elif name == "fill_":
        t.fill_(float(rest))
    elif name == "scatter_add_":
        t.scatter_add_(0, torch.zeros((1,) * t.dim(), dtype=torch.int64), x[int(rest)])
    elif name == "masked_fill_":
        t.masked_fill_(torch.arange(t.shape[-1]) % 2 == 0, float(rest))
    elif name == "transpose_":
        t.transpose_(0, -1)
    else:
        getattr(t, name)(x[int(rest)])


def is_silent(x):
    """A view made under no_grad of something that requires grad, and not written to since: PyTorch says that it requires grad, and nothing arrives."""
    return x._is_view() and x.requires_grad and x.grad_fn is None


def shares(a, b):
    return a.storage().data_ptr() == b.storage().data_ptr()


def fits(a, b):
    """Whether the shape of the one broadcasts to the other's."""
    return all(m in (1, n) for m, n in zip(reversed(a.shape), reversed(b.shape))) and a.dim() <= b.dim()


def some_step(draw, x):
    i, j = draw.randrange(len(x)), draw.randrange(len(x))
    kind = draw.choice(["view", "view", "view", "mul", "times", "add_", "mul_", "copy_", "times_", "times_", "fill_", "set", "set", "sub_", "scatter_add_", "masked_fill_", "transpose_"])
    if kind in ("view", "mul", "times") and is_silent(x[i]) or kind in ("mul", "add_", "sub_", "mul_", "copy_", "set", "scatter_add_") and is_silent(x[j]):
        return None
    if kind == "mul_" and shares(x[i], x[j]) or kind == "masked_fill_" and (x[i].dim() == 0 or 0 in x[i].stride()):
        return None
    if kind in ("add_", "sub_", "mul_", "copy_") and not fits(x[j], x[i]) or kind == "scatter_add_" and x[i].dim() != x[j].dim():
        return None
    text = {"view": draw.choice(VIEWS), "times": "0.5", "times_": "2.0", "fill_": "0.75", "masked_fill_": "-1.0", "transpose_": "", "set": f"{draw.choice(VIEWS[:12])}={j}"}.get(kind, str(j))
    if kind == "set":
        view(torch.empty_strided(x[i].shape, x[i].stride()), text.split("=")[0])
    return ("no_grad " if draw.random() < 0.15 else "") + f"{kind} {i} {text}".strip()


def reason(error):
    return next((ours for theirs, ours in REASONS.items() if theirs in str(error)), None)


def program(seed):
    draw = random.Random(seed)
    first = leaves()
    x, steps = list(first), ["times 0 0.5", "mul 1 2"]
    for step in steps:
        run(x, step)
    wanted = draw.randint(5, 14)
    while len(steps) < wanted:
        try:
            step = some_step(draw, x)
        except (RuntimeError, IndexError):  # a tensor that cannot be asked any longer, or a view that does not fit
            continue
        if step is None:
            continue
        try:
            run(x, step)
            steps.append(step)
        except (RuntimeError, IndexError, NotImplementedError) as error:
            why = reason(error)
            if why is not None and draw.random() < {"leaf": 0.02, "view of leaf": 0.04}.get(why, 0.6):
                return steps + [step], {"refused": why, "by": "the last step"}
    return steps, finish(first, x)


def is_telling(outcome):
    """Backward after transpose_ can end in an error of PyTorch's own bookkeeping of shapes; such programs say nothing."""
    return "refused" not in outcome or outcome["by"] == "the last step" or outcome["refused"] in ("modified", "many", "no_grad")


def finish(first, x):
    try:
        used = [i for i, t in enumerate(x) if not is_silent(t) and t.requires_grad]
        sum((x[i] * weights(x[i])).sum() for i in used).backward()
    except RuntimeError as error:
        return {"refused": reason(error), "by": "backward"}
    return {"used": used, "values": [x[i].detach() for i in range(len(x))], "grads": [leaf.grad for leaf in first]}


def text(steps, outcome):
    if "refused" in outcome:
        return json.dumps({"steps": steps} | outcome)
    values = ",".join(numbers(t) for t in outcome["values"])
    grads = ",".join("null" if g is None else numbers(g) for g in outcome["grads"])
    return f'{{"steps":{json.dumps(steps)},"used":{json.dumps(outcome["used"])},"values":[{values}],"grads":[{grads}]}}'


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    made = [m for m in (program(seed) for seed in range(COUNT)) if is_telling(m[1])]
    head = json.dumps({"command": "python3 tests/golden/make_inplace.py", "torch": torch.__version__, "contents": "random programs of views and in-place operations"})[1:-1]
    (HERE / "inplace.json").write_text("{" + head + ',"cases":[\n' + ",\n".join(text(*m) for m in made) + "\n]}\n")
    refusals = [m[1].get("refused") for m in made]
    print({r: refusals.count(r) for r in refusals}, (HERE / "inplace.json").stat().st_size, "bytes")
