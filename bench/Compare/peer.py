"""The rows of the comparison in PyTorch: python3 peer.py KEY SECONDS prints the median seconds of one call; memory: the peak in MB; point SECONDS KIND SIZES: both."""
import math, os, resource, statistics, sys, time
import torch
import torch.nn as nn
import torch.nn.functional as F


class Heads(nn.Module):
    def __init__(self, d, h, bias):
        super().__init__()
        self.h = h
        self.w_q, self.w_k, self.w_v, self.w_o = (nn.Linear(d, d, bias=bias) for _ in range(4))

    def forward(self, x, cache=None, past=0):
        B, T, D = x.shape
        split = lambda t: t.view(B, T, self.h, D // self.h).transpose(1, 2)
        q, k, v = split(self.w_q(x)), split(self.w_k(x)), split(self.w_v(x))
        if cache is not None:
            cache[0][:, :, past:past + T] = k
            cache[1][:, :, past:past + T] = v
            k, v = cache[0][:, :, :past + T], cache[1][:, :, :past + T]
        scores = q.matmul(k.transpose(-2, -1)) / math.sqrt(D // self.h)
        if T > 1:
            scores = scores.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -math.inf)
        return self.w_o(scores.softmax(-1).matmul(v).transpose(1, 2).reshape(B, T, D))


class PlainHeads(Heads):
    """Without a mask, as in the rows of one module."""
    def forward(self, x):
        B, T, D = x.shape
        split = lambda t: t.view(B, T, self.h, D // self.h).transpose(1, 2)
        q, k, v = split(self.w_q(x)), split(self.w_k(x)), split(self.w_v(x))
        return self.w_o((q.matmul(k.transpose(-2, -1)) / math.sqrt(D // self.h)).softmax(-1).matmul(v).transpose(1, 2).reshape(B, T, D))


class Block(nn.Module):
    def __init__(self, d, h, bias):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.attention = Heads(d, h, bias)
        self.up, self.down = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)

    def forward(self, x, cache=None, past=0):
        x = x + self.attention(self.norm1(x), cache, past)
        return x + self.down(F.gelu(self.up(self.norm2(x))))


class Gpt(nn.Module):
    def __init__(self, v, d, h, l, t, bias=False, tied=False):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(v, d), nn.Embedding(t, d)
        self.blocks = nn.ModuleList(Block(d, h, bias) for _ in range(l))
        self.norm, self.head = nn.LayerNorm(d), nn.Linear(d, v, bias=False)
        if tied:
            self.head.weight = self.tokens.weight

    def forward(self, ids, cache=None, past=0):
        x = self.tokens(ids) + self.positions(torch.arange(past, past + ids.shape[1]))
        for i, block in enumerate(self.blocks):
            x = block(x, cache[i] if cache else None, past)
        return self.head(self.norm(x))


def attention():
    q, k, v = (torch.randn(1, 8, 32) for _ in range(3))

    def run():
        with torch.no_grad():
            return (q.matmul(k.transpose(-2, -1)) / math.sqrt(32)).softmax(-1).matmul(v)
    return run


def heads(backward):
    module, x = PlainHeads(32, 4, True), torch.randn(1, 8, 32)

    def run():
        y = module(x)
        if backward:
            y.sum().backward()
    return run


def step(v, d, h, l, t, b):
    torch.manual_seed(1)
    model = Gpt(v, d, h, l, t)
    optimizer = torch.optim.AdamW(model.parameters(), 1e-3)
    ids = torch.randint(0, v, (b, t + 1))

    def run():
        optimizer.zero_grad()
        logits = model(ids[:, :-1])
        F.cross_entropy(logits.reshape(-1, v), ids[:, 1:].reshape(-1)).backward()
        optimizer.step()
    return run


def product(m, k, n):
    a, b = torch.randn(m, k), torch.randn(k, n)
    return lambda: a.matmul(b)


def gpt2():
    return Gpt(50257, 768, 12, 12, 1024, bias=True, tied=True)


def prefill():
    model, ids = gpt2(), torch.randint(0, 50257, (1, 128))

    def run():
        with torch.no_grad():
            model(ids)
    return run


def token():
    model = gpt2()
    cache = [(torch.zeros(1, 12, 1024, 64), torch.zeros(1, 12, 1024, 64)) for _ in range(12)]
    with torch.no_grad():
        model(torch.randint(0, 50257, (1, 128)), cache, 0)
    following = torch.randint(0, 50257, (1, 1))

    def run():
        with torch.no_grad():
            model(following, cache, 128)
    return run


SMALL = (64, 128, 4, 4, 64, 16)
ROWS = {
    "attention-ops": attention,
    "attention-fused": attention,
    "heads-forward": lambda: heads(False),
    "heads-backward": lambda: heads(True),
    "step-tiny": lambda: step(64, 32, 4, 2, 16, 8),
    "step-small": lambda: step(*SMALL),
    "step-large": lambda: step(256, 384, 6, 6, 128, 8),
    "matmul-64": lambda: product(64, 64, 64),
    "matmul-512": lambda: product(512, 512, 512),
    "matmul-mlp": lambda: product(1024, 768, 3072),
    "gpt2-prefill": prefill,
    "gpt2-token": token,
}


def attention_step(t):
    q, k, v = (torch.randn(1, 8, t, 64, requires_grad=True) for _ in range(3))
    mask = torch.ones(t, t, dtype=torch.bool).triu(1)

    def run():
        q.grad = k.grad = v.grad = None
        (q.matmul(k.transpose(-2, -1)) / 8).masked_fill(mask, -math.inf).softmax(-1).matmul(v).sum().backward()
    return run


def point(kind, n):
    return {"attention": attention_step, "step": step, "matmul": product}[kind](*n)


def peak():
    """MB. Linux's ru_maxrss begins at what the parent held when it started this process, so there the kernel's own count of this program is read."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


WARM_UP = float(os.environ.get("WARM_UP", 3))


def median_of_calls(run, seconds):
    start = time.perf_counter()
    calls = 0
    while time.perf_counter() < start + WARM_UP or calls < 3:
        run()
        calls += 1
    batch = max(1, int(calls / (time.perf_counter() - start) * 0.01))
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        for _ in range(batch):
            run()
        times.append((time.perf_counter() - start) / batch)
    return statistics.median(times)


if __name__ == "__main__":
    key = sys.argv[1]
    if key == "first-tensor":
        torch.zeros(1)
    elif key == "memory":
        run = step(*SMALL)
        for _ in range(100):
            run()
        print(peak())
    elif key == "point":
        print(median_of_calls(point(sys.argv[3], [int(n) for n in sys.argv[4:]]), float(sys.argv[2])), peak())
    else:
        print(median_of_calls(ROWS[key](), float(sys.argv[2])))
