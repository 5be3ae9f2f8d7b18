"""Makes phaseret.csv beside it: what PHASERET, the library of PGHI's authors, reaches on the same magnitudes.

Needs python3-numpy, python3-torch, sox and two shared libraries built from https://github.com/ltfat/phaseret (GPL-3):

    cd libltfat && mkdir b && cd b && cmake -DCMAKE_BUILD_TYPE=Release .. && make
    cd ../modules/libphaseret/src && gcc -O2 -std=gnu99 -fPIC -shared -DLTFAT_DOUBLE -I../include \\
        -I../../libltfat/include -o libphaseretd.so gla.c pghi.c rtisila.c spsi.c utils.c rtpghi.c legla.c \\
        legla_typeconstant.c pghi_typeconstant.c -L../../../b/build -lltfatd -Wl,-rpath,../../../b/build -lm

    python3 phaseret.py libphaseretd.so

PHASERET's phases refer to the middle of the window, hence the alternating sign. It takes time for a circle, which the
silence at both ends of the sounds makes harmless.
"""
import ctypes
import os
import subprocess
import sys

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARY = ctypes.CDLL(os.path.abspath(sys.argv[1]))
with open(os.path.join(HERE, "reference.py")) as f:
    formula = f.read()
exec(formula[formula.index("def syllable_glide") : formula.index("def griffin_lim")])


def pointer(a):
    return a.ctypes.data_as(ctypes.c_void_p)


def size(i):
    return ctypes.c_ssize_t(i)


def pghi(s, window, n, hop):
    gamma = (0.25645 if window == "HANN" else 0.125) * n * n
    plan, out = ctypes.c_void_p(), np.zeros(s.shape, complex)
    one_step = ctypes.c_double(float("nan"))
    LIBRARY.phaseret_pghi_init_d(
        size(len(s) * hop), size(1), size(hop), size(n), ctypes.c_double(1e-7), one_step, ctypes.c_double(gamma),
        ctypes.byref(plan))
    LIBRARY.phaseret_pghi_execute_d(plan, pointer(s), pointer(out))
    return out


def spsi(s, window, n, hop):
    out = np.zeros(s.shape, complex)
    LIBRARY.phaseret_spsi_d(pointer(s), size(len(s) * hop), size(1), size(hop), size(n), None, pointer(out))
    return out


def rtisi(look_ahead, iterations):
    def method(s, window, n, hop):
        out = np.zeros(s.shape, complex)
        g = np.fft.ifftshift(shape(window, n).numpy()).copy()
        LIBRARY.phaseret_rtisilaoffline_d(
            pointer(s), pointer(g), size(len(s) * hop), size(n), size(1), size(hop), size(n), size(look_ahead),
            size(iterations), pointer(out))
        return out

    return method


def shape(window, n):
    if window == "HANN":
        return torch.hann_window(n, dtype=torch.float64)
    return torch.exp(-8 * np.pi * ((torch.arange(n, dtype=torch.float64) - n / 2) / n) ** 2)


def reached(x, window, n, hop, method):
    g = shape(window, n)

    def stft(y):
        return torch.stft(y, n, hop, window=g, pad_mode="constant", return_complex=True)

    wanted = stft(torch.tensor(x)).abs()
    found = method(np.ascontiguousarray(wanted.numpy().T), window, n, hop) * (-1.0) ** np.arange(n // 2 + 1)
    y = torch.istft(torch.tensor(found.T.copy()), n, hop, window=g, length=len(x))
    return 20 * np.log10(float(torch.linalg.norm(stft(y).abs() - wanted) / torch.linalg.norm(wanted)))


def speech():
    file = os.path.join(HERE, "nine-bells.flac")
    raw = subprocess.run(["sox", file, "-t", "s16", "-"], check=True, capture_output=True).stdout
    return np.frombuffer(raw, "<i2") / 32768


rows = ["sound,window,fft,hop,method,look_ahead,iterations,spectral_convergence_db"]
for sound, x in (("glide", syllable_glide(16000, 16000)), ("speech", speech())):
    for window in ("HANN", "GAUSS"):
        for n, hop in ((1024, 128), (1024, 256), (512, 256)):
            methods = [("pghi", 0, 0, pghi), ("spsi", 0, 0, spsi)]
            if window == "HANN" and hop * 2 < n:
                methods += [("rtisi", a, i, rtisi(a, i)) for a, i in ((0, 4), (3, 2), (n // hop - 1, 3))]
            for name, ahead, iterations, method in methods:
                db = reached(x, window, n, hop, method)
                rows.append("%s,%s,%d,%d,%s,%d,%d,%.2f" % (sound, window, n, hop, name, ahead, iterations, db))
with open(os.path.join(HERE, "phaseret.csv"), "w") as f:
    f.write("\n".join(rows) + "\n")
