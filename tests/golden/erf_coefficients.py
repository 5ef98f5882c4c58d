"""The coefficients of the engine's erf for |x| > 1 (Kernels/LanesErf.cs): exp(x^2) erfc(x) as a polynomial in t = (x - 3) / (x + 3), 1 <= x <= 6.25.

Chebyshev interpolation of degree 18, rewritten in powers of t, computed with 60 digits; prints the coefficients from the highest power down and the largest
error found on a fine grid. Run: python3 tests/golden/erf_coefficients.py (needs mpmath). Not here: |x| <= 1, where the Maclaurin series needs no table.
"""
from mpmath import chebyt, cos, erfc, exp, mp, mpf, pi, taylor

mp.dps = 60
CENTRE, LOW, HIGH, DEGREE = mpf(3), mpf(1), mpf("6.25"), 18


def f(t):
    x = CENTRE * (1 + t) / (1 - t)
    return exp(x * x) * erfc(x)


low, high = ((x - CENTRE) / (x + CENTRE) for x in (LOW, HIGH))
middle, half = (low + high) / 2, (high - low) / 2
nodes = [cos(pi * (2 * k + 1) / (2 * DEGREE + 2)) for k in range(DEGREE + 1)]
values = [f(middle + half * u) for u in nodes]
weights = [2 * sum(v * chebyt(j, u) for u, v in zip(nodes, values)) / (DEGREE + 1) for j in range(DEGREE + 1)]
weights[0] /= 2


def interpolated(t):
    return sum(w * chebyt(j, (t - middle) / half) for j, w in enumerate(weights))


coefficients = [float(c) for c in reversed(taylor(interpolated, 0, DEGREE))]
grid = [low + (high - low) * k / 2000 for k in range(2001)]
error = max(abs(sum(mpf(c) * t ** (DEGREE - i) for i, c in enumerate(coefficients)) - f(t)) for t in grid)

if __name__ == "__main__":
    print(",\n".join(repr(c) for c in coefficients))
    print("largest error:", mp.nstr(error, 3))
