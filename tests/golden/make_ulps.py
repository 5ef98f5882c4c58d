#!/usr/bin/env python3
"""Makes ulps.json: true values of the elementary functions, for the test of how far the engine's are from them.

Command:  python3 tests/golden/make_ulps.py      (writes beside itself; needs mpmath, Debian: python3-mpmath)
Seed:     the points from Python's random.Random seeded with the function's name and type. Same command: same bytes.

A true value is the number of its type nearest to it (y), and for float64 what it is short of that, in units in the last place of y (rest, three decimals). For float32
y itself is written as the nearest float64. (With 3,000 points each in place of 250 the test found the limits that it states.) Points: half of them spread over the function's interesting interval, half over all magnitudes in it.
Not here: edges such as infinities and zeros (cases.py).
"""
import json
import math
import pathlib
import random
import struct

from mpmath import cos, erf, exp, log, mp, mpf, power, sin, sqrt, tan, tanh

mp.dps = 60
POINTS = 250
HERE = pathlib.Path(__file__).parent


def sigmoid(x):
    return 1 / (1 + exp(-x))


def gelu(x):
    return x * (1 - erf(-x / sqrt(mpf(2)))) / 2


# name -> the function, the interval for float32, the interval for float64
FUNCTIONS = {
    "exp": (exp, (-103, 88.7), (-745, 709.7)),
    "log": (log, (1e-44, 3e38), (1e-320, 1e308)),
    "log2": (lambda x: log(x, 2), (1e-44, 3e38), (1e-320, 1e308)),
    "log1p": (lambda x: log(1 + x), (-0.999, 1e30), (-0.999, 1e300)),
    "sin": (sin, (-1e6, 1e6), (-1e9, 1e9)),
    "cos": (cos, (-1e6, 1e6), (-1e9, 1e9)),
    "tan": (tan, (-1e3, 1e3), (-1e3, 1e3)),
    "tanh": (tanh, (-10, 10), (-20, 20)),
    "erf": (erf, (-4, 4), (-6, 6)),
    "sigmoid": (sigmoid, (-80, 80), (-700, 700)),
    "rsqrt": (lambda x: 1 / sqrt(x), (1e-37, 3e38), (1e-307, 1e308)),
    "gelu": (gelu, (-4, 13), (-1, 13)),
    "pow 2.5": (lambda x: power(x, mpf("2.5")), (1e-15, 1e15), (1e-120, 1e120)),
    "pow -0.375": (lambda x: power(x, mpf(-0.375)), (1e-37, 3e38), (1e-307, 1e308)),
}


def single(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def points(name, dtype, low, high):
    draw = random.Random(f"{name} {dtype}")
    for i in range(POINTS):
        if i % 2 == 0:
            x = draw.uniform(low, high) if low > -1e300 else draw.uniform(low / 2, high / 2) * 2
        else:
            side = high if low >= 0 or draw.random() < 0.5 else low
            smallest = max(low, 1e-320 if dtype == "float64" else 1e-44) if low > 0 else 1e-6
            x = math.copysign(math.exp(draw.uniform(math.log(smallest), math.log(abs(side)))), side)
        x = single(x) if dtype == "float32" else x
        yield min(max(x, low), high) if dtype == "float64" else x


def line(name, dtype):
    f, *intervals = FUNCTIONS[name]
    xs, ys, rests = [], [], []
    for x in points(name, dtype, *intervals[dtype == "float64"]):
        y = f(mpf(x))
        near = float(y)
        xs.append(repr(x))
        ys.append(repr(near))
        rests.append(f"{float((y - mpf(near)) / mpf(math.ulp(near))):.3f}")
    rest = f',"rest":[{",".join(rests)}]' if dtype == "float64" else ""
    return f'{{"name":"{name}","dtype":"{dtype}","x":[{",".join(xs)}],"y":[{",".join(ys)}]{rest}}}'


if __name__ == "__main__":
    lines = [line(name, dtype) for name in FUNCTIONS for dtype in ("float32", "float64")]
    made = {"command": "python3 tests/golden/make_ulps.py", "contents": f"true values of {len(FUNCTIONS)} functions at {POINTS} points each, in two types"}
    (HERE / "ulps.json").write_text("{" + json.dumps(made)[1:-1] + ',"cases":[\n' + ",\n".join(lines) + "\n]}\n")
    print("ulps.json", len(lines), "lines", (HERE / "ulps.json").stat().st_size, "bytes")
