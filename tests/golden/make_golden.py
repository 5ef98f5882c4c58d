#!/usr/bin/env python3
"""Makes ops.json, the files of further operations by topic, and rng.json: what PyTorch answers, for the tests of the engine.

Command:  python3 tests/golden/make_golden.py      (writes beside itself)
Version:  PyTorch 1.13.1 (Debian's python3-torch, which calls itself 1.13.0a0, with libopenblas0-openmp, without MKL), numpy; one thread.
Seed:     the inputs of a case come from numpy's PCG64 seeded with the CRC-32 of the case's text, so that a new case
          changes no other; the random streams from torch.manual_seed(0), (42) and (12345).
Same command, same version, same kind of processor: same bytes. (On another kind OpenBLAS multiplies in another order, and last places differ.)

Not here: which operations are asked on which inputs (cases.py, cases_TOPIC.py for TOPIC.json).
"""
import json
import pathlib
import zlib

import numpy as np
import torch

import cases
import cases_attention
import cases_edges
import cases_functions
import cases_indexing
import cases_shapes

TOPICS = {"ops.json": cases, "indexing.json": cases_indexing, "shapes.json": cases_shapes, "functions.json": cases_functions, "edges.json": cases_edges, "attention.json": cases_attention}
HERE = pathlib.Path(__file__).parent
DTYPES = {str(d).removeprefix("torch."): d for d in (torch.float32, torch.float64, torch.int64, torch.int32, torch.bool)}
NUMPY = {"float32": np.float32, "float64": np.float64, "int64": np.int64, "int32": np.int32, "bool": np.bool_}


# ---- numbers as text: the shortest decimal that reads back as the same number of its type
def number(x):
    if isinstance(x, (bool, np.bool_)):
        return "1" if x else "0"
    if isinstance(x, (int, np.integer)):
        return str(int(x))
    if np.isnan(x):
        return '"nan"'
    if np.isinf(x):
        return '"inf"' if x > 0 else '"-inf"'
    text = str(x) if isinstance(x, np.floating) else repr(x)
    return text[:-2] if text.endswith(".0") else text


def numbers(tensor):
    return "[" + ",".join(number(x) for x in tensor.detach().reshape(-1).numpy()) + "]"


def argument(x):
    """As number, but 2.0 stays 2.0: whether an argument is an integer decides the result's type."""
    if x is None or isinstance(x, (bool, str)):
        return json.dumps(x)
    if isinstance(x, list):
        return "[" + ",".join(argument(y) for y in x) + "]"
    return repr(x) if isinstance(x, float) and np.isfinite(x) else number(x)


def written(tensor):
    return f'{{"dtype":"{str(tensor.dtype).removeprefix("torch.")}","shape":{json.dumps(list(tensor.shape))},"data":{numbers(tensor)}}}'


# ---- inputs
def base(spec, draw):
    dtype = spec["dtype"]
    if spec["kind"] == "values":
        return torch.tensor(spec["values"], dtype=DTYPES[dtype]).reshape(spec["shape"])
    count = int(np.prod(spec["shape"], dtype=np.int64))
    if dtype.startswith("float"):
        values = draw.integers(round(spec["lo"] * 64), round(spec["hi"] * 64) + 1, count) / 64
    elif dtype == "bool":
        values = draw.integers(0, 2, count)
    else:
        values = draw.integers(spec["lo"], spec["hi"] + 1, count)
    return torch.from_numpy(values.astype(NUMPY[dtype])).reshape(spec["shape"])


def viewed(tensor, views):
    for view in views:
        name, *numbers_ = view.split()
        n = [int(x) for x in numbers_]
        tensor = torch.ops.aten.slice(tensor, *n) if name == "slice" else getattr(tensor, name)(*n)
    return tensor


def weights(out):
    """The fixed w of sum(out * w): w[i] = ((7 i + 3) mod 11 - 5) / 4, exact in every float type."""
    i = torch.arange(out.numel(), dtype=torch.float64)
    return (((7 * i + 3) % 11 - 5) / 4).reshape(out.shape).to(out.dtype)


# ---- one case
def name_of(case):
    def text(spec):
        if spec["kind"] == "same":
            parts = [f"same {spec['same']}"]
        else:
            parts = [f"{spec['dtype']}{spec['shape']}".replace(" ", "")] + (["values"] if spec["kind"] == "values" else [])
        return " ".join(parts + spec["views"])
    args = " (" + ", ".join(argument(a) for a in case["args"]) + ")" if case["args"] else ""
    return case["op"] + args + ": " + "; ".join(text(s) for s in case["inputs"])


def compute(name, case, table):
    draw = np.random.Generator(np.random.PCG64(zlib.crc32(name.encode())))
    leaves, inputs, texts = [], [], []
    for spec in case["inputs"]:
        views = json.dumps(spec["views"])
        if spec["kind"] == "same":
            leaves.append(None)
            inputs.append(viewed(inputs[spec["same"]], spec["views"]))
            texts.append(f'{{"same":{spec["same"]},"views":{views}}}')
            continue
        leaf = base(spec, draw)
        text = written(leaf)[:-1]
        if leaf.is_floating_point():
            leaf.requires_grad_(case["grad"])
        leaves.append(leaf)
        inputs.append(viewed(leaf, spec["views"]))
        texts.append(f'{text},"views":{views},"stride":{json.dumps(list(inputs[-1].stride()))}}}')
    out = table[case["op"]](inputs, case["args"])
    outs = list(out) if isinstance(out, tuple) else [out]
    grads = "null"
    if any(o.requires_grad for o in outs):
        sum((o * weights(o)).sum() for o in outs if o.requires_grad).backward()
        grads = "[" + ",".join("null" if leaf is None or leaf.grad is None else numbers(leaf.grad) for leaf in leaves) + "]"
    tolerance = "" if case["tol"] is None else f'"tol":{case["tol"]},"reason":{json.dumps(case["reason"])},'
    return (f'{{"name":{json.dumps(name)},"op":"{case["op"]}","args":[{",".join(argument(a) for a in case["args"])}],{tolerance}'
            f'"in":[{",".join(texts)}],"out":[{",".join(written(o) for o in outs)}],"grad":{grads}}}')


def ops(topic):
    names = [name_of(c) for c in topic.CASES]
    names = [n if names[:i].count(n) == 0 else f"{n} #{names[:i].count(n) + 1}" for i, n in enumerate(names)]
    unused = set(topic.OPS) - {c["op"] for c in topic.CASES}
    assert not unused, f"operations without a case: {unused}"
    return [compute(n, c, topic.OPS) for n, c in zip(names, topic.CASES)]


# ---- random streams
def chances(size, dtype):
    """Exact numbers between 0 and 1, no two neighbours alike."""
    return ((7 * torch.arange(size) + 3) % 11 / 16).to(DTYPES[dtype])


def multinomial(dtype, replacement, size):
    """Drawn with replacement from 13 weights; without, all of as many weights as are drawn."""
    return torch.multinomial(chances(13 if replacement else size, dtype) + 0.25, size, replacement)


DRAWS = {
    "rand": lambda size, dtype: torch.rand(size, dtype=DTYPES[dtype]),
    "randn": lambda size, dtype: torch.randn(size, dtype=DTYPES[dtype]),
    "randint": lambda size, dtype, low, high: torch.randint(int(low), int(high), (size,), dtype=DTYPES[dtype]),
    "rand_like": lambda size, dtype: torch.rand_like(chances(size, dtype)),
    "randn_like": lambda size, dtype: torch.randn_like(chances(size, dtype)),
    "randint_like": lambda size, dtype, low, high: torch.randint_like(chances(size, dtype), int(low), int(high)),
    "randperm": lambda size, dtype: torch.randperm(size, dtype=DTYPES[dtype]),
    "bernoulli": lambda size, dtype: chances(size, dtype).bernoulli(),
    "bernoulli_": lambda size, dtype, p: torch.zeros(size, dtype=DTYPES[dtype]).bernoulli_(float(p)),
    "dropout": lambda size, dtype, p: torch.nn.functional.dropout(chances(size, dtype) + 1, float(p)),
    "multinomial": lambda size, dtype, weights: multinomial(weights, False, size),
    "multinomial_again": lambda size, dtype, weights: multinomial(weights, True, size),
}


def drawn(fn, size, dtype):
    name, *numbers_ = fn.split()
    return DRAWS[name](size, dtype, *numbers_)


def stream(seed, draws):
    torch.manual_seed(seed)
    texts = []
    for fn, size, dtype in draws:
        x = drawn(fn, size, dtype)
        head, tail = (x, x[:0]) if size <= 32 else (x[:8], x[-8:])
        texts.append(f'{{"fn":"{fn}","size":{size},"dtype":"{dtype}","head":{numbers(head)},"tail":{numbers(tail)},"sum":{number(float(x.double().sum()))}}}')
    return f'{{"seed":{seed},"draws":[{",".join(texts)}]}}'


def streams():
    f, d, i = "float32", "float64", "int64"
    alone = [(fn, n, t) for fn in ("rand", "randn") for t in (f, d) for n in (1, 15, 16, 17, 1000)]
    alone += [("randint 0 10", 20, i), ("randint 0 1099511627776", 8, i), ("randint -3 4", 20, i), ("randperm", 10, i), ("randperm", 1000, i), ("randperm", 1, i)]
    sizes = (1, 15, 16, 17, 1000)
    alone += [("randint 0 10", n, t) for t in (f, d, i) for n in sizes] + [("randint -5 1099511627776", n, i) for n in sizes]
    alone += [("randperm", n, t) for t in (f, d, i) for n in sizes if ("randperm", n, t) not in alone]
    alone += [(fn, n, t) for fn in ("rand_like", "randn_like", "randint_like -3 40", "bernoulli", "bernoulli_ 0.3", "dropout 0.1", "dropout 0.5") for t in (f, d) for n in sizes]
    alone += [(f"{fn} {t}", n, i) for fn in ("multinomial", "multinomial_again") for t in (f, d) for n in sizes]
    mixed = [
        [("randn", 3, f), ("rand", 2, f), ("randn", 3, f)],
        [("randn", 3, d), ("rand", 2, d), ("randn", 3, f)],
        [("randn", 1, f), ("randn", 16, f), ("randn", 1, f)],
        [("randn", 5, f), ("randperm", 5, i), ("randn", 2, f), ("randint 0 100", 5, i), ("rand", 3, d), ("randn", 17, f)],
        [("rand", 5, f), ("rand", 5, f)],
        [("randn", 700, d), ("rand", 700, f), ("randperm", 10, i)],
        [("dropout 0.1", 17, f), ("bernoulli", 15, d), ("multinomial float32", 5, i), ("randn", 3, d), ("multinomial_again float64", 7, i), ("bernoulli_ 0.3", 16, f), ("randint 0 10", 3, i), ("rand", 2, f)],
    ]
    return [stream(s, draws) for s in (0, 42, 12345) for draws in [[x] for x in alone] + mixed]


def write(name, what, lines):
    made = {"command": "python3 tests/golden/make_golden.py", "torch": torch.__version__, "numpy": np.__version__, "contents": what}
    body = json.dumps(made)[1:-1]
    (HERE / name).write_text("{" + body + ',"cases":[\n' + ",\n".join(lines) + "\n]}\n")
    json.loads((HERE / name).read_text())
    print(name, len(lines), "cases", (HERE / name).stat().st_size, "bytes")


if __name__ == "__main__":
    torch.set_num_threads(1)
    for file, topic in TOPICS.items():
        write(file, "each operation's result, and the gradients of sum(out*w) with w[i]=((7i+3)%11-5)/4", ops(topic))
    write("rng.json", "what the default CPU generator draws after torch.manual_seed(seed); head, tail, sum in float64", streams())
