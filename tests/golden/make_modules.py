#!/usr/bin/env python3
"""Makes modules.json, initials.json, functional.json, optim.json: what PyTorch answers, for the tests of the engine's nn and optim.

Command:  python3 tests/golden/make_modules.py     (writes beside itself)
Version:  PyTorch 1.13.1 (Debian's python3-torch, which calls itself 1.13.0a0, with libopenblas0-openmp, without MKL); one thread.
Seed:     each module is made, and each dropout drawn, after torch.manual_seed(the case's seed); inputs are multiples of 1/64 from numpy's PCG64
          seeded with the CRC-32 of the case's name, so that a new case changes no other.
Same command, same version, same kind of processor: same bytes. (On another kind OpenBLAS multiplies in another order, and last places differ.)

Not here: the operations on tensors (make_golden.py), whole models in training (make_ladder.py).
"""
import json
import math
import zlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from make_golden import HERE, numbers, weights, written


def drawing(name):
    return np.random.Generator(np.random.PCG64(zlib.crc32(name.encode())))


def floats(draw, *shape, lo=-2, hi=2, dtype=torch.float32):
    return torch.from_numpy(draw.integers(lo * 64, hi * 64 + 1, shape) / 64).to(dtype)


def indices(draw, *shape, high, dtype=torch.int64):
    return torch.from_numpy(draw.integers(0, high, shape)).to(dtype)


def named(tensors):
    return "{" + ",".join(f"{json.dumps(n)}:{written(t)}" for n, t in tensors) + "}"


def whole(tensors):
    return "[" + ",".join(written(t) for t in tensors) + "]"


# ---- modules: initial values, result, gradients by name of sum(out * w)
def module(name, make, inputs, forward=lambda m, x: m(*x), seed=42):
    x = inputs(drawing(name))
    torch.manual_seed(seed)
    m = make()
    initial = named(m.named_parameters())
    leaves = [t.requires_grad_() if t.is_floating_point() else t for t in x]
    torch.manual_seed(seed + 1)
    outs = forward(m, leaves)
    outs = list(outs) if isinstance(outs, tuple) else [outs]
    sum((o * weights(o)).sum() for o in outs if o.requires_grad).backward()
    grads = named((n, p.grad) for n, p in m.named_parameters() if p.grad is not None)
    of_inputs = "[" + ",".join("null" if t.grad is None else numbers(t.grad) for t in leaves) + "]"
    return (f'{{"name":{json.dumps(name)},"seed":{seed},"parameters":{initial},"in":{whole(x)},"out":{whole(outs)},'
            f'"grads":{grads},"inputGrads":{of_inputs}}}')


def causal(t):
    return torch.triu(torch.full((t, t), float("-inf")), 1)


def hidden(*rows):
    return torch.tensor(rows, dtype=torch.bool)


def modules():
    x345 = lambda d: [floats(d, 3, 4, 5)]
    seq = lambda d: [floats(d, 4, 2, 8)]
    both = lambda d: [floats(d, 3, 2, 8), floats(d, 4, 2, 8)]
    layer = lambda cls, **k: cls(8, 2, dim_feedforward=12, **{"dropout": 0.0, **k})
    pad = hidden([False, False, False, True], [False, True, True, True])
    across = torch.full((3, 4), float("-inf")).triu(2)
    aside = hidden([False, False, True], [False, False, False])
    return [
        module("linear", lambda: nn.Linear(5, 3), x345),
        module("linear, 1-d", lambda: nn.Linear(5, 3), lambda d: [floats(d, 5)]),
        module("linear without bias", lambda: nn.Linear(5, 3, bias=False), x345),
        module("linear, float64", lambda: nn.Linear(5, 3, dtype=torch.float64), lambda d: [floats(d, 2, 5, dtype=torch.float64)]),
        module("linear, wide", lambda: nn.Linear(40, 33), lambda d: [floats(d, 3, 40)]),
        module("embedding", lambda: nn.Embedding(7, 5), lambda d: [indices(d, 2, 6, high=7)]),
        module("embedding, small", lambda: nn.Embedding(3, 4), lambda d: [indices(d, 5, high=3, dtype=torch.int32)]),
        module("embedding with padding", lambda: nn.Embedding(7, 5, padding_idx=2), lambda d: [indices(d, 2, 9, high=7)]),
        module("layer norm", lambda: nn.LayerNorm(5), x345),
        module("layer norm, two dimensions", lambda: nn.LayerNorm([4, 5]), x345),
        module("layer norm, plain", lambda: nn.LayerNorm(5, elementwise_affine=False), x345),
        module("layer norm, wide", lambda: nn.LayerNorm(37, eps=1e-3), lambda d: [floats(d, 70, 37)]),
        module("layer norm, float64", lambda: nn.LayerNorm(19, dtype=torch.float64), lambda d: [floats(d, 2, 19, dtype=torch.float64)]),
        module("dropout", lambda: nn.Dropout(0.3), lambda d: [floats(d, 6, 7)]),
        module("dropout, float64", lambda: nn.Dropout(0.5), lambda d: [floats(d, 19, dtype=torch.float64)]),
        module("relu", nn.ReLU, x345),
        module("gelu", nn.GELU, x345),
        module("gelu by tanh", lambda: nn.GELU(approximate="tanh"), x345),
        module("silu", nn.SiLU, x345),
        module("tanh", nn.Tanh, x345),
        module("sigmoid", nn.Sigmoid, x345),
        module("softmax", lambda: nn.Softmax(1), x345),
        module("log softmax", lambda: nn.LogSoftmax(-1), x345),
        module("identity", nn.Identity, x345),
        module("flatten", nn.Flatten, x345),
        module("sequential", lambda: nn.Sequential(nn.Linear(5, 6), nn.ReLU(), nn.LayerNorm(6), nn.Linear(6, 2)), x345),
        module("attention", lambda: nn.MultiheadAttention(8, 2), seq, lambda m, x: m(x[0], x[0], x[0])),
        module("attention, causal", lambda: nn.MultiheadAttention(8, 2), seq, lambda m, x: m(x[0], x[0], x[0], attn_mask=causal(4))),
        module("attention, causal by Bool", lambda: nn.MultiheadAttention(8, 2), seq, lambda m, x: m(x[0], x[0], x[0], attn_mask=causal(4) < 0)),
        module("attention, padding", lambda: nn.MultiheadAttention(8, 2), seq, lambda m, x: m(x[0], x[0], x[0], key_padding_mask=pad)),
        module("attention, causal and padding", lambda: nn.MultiheadAttention(8, 2), seq, lambda m, x: m(x[0], x[0], x[0], key_padding_mask=pad, attn_mask=causal(4))),
        module("attention, a mask for each head", lambda: nn.MultiheadAttention(8, 2), seq, lambda m, x: m(x[0], x[0], x[0], attn_mask=torch.stack([causal(4), causal(4).T, torch.zeros(4, 4), causal(4)]))),
        module("attention, cross", lambda: nn.MultiheadAttention(8, 4), both, lambda m, x: m(x[0], x[1], x[1])),
        module("attention, three inputs", lambda: nn.MultiheadAttention(8, 4), lambda d: both(d) + [floats(d, 4, 2, 8)], lambda m, x: m(*x)),
        module("attention without bias", lambda: nn.MultiheadAttention(8, 1, bias=False), seq, lambda m, x: m(x[0], x[0], x[0])),
        module("attention, other widths", lambda: nn.MultiheadAttention(8, 2, kdim=5, vdim=3), lambda d: [floats(d, 3, 2, 8), floats(d, 4, 2, 5), floats(d, 4, 2, 3)], lambda m, x: m(*x)),
        module("attention, one key more", lambda: nn.MultiheadAttention(8, 2, add_bias_kv=True), seq, lambda m, x: m(x[0], x[0], x[0], key_padding_mask=pad)),
        module("attention, a zero more", lambda: nn.MultiheadAttention(8, 2, add_zero_attn=True), seq, lambda m, x: m(x[0], x[0], x[0], attn_mask=causal(4))),
        module("attention, dropout", lambda: nn.MultiheadAttention(8, 2, dropout=0.4), seq, lambda m, x: m(x[0], x[0], x[0])),
        module("encoder layer", lambda: layer(nn.TransformerEncoderLayer), seq),
        module("encoder layer, gelu and masks", lambda: layer(nn.TransformerEncoderLayer, activation="gelu"), seq, lambda m, x: m(x[0], causal(4), pad)),
        module("encoder layer, dropout", lambda: layer(nn.TransformerEncoderLayer, dropout=0.25), seq),
        module("encoder", lambda: nn.TransformerEncoder(layer(nn.TransformerEncoderLayer), 2), seq, lambda m, x: m(x[0], causal(4))),
        module("decoder layer", lambda: layer(nn.TransformerDecoderLayer), both, lambda m, x: m(x[0], x[1], causal(3), None, None, pad)),
        module("decoder layer, every mask", lambda: layer(nn.TransformerDecoderLayer), both, lambda m, x: m(x[0], x[1], causal(3), across, aside, pad)),
        module("decoder layer, every mask by Bool, gelu", lambda: layer(nn.TransformerDecoderLayer, activation="gelu"), both, lambda m, x: m(x[0], x[1], causal(3) < 0, across < 0, aside, pad)),
        module("decoder layer, dropout", lambda: layer(nn.TransformerDecoderLayer, dropout=0.25), both, lambda m, x: m(x[0], x[1], causal(3))),
        module("decoder, every mask", lambda: nn.TransformerDecoder(layer(nn.TransformerDecoderLayer), 2), both, lambda m, x: m(x[0], x[1], causal(3), across, aside, pad)),
        module("encoder, dropout", lambda: nn.TransformerEncoder(layer(nn.TransformerEncoderLayer, dropout=0.25), 2), seq, lambda m, x: m(x[0], causal(4), pad)),
        module("transformer, dropout", lambda: nn.Transformer(8, 2, 1, 1, 12, 0.2), lambda d: list(reversed(both(d))), lambda m, x: m(x[0], x[1], tgt_mask=causal(3), src_key_padding_mask=pad, memory_key_padding_mask=pad)),
        module("transformer, every mask, gelu", lambda: nn.Transformer(8, 2, 1, 1, 12, 0.0, "gelu"), lambda d: list(reversed(both(d))), lambda m, x: m(x[0], x[1], causal(4), causal(3), across, pad, aside, pad)),
        module("decoder", lambda: nn.TransformerDecoder(layer(nn.TransformerDecoderLayer), 2), both),
        module("transformer", lambda: nn.Transformer(8, 2, 2, 2, 12, 0.0), lambda d: list(reversed(both(d))), lambda m, x: m(x[0], x[1], tgt_mask=causal(3), src_key_padding_mask=pad, memory_key_padding_mask=pad)),
    ]


# ---- initial values alone, with either default type, of sizes around those where the normal numbers are drawn in another way
INITIALS = {
    "linear": nn.Linear,
    "embedding": nn.Embedding,
    "layer norm": nn.LayerNorm,
    "attention": nn.MultiheadAttention,
    "attention, one key more": lambda d, h: nn.MultiheadAttention(d, h, add_bias_kv=True),
    "attention, other widths": lambda d, h, kdim, vdim: nn.MultiheadAttention(d, h, kdim=kdim, vdim=vdim),
    "transformer": lambda d, h, hidden: nn.Transformer(d, h, 1, 1, hidden),
}
SIZES = {
    "linear": ([1, 1], [15, 1], [1, 16], [17, 1], [40, 25]), "embedding": ([1, 1], [1, 15], [4, 4], [17, 1], [25, 40]), "layer norm": ([1], [17]),
    "attention": ([1, 1], [4, 2], [12, 3]), "attention, one key more": ([15, 3], [16, 2], [17, 1]), "attention, other widths": ([6, 2, 5, 3],), "transformer": ([4, 2, 6],),
}


def initial(layer, sizes, dtype):
    torch.set_default_dtype(dtype)
    torch.manual_seed(77)
    m = INITIALS[layer](*sizes)
    torch.set_default_dtype(torch.float32)
    name = " ".join([layer, *(str(n) for n in sizes), str(dtype).removeprefix("torch.")])
    return f'{{"name":"{name}","layer":"{layer}","sizes":{json.dumps(sizes)},"parameters":{named(m.named_parameters())}}}'


def initials():
    return [initial(layer, sizes, dtype) for layer in INITIALS for sizes in SIZES[layer] for dtype in (torch.float32, torch.float64)]


# ---- losses and the like: result and gradients of sum(out * w)
def function(name, inputs, compute):
    x = inputs(drawing(name))
    leaves = [t.requires_grad_() if t.is_floating_point() else t for t in x]
    out = compute(leaves)
    if out.requires_grad:
        (out * weights(out)).sum().backward()
    grads = "[" + ",".join("null" if t.grad is None else numbers(t.grad) for t in leaves) + "]"
    return f'{{"name":{json.dumps(name)},"in":{whole(x)},"out":{written(out)},"grads":{grads}}}'


def functions():
    logits = lambda d: [floats(d, 6, 5), indices(d, 6, high=5)]
    weighted = lambda d: logits(d) + [floats(d, 5, lo=0)]
    image = lambda d: [floats(d, 2, 5, 3), indices(d, 2, 3, high=5)]
    logarithms = lambda d: [floats(d, 4, 5), floats(d, 4, 5).softmax(1)]
    bits = lambda d: [floats(d, 4, 5), floats(d, 4, 5, lo=0, hi=1)]
    ce = F.cross_entropy
    cases = [
        ("cross_entropy", logits, lambda x: ce(*x)),
        ("cross_entropy, float64", lambda d: [floats(d, 3, 17, dtype=torch.float64), indices(d, 3, high=17)], lambda x: ce(*x)),
        ("cross_entropy, wide", lambda d: [floats(d, 9, 70), indices(d, 9, high=70)], lambda x: ce(*x)),
        ("cross_entropy, one row", lambda d: [floats(d, 5), indices(d, high=5)], lambda x: ce(*x)),
        ("cross_entropy, more dimensions", image, lambda x: ce(*x)),
        ("cross_entropy, four dimensions", lambda d: [floats(d, 2, 5, 2, 3), indices(d, 2, 2, 3, high=5)], lambda x: ce(*x, reduction="none")),
        ("cross_entropy, sum", logits, lambda x: ce(*x, reduction="sum")),
        ("cross_entropy, none", logits, lambda x: ce(*x, reduction="none")),
        ("cross_entropy, ignoring 2", logits, lambda x: ce(*x, ignore_index=2)),
        ("cross_entropy, smoothing", logits, lambda x: ce(*x, label_smoothing=0.1)),
        ("cross_entropy, smoothing, sum, ignoring 2", logits, lambda x: ce(*x, ignore_index=2, reduction="sum", label_smoothing=0.4)),
        ("cross_entropy, weight", weighted, lambda x: ce(x[0], x[1], weight=x[2].detach())),
        ("cross_entropy, weight, smoothing, ignoring 2", weighted, lambda x: ce(x[0], x[1], weight=x[2].detach(), ignore_index=2, label_smoothing=0.2)),
        ("cross_entropy, weight, smoothing, none", weighted, lambda x: ce(x[0], x[1], weight=x[2].detach(), reduction="none", label_smoothing=0.2)),
        ("cross_entropy of probabilities", lambda d: [floats(d, 4, 5), floats(d, 4, 5).softmax(1)], lambda x: ce(*x)),
        ("cross_entropy of probabilities, weight, smoothing", lambda d: [floats(d, 4, 5), floats(d, 4, 5).softmax(1), floats(d, 5, lo=0)], lambda x: ce(x[0], x[1], weight=x[2].detach(), label_smoothing=0.2)),
        ("nll_loss", lambda d: [floats(d, 6, 5), indices(d, 6, high=5)], lambda x: F.nll_loss(*x)),
        ("nll_loss, weight, more dimensions", lambda d: image(d) + [floats(d, 5, lo=0)], lambda x: F.nll_loss(x[0], x[1], weight=x[2].detach())),
        ("mse_loss", lambda d: [floats(d, 4, 5), floats(d, 4, 5)], lambda x: F.mse_loss(*x)),
        ("mse_loss, none", lambda d: [floats(d, 4, 5), floats(d, 4, 5)], lambda x: F.mse_loss(*x, reduction="none")),
        ("kl_div", logarithms, lambda x: F.kl_div(*x)),
        ("kl_div, sum", logarithms, lambda x: F.kl_div(*x, reduction="sum")),
        ("kl_div of logarithms", lambda d: [floats(d, 4, 5), floats(d, 4, 5)], lambda x: F.kl_div(*x, log_target=True)),
        ("bce", bits, lambda x: F.binary_cross_entropy_with_logits(*x)),
        ("bce, weights, sum", lambda d: bits(d) + [floats(d, 5, lo=0), floats(d, 5, lo=0)], lambda x: F.binary_cross_entropy_with_logits(x[0], x[1], x[2].detach(), reduction="sum", pos_weight=x[3].detach())),
        ("bce, large logits", lambda d: [torch.tensor([0.0, 200.0, -200.0, 50.0]), torch.tensor([0.25, 1.0, 1.0, 0.0])], lambda x: F.binary_cross_entropy_with_logits(x[0], x[1].detach(), reduction="none")),
        ("l1_loss", lambda d: [floats(d, 4, 5), floats(d, 4, 5)], lambda x: F.l1_loss(*x)),
        ("one_hot", lambda d: [indices(d, 2, 3, high=4)], lambda x: F.one_hot(x[0])),
        ("one_hot, 6 classes", lambda d: [indices(d, 5, high=4)], lambda x: F.one_hot(x[0], 6)),
        ("normalize", lambda d: [floats(d, 4, 5)], lambda x: F.normalize(x[0])),
        ("cosine_similarity", lambda d: [floats(d, 4, 5), floats(d, 4, 5)], lambda x: F.cosine_similarity(*x)),
        ("linear", lambda d: [floats(d, 2, 3, 5), floats(d, 4, 5), floats(d, 4)], lambda x: F.linear(*x)),
        ("layer_norm, weight alone", lambda d: [floats(d, 3, 5), floats(d, 5)], lambda x: F.layer_norm(x[0], [5], x[1])),
        ("layer_norm of a transpose", lambda d: [floats(d, 5, 18), floats(d, 5), floats(d, 5)], lambda x: F.layer_norm(x[0].T, [5], x[1], x[2])),
    ]
    return [function(*c) for c in cases]


# ---- draws in place
def drawn(name, shape, write, dtype=torch.float32):
    torch.manual_seed(7)
    x = torch.zeros(shape, dtype=dtype)
    out = write(x)
    return f'{{"name":{json.dumps(name)},"shape":{json.dumps(shape)},"out":{written(x if out is None else out)}}}'


def inits():
    i = nn.init
    return [
        drawn("uniform_", [5, 7], lambda x: x.uniform_(-0.3, 0.7)), drawn("uniform_, float64", [9], lambda x: x.uniform_(-0.3, 0.7), torch.float64),
        drawn("normal_", [5], lambda x: x.normal_(0.5, 2)), drawn("normal_, many", [37], lambda x: x.normal_(0.5, 2)), drawn("normal_, float64", [20], lambda x: x.normal_(0.5, 2), torch.float64),
        drawn("bernoulli_", [40], lambda x: x.bernoulli_(0.3)), drawn("bernoulli_, float64", [40], lambda x: x.bernoulli_(0.3), torch.float64), drawn("bernoulli_, int64", [40], lambda x: x.bernoulli_(0.3), torch.int64),
        drawn("bernoulli", [40], lambda x: (x + torch.arange(40) / 40).bernoulli()), drawn("bernoulli, float64", [40], lambda x: (x + torch.arange(40, dtype=torch.float64) / 40).bernoulli(), torch.float64),
        drawn("xavier_uniform_", [4, 6], i.xavier_uniform_), drawn("xavier_uniform_, gain, 3-d", [4, 3, 2], lambda x: i.xavier_uniform_(x, 1.5)), drawn("xavier_normal_", [4, 6], i.xavier_normal_),
        drawn("kaiming_uniform_", [4, 6], i.kaiming_uniform_), drawn("kaiming_uniform_, fan out, relu", [4, 6], lambda x: i.kaiming_uniform_(x, mode="fan_out", nonlinearity="relu")),
        drawn("kaiming_normal_", [4, 6], lambda x: i.kaiming_normal_(x, a=0.2)), drawn("eye_", [3, 5], i.eye_), drawn("constant_", [3], lambda x: i.constant_(x, 0.25)),
        drawn("trunc_normal_", [5, 8], i.trunc_normal_), drawn("trunc_normal_, bounds", [40], lambda x: i.trunc_normal_(x, 0.5, 2, -0.25, 9)), drawn("trunc_normal_, float64", [40], lambda x: i.trunc_normal_(x, std=0.02), torch.float64),
        drawn("orthogonal_, normal", [4, 4], i.orthogonal_), drawn("orthogonal_, wide, normal", [3, 7], lambda x: i.orthogonal_(x, 1.5)), drawn("orthogonal_, 3-d, normal", [6, 2, 2], i.orthogonal_),
        drawn("orthogonal_, normal, float64", [9, 5], i.orthogonal_, torch.float64), drawn("sparse_, normal", [7, 3], lambda x: i.sparse_(x, 0.4)), drawn("dirac_", [3, 2, 3], i.dirac_), drawn("dirac_, 5-d", [2, 3, 2, 3, 4], i.dirac_),
    ]


# ---- optimizers: the parameters after each of six steps with given gradients
OPTIMIZERS = {
    "SGD": lambda p: torch.optim.SGD(p, 0.1),
    "SGD momentum": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, dampening=0.3),
    "SGD nesterov decay": lambda p: torch.optim.SGD(p, 0.1, momentum=0.8, nesterov=True, weight_decay=0.05),
    "SGD maximize": lambda p: torch.optim.SGD(p, 0.1, weight_decay=0.05, maximize=True),
    "Adam": lambda p: torch.optim.Adam(p, 0.01),
    "Adam decay": lambda p: torch.optim.Adam(p, 0.02, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1),
    "Adam amsgrad": lambda p: torch.optim.Adam(p, 0.02, betas=(0.5, 0.6), amsgrad=True),
    "Adam maximize": lambda p: torch.optim.Adam(p, 0.02, maximize=True, weight_decay=0.1),
    "AdamW": lambda p: torch.optim.AdamW(p, 0.01, weight_decay=0.1),
    "AdamW amsgrad": lambda p: torch.optim.AdamW(p, 0.02, betas=(0.5, 0.6), amsgrad=True, weight_decay=0.01),
    "AdamW maximize": lambda p: torch.optim.AdamW(p, 0.02, maximize=True, weight_decay=0.1),
    "AdamW groups": lambda p: torch.optim.AdamW([{"params": p[:1], "lr": 0.05}, {"params": p[1:], "weight_decay": 0.0, "betas": (0.7, 0.9)}], 0.01, weight_decay=0.1),
}


def optimizer(name, dtype):
    draw = drawing(name)
    p = [floats(draw, 3, 11, dtype=dtype).requires_grad_(), floats(draw, 4, dtype=dtype).requires_grad_()]
    start, grads, after = whole(p), [], []
    o = OPTIMIZERS[name](p)
    for step in range(6):
        g = [floats(draw, *x.shape, dtype=dtype) * (2 if step == 0 else 1) for x in p]
        for x, y in zip(p, g):
            x.grad = y.clone()
        o.step()
        grads.append(whole(g))
        after.append(whole(p))
    return f'{{"name":{json.dumps(name + (", float64" if dtype == torch.float64 else ""))},"start":{start},"grads":[{",".join(grads)}],"after":[{",".join(after)}]}}'


SCHEDULES = {
    "LambdaLR": lambda o: torch.optim.lr_scheduler.LambdaLR(o, lambda e: 1 / (1 + e)),
    "StepLR": lambda o: torch.optim.lr_scheduler.StepLR(o, 3, 0.5),
    "CosineAnnealingLR": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 5, 0.01),
    "LinearLR": lambda o: torch.optim.lr_scheduler.LinearLR(o, 0.25, 0.75, 4),
    "LinearLR default": lambda o: torch.optim.lr_scheduler.LinearLR(o),
    "ConstantLR": lambda o: torch.optim.lr_scheduler.ConstantLR(o, 0.5, 4),
    "ExponentialLR": lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.9),
    "MultiStepLR": lambda o: torch.optim.lr_scheduler.MultiStepLR(o, [3, 8, 8], 0.5),
    "MultiplicativeLR": lambda o: torch.optim.lr_scheduler.MultiplicativeLR(o, lambda e: 1 - 1 / (2 + e)),
    "PolynomialLR": lambda o: torch.optim.lr_scheduler.PolynomialLR(o, 12, 2.5),
    "SequentialLR": lambda o: torch.optim.lr_scheduler.SequentialLR(o, [torch.optim.lr_scheduler.LinearLR(o, 0.1, 1, 5), torch.optim.lr_scheduler.CosineAnnealingLR(o, 12), torch.optim.lr_scheduler.ConstantLR(o, 0.25, 3)], [5, 15]),
    "ChainedLR": lambda o: torch.optim.lr_scheduler.ChainedScheduler([torch.optim.lr_scheduler.LinearLR(o, 0.5, 1, 4), torch.optim.lr_scheduler.ExponentialLR(o, 0.8)]),
}


def schedule(name):
    p = [torch.zeros(2, requires_grad=True), torch.zeros(3, requires_grad=True)]
    o = torch.optim.SGD([{"params": p[:1]}, {"params": p[1:], "lr": 0.5}], 0.1)
    s, rates = SCHEDULES[name](o), []
    for _ in range(20):
        rates.append(s.get_last_lr())
        o.step()
        s.step()
    return f'{{"name":"{name}","rates":{json.dumps(rates)}}}'


PLATEAUS = {
    "plateau": dict(factor=0.5, patience=2),
    "plateau, max, abs, cooldown": dict(mode="max", factor=0.5, patience=1, threshold=0.05, threshold_mode="abs", cooldown=2),
    "plateau, least rates": dict(factor=0.1, patience=0, min_lr=[0.02, 0.1]),
}


def plateau(name):
    p = [torch.zeros(2, requires_grad=True), torch.zeros(3, requires_grad=True)]
    o = torch.optim.SGD([{"params": p[:1]}, {"params": p[1:], "lr": 0.5}], 0.1)
    s, rates, measures = torch.optim.lr_scheduler.ReduceLROnPlateau(o, **PLATEAUS[name]), [], []
    for step in range(20):
        measures.append(1 / (1 + min(step, 6)) if step != 13 else 2.0)
        s.step(measures[-1])
        rates.append([g["lr"] for g in o.param_groups])
    return f'{{"name":"{name}","measures":{json.dumps(measures)},"rates":{json.dumps(rates)}}}'


def clipped(name, clip):
    draw = drawing(name)
    p = [torch.zeros(3, 4, requires_grad=True), torch.zeros(5, requires_grad=True), torch.zeros(2, requires_grad=True)]
    g = [floats(draw, *x.shape) for x in p[:2]]
    for x, y in zip(p, g):
        x.grad = y.clone()
    norm = clip(p)
    return f'{{"name":"{name}","grads":{whole(g)},"norm":{"null" if norm is None else float(norm)},"after":{whole([x.grad for x in p[:2]])}}}'


def clips():
    u = nn.utils
    return [clipped("norm 2", lambda p: u.clip_grad_norm_(p, 1.0)), clipped("norm 1", lambda p: u.clip_grad_norm_(p, 1.0, 1)), clipped("norm inf", lambda p: u.clip_grad_norm_(p, 0.5, math.inf)),
            clipped("norm 2, far", lambda p: u.clip_grad_norm_(p, 1000.0)), clipped("value", lambda p: u.clip_grad_value_(p, 0.4))]


def write(name, what, **lists):
    made = {"command": "python3 tests/golden/make_modules.py", "torch": torch.__version__, "numpy": np.__version__, "contents": what}
    body = json.dumps(made)[1:-1]
    text = ",".join(f'"{k}":[\n' + ",\n".join(v) + "\n]" for k, v in lists.items())
    (HERE / name).write_text("{" + body + "," + text + "}\n")
    json.loads((HERE / name).read_text())
    print(name, {k: len(v) for k, v in lists.items()}, (HERE / name).stat().st_size, "bytes")


if __name__ == "__main__":
    torch.set_num_threads(1)
    write("modules.json", "modules after manual_seed: initial values, results, gradients by name of sum(out*w) with w[i]=((7i+3)%11-5)/4", cases=modules())
    write("initials.json", "the values with which layers begin, after manual_seed(77), with either default type", cases=initials())
    write("functional.json", "functions of nn.functional: results and gradients; draws in place after manual_seed(7)", cases=functions(), draws=inits())
    write("optim.json", "optimizers, schedules, clipping", cases=[optimizer(n, t) for n in OPTIMIZERS for t in (torch.float32, torch.float64)], schedules=[schedule(n) for n in SCHEDULES], plateaus=[plateau(n) for n in PLATEAUS], clips=clips())
