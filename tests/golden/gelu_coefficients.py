"""The coefficients of the engine's float32 gelu (Kernels/LanesGelu.cs): Mills' ratio M(a) = Phi(-a) / phi(a) of the normal law, as (1 - t) times a polynomial in t = (a - 4) / (a + 4).

The factor 1 - t = 8 / (a + 4) carries the decay, so that one polynomial serves 0 <= a <= 14, where phi leaves the range of float32. Interpolation of degree 9 at
Chebyshev nodes, with 40 digits; prints the coefficients from the highest power down and the largest relative error found on a fine grid.
Run: python3 tests/golden/gelu_coefficients.py (needs mpmath).
"""
from mpmath import cos, erfc, exp, lu_solve, matrix, mp, mpf, nstr, pi, sqrt

mp.dps = 40
CENTRE, HIGH, DEGREE = mpf(4), mpf(14), 9


def f(t):
    a = CENTRE * (1 + t) / (1 - t)
    mills = erfc(a / sqrt(2)) / 2 * sqrt(2 * pi) * exp(a * a / 2)
    return mills / (1 - t)


high = (HIGH - CENTRE) / (HIGH + CENTRE)
nodes = [(high - 1) / 2 + (high + 1) / 2 * cos(pi * (2 * k + 1) / (2 * DEGREE + 2)) for k in range(DEGREE + 1)]
powers = matrix([[t ** k for k in range(DEGREE + 1)] for t in nodes])
solution = lu_solve(powers, matrix([f(t) for t in nodes]))
coefficients = [float(c) for c in reversed(list(solution))]
grid = [-1 + (high + 1) * k / 2000 for k in range(2001)]
error = max(abs(sum(mpf(c) * t ** (DEGREE - i) for i, c in enumerate(coefficients)) / f(t) - 1) for t in grid)

if __name__ == "__main__":
    print(",\n".join(f"{c:.10g}f" for c in coefficients))
    print("largest relative error:", nstr(error, 3))
