#!/usr/bin/env python3
"""Makes gpt2/ (config.json, model.safetensors) and weights.json: GPT-2 in the Hugging Face layout, and the logits that PyTorch computes from it.

Command:  python3 tests/golden/make_weights.py     (writes beside itself; gpt2-trained/ is made by Gpt2WeightsTests with APPROVE=1)
Version:  PyTorch 1.13.1 (Debian's python3-torch, which calls itself 1.13.0a0, with libopenblas0-openmp, without MKL); one thread.
Seed:     torch.manual_seed(7), then every parameter normal with deviation 0.5 (norms: around 1), so that each of them shows in the logits.
Same command, same version: same bytes.

The library safetensors is not needed: the format is a count of bytes, JSON, and the tensors' bytes. The model is written from GPT-2's description (Radford et al.
2019, section 2.3) with the names and shapes of transformers' GPT2LMHeadModel: Conv1D holds (inputs, outputs), c_attn is query, key and value side by side.
"""
import json
import math
import struct

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from make_golden import HERE, written

V, D, H, L, T, DFF = 13, 8, 2, 2, 6, 20
CONFIG = {"model_type": "gpt2", "vocab_size": V, "n_positions": T, "n_embd": D, "n_layer": L, "n_head": H, "n_inner": DFF, "activation_function": "gelu_new",
          "layer_norm_epsilon": 1e-5, "resid_pdrop": 0.1, "embd_pdrop": 0.1, "attn_pdrop": 0.1}


# ---- the format
def save(path, tensors):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in tensors.items():
        raw = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def load(path):
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header, data = json.loads(raw[8:8 + length]), raw[8 + length:]
    header.pop("__metadata__", None)
    assert all(entry["dtype"] == "F32" for entry in header.values())
    return {name: torch.from_numpy(np.frombuffer(data[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]).copy()) for name, entry in header.items()}


# ---- the model
class Conv1D(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.zeros(inputs, outputs)), nn.Parameter(torch.zeros(outputs))

    def forward(self, x):
        return x @ self.weight + self.bias


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads, width = c["n_head"], c["n_embd"]
        self.c_attn, self.c_proj = Conv1D(width, 3 * width), Conv1D(width, width)

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = (part.view(b, t, self.heads, -1).transpose(1, 2) for part in self.c_attn(x).split(d, dim=2))
        scores = q @ k.transpose(-2, -1) / math.sqrt(d // self.heads)
        scores = scores.masked_fill(torch.ones(t, t, dtype=torch.bool).triu(1), float("-inf"))
        return self.c_proj((scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, d))


class Mlp(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c_fc, self.c_proj = Conv1D(c["n_embd"], c["n_inner"]), Conv1D(c["n_inner"], c["n_embd"])

    def forward(self, x):
        return self.c_proj(F.gelu(self.c_fc(x), approximate="tanh"))


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        norm = lambda: nn.LayerNorm(c["n_embd"], eps=c["layer_norm_epsilon"])
        self.ln_1, self.attn, self.ln_2, self.mlp = norm(), Attention(c), norm(), Mlp(c)

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class Body(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(c["vocab_size"], c["n_embd"]), nn.Embedding(c["n_positions"], c["n_embd"])
        self.h = nn.ModuleList(Block(c) for _ in range(c["n_layer"]))
        self.ln_f = nn.LayerNorm(c["n_embd"], eps=c["layer_norm_epsilon"])

    def forward(self, ids):
        x = self.wte(ids) + self.wpe(torch.arange(ids.shape[1]))
        for block in self.h:
            x = block(x)
        return self.ln_f(x)


class Gpt2(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.transformer = Body(c)

    def forward(self, ids):
        return F.linear(self.transformer(ids), self.transformer.wte.weight)


def random():
    torch.manual_seed(7)
    model = Gpt2(CONFIG)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.normal_(1 if ".ln_" in name and name.endswith("weight") else 0, 0.5)
    return model


def main():
    torch.set_num_threads(1)
    ids = torch.tensor([[3, 1, 4, 1, 5, 9], [2, 6, 5, 3, 5, 12]])
    model = random()
    folder = HERE / "gpt2"
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps(CONFIG, indent=2) + "\n")
    save(folder / "model.safetensors", model.state_dict())
    cases = {"gpt2": written(model(ids))}

    trained = HERE / "gpt2-trained"
    model = Gpt2(json.loads((trained / "config.json").read_text()))
    model.load_state_dict(load(trained / "model.safetensors"))          # strict: every name and shape
    cases["gpt2-trained"] = written(model(ids))
    lines = ",\n".join(f"{json.dumps(name)}:{value}" for name, value in cases.items())
    (HERE / "weights.json").write_text(f'{{"ids":{written(ids)},\n{lines}}}\n')


if __name__ == "__main__":
    main()
