#!/usr/bin/env python3
"""Makes ladder.json: two tiny models in training, for the tests of the engine: logits, loss and gradients by name of the first step, and the losses of forty.

Command:  python3 tests/golden/make_ladder.py      (writes beside itself)
Version:  PyTorch 1.13.1 (Debian's python3-torch, which calls itself 1.13.0a0, with libopenblas0-openmp, without MKL); one thread.
Seed:     torch.manual_seed(1337) before each model is made; the tokens from numpy's PCG64 seeded with 1337, then with 1338.
Same command, same version: same bytes.

The models: a GPT (pre-norm, learned positions, exact GELU) and an encoder-decoder over nn.Transformer (padding, causal mask, label smoothing). Both of
vocabulary 16, width 16, 2 heads, 2 layers, 8 positions, batch 4, dropout 0. Trained by AdamW, lr 3e-3, weight decay 0.01, each step on a batch of its own.
The second column of tokens is the first one's next, so that there is something to learn: token[i+1] = (3 token[i] + 1 + noise) mod 16, noise in {0, 1}.
"""
import json
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from make_golden import HERE, numbers, written

V, D, H, L, T, B, STEPS = 16, 16, 2, 2, 8, 4, 40


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.w_q, self.w_k, self.w_v, self.w_o = (nn.Linear(D, D) for _ in range(4))

    def forward(self, x):
        b, t, _ = x.shape
        q, k, v = (w(x).view(b, t, H, D // H).transpose(1, 2) for w in (self.w_q, self.w_k, self.w_v))
        scores = q @ k.transpose(-2, -1) / math.sqrt(D // H)
        scores = scores.masked_fill(torch.ones(t, t, dtype=torch.bool).triu(1), float("-inf"))
        return self.w_o((scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, D))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.attention, self.norm2 = nn.LayerNorm(D), Attention(), nn.LayerNorm(D)
        self.up, self.down = nn.Linear(D, 4 * D), nn.Linear(4 * D, D)

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Gpt(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(V, D), nn.Embedding(T, D)
        self.blocks = nn.ModuleList(Block() for _ in range(L))
        self.norm, self.head = nn.LayerNorm(D), nn.Linear(D, V, bias=False)

    def forward(self, ids):
        x = self.tokens(ids) + self.positions(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x))

    def loss(self, ids):
        logits = self(ids[:, :-1])
        return logits, F.cross_entropy(logits.reshape(-1, V), ids[:, 1:].reshape(-1))


class Translator(nn.Module):
    """Token 0 is padding. The target is the source's sequence, one position later."""

    def __init__(self):
        super().__init__()
        self.source, self.target, self.positions = nn.Embedding(V, D, padding_idx=0), nn.Embedding(V, D, padding_idx=0), nn.Embedding(T, D)
        self.transformer = nn.Transformer(D, H, L, L, 2 * D, 0.0)
        self.head = nn.Linear(D, V)

    def forward(self, source, target):
        s = (self.source(source) * math.sqrt(D) + self.positions(torch.arange(T))).transpose(0, 1)
        t = (self.target(target) * math.sqrt(D) + self.positions(torch.arange(T))).transpose(0, 1)
        hidden = source == 0
        causal = torch.full((T, T), float("-inf")).triu(1)
        x = self.transformer(s, t, tgt_mask=causal, src_key_padding_mask=hidden, memory_key_padding_mask=hidden)
        return self.head(x.transpose(0, 1))

    def loss(self, ids):
        logits = self(ids[:, :-1], ids[:, :-1].roll(1, 1))
        return logits, F.cross_entropy(logits.reshape(-1, V), ids[:, 1:].reshape(-1), ignore_index=0, label_smoothing=0.1)


def batches(seed, padded):
    draw = np.random.Generator(np.random.PCG64(seed))
    ids = np.zeros((STEPS, B, T + 1), np.int64)
    ids[:, :, 0] = draw.integers(0, V, (STEPS, B))
    for i in range(T):
        ids[:, :, i + 1] = (3 * ids[:, :, i] + 1 + draw.integers(0, 2, (STEPS, B))) % V
    if padded:
        ids = np.maximum(ids, 1)
        for step in range(STEPS):
            for row in range(B):
                ids[step, row, 4 + (step + row) % 6:] = 0
    return torch.from_numpy(ids)


def train(name, make, seed, padded):
    data = batches(seed, padded)
    torch.manual_seed(1337)
    model = make()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    losses = []
    for step in range(STEPS):
        optimizer.zero_grad()
        logits, loss = model.loss(data[step])
        loss.backward()
        if step == 0:
            first = written(logits)
            grads = "{" + ",".join(f'"{n}":{written(p.grad)}' for n, p in model.named_parameters()) + "}"
        optimizer.step()
        losses.append(loss.detach())
    print(name, float(losses[0]), float(losses[-1]), sum(p.numel() for p in model.parameters()), "parameters")
    return f'{{"name":"{name}","tokens":{written(data)},"logits":{first},"grads":{grads},"losses":{numbers(torch.stack(losses))}}}'


if __name__ == "__main__":
    torch.set_num_threads(1)
    lines = [train("gpt", Gpt, 1337, False), train("translator", Translator, 1338, True)]
    made = {"command": "python3 tests/golden/make_ladder.py", "torch": torch.__version__, "numpy": np.__version__, "contents": "two models in training: first step and forty losses"}
    (HERE / "ladder.json").write_text("{" + json.dumps(made)[1:-1] + ',"cases":[\n' + ",\n".join(lines) + "\n]}\n")
    print("ladder.json", (HERE / "ladder.json").stat().st_size, "bytes")
