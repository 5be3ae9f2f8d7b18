"""Makes the numbers of SoapTest: python3 soap.py (numpy 2.4).

SOAP on one side (Vyas et al. 2024, algorithm 3), in float64, on gradients that are anything: the matrix after 40 steps.
"""
import numpy as np

for rows, columns in ((4, 6), (6, 4)):
    w = np.zeros((rows, columns))
    n = min(rows, columns)
    basis, moment, m, v = np.eye(n), np.zeros((n, n)), np.zeros_like(w), np.zeros_like(w)
    i, j = np.indices((rows, columns))
    side = columns <= rows
    for t in range(1, 41):
        g = 0.5 * ((np.sin(12.9898 * i + 78.233 * j + 37.719 * t) * 43758.5453) % 1 - 0.3) * (1 + i + j)
        if t <= 20 or t % 2 == 0:
            moment = 0.95 * moment + 0.05 * (g.T @ g if side else g @ g.T)
        if t <= 20 or t % 5 == 0:
            power = moment @ basis
            q, _ = np.linalg.qr(power / abs(power).max() + 1e-7 * np.eye(n))
            turn = basis.T @ q
            m, basis = (m @ turn if side else turn.T @ m), q
        r = g @ basis if side else basis.T @ g
        m, v = 0.9 * m + 0.1 * r, 0.99 * v + 0.01 * r * r
        unbiased = v / (1 - 0.99**t)
        d = 0.01 * m / (1 - 0.9**t) / (np.sqrt(unbiased) + 1e-4 * np.sqrt(unbiased.mean()))
        w = w * (1 - 0.01 * 0.1) - (d @ basis.T if side else basis @ d)
    print(rows, columns, ", ".join("%.6f" % x for x in w.flatten()))
