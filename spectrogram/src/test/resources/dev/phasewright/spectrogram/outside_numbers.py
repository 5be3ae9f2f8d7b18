"""Makes the numbers that OutsideNumbersTest compares with: run with Debian's python3-scipy and python3-torchaudio.

Each file is text: a line of space-separated dimensions, then the values in row-major order, 8 significant digits.
Everything is computed in double precision, so that the files are right to the last digit written.
"""
import os
import numpy as np
import scipy.signal as ss
import torch
import torchaudio

torch.set_default_dtype(torch.float64)
HERE = os.path.dirname(os.path.abspath(__file__))


def save(name, a):
    a = np.asarray(a, dtype=np.float64)
    with open(os.path.join(HERE, name + ".txt"), "w") as f:
        f.write(" ".join(map(str, a.shape)) + "\n")
        for row in a.reshape(a.shape[0], -1):
            f.write(" ".join("0" if v == 0 else "%.8g" % v for v in row) + "\n")


def signal(n, rate):
    """Two chirps, a low sine and a decaying click train: the same formula as in the test, rounded to float32."""
    t = np.arange(n) / rate
    x = 0.3 * np.sin(2 * np.pi * (200 * t + 1500 * t * t))
    x += 0.2 * np.sin(2 * np.pi * (7000 * t - 2500 * t * t) + 0.7)
    x += 0.1 * np.cos(2 * np.pi * 55 * t)
    x += np.where(np.arange(n) % 397 == 5, 0.5, 0.0) * np.exp(-3 * t)
    return x.astype(np.float32)


def window(name, n):
    if name == "hann":
        return ss.get_window("hann", n)
    if name == "gauss":  # exp(-pi x^2 / lambda), lambda = n^2 / 8: a standard deviation of n / (4 sqrt(pi))
        return ss.get_window(("gaussian", n / (4 * np.sqrt(np.pi))), n)
    return np.ones(n)


for name in ("hann", "gauss"):
    save("window-" + name, np.stack([window(name, 48)]))

# Mel filters. Only what lies between a band's edges is not zero: stored as band, bin, weight.
for rate, n, bands, low, high in ((16000, 1024, 80, 0, 8000), (22050, 512, 20, 60, 10000), (8000, 256, 13, 0, 4000)):
    for scale in ("htk", "slaney"):
        for norm in (None, "slaney"):
            # (n_freqs, bands); all_freqs of torchaudio is linspace(0, rate // 2, n_freqs)
            fb = torchaudio.functional.melscale_fbanks(n // 2 + 1, low, high, bands, rate, norm, scale).numpy()
            rows = [(b, k, fb[k, b]) for b in range(bands) for k in np.nonzero(fb[:, b])[0]]
            save("mel-%d-%d-%d-%s-%s" % (rate, n, bands, scale, norm or "none"), rows)

# Complex STFT by torch: real parts, then imaginary parts; a few frames of each to keep the files small.
for rate, n, hop, name, length in ((16000, 128, 32, "hann", 301), (16000, 96, 40, "gauss", 250), (8000, 64, 32, "rectangular", 129)):
    x = torch.from_numpy(signal(length, rate).astype(np.float64))
    c = torch.stft(x, n, hop, window=torch.from_numpy(window(name, n)), center=True, pad_mode="constant",
                   return_complex=True).numpy().T
    save("stft-%d-%d-%d-%s-%d" % (rate, n, hop, name, length), np.stack([c.real, c.imag]))

# Magnitudes at full size by scipy, frame by frame: every 18th frame.
rate, n, hop = 16000, 1024, 128
x = signal(8001, rate).astype(np.float64)
padded = np.concatenate([np.zeros(n // 2), x, np.zeros(n // 2)])
_, _, z = ss.stft(padded, rate, "hann", n, n - hop, boundary=None, padded=False)
z = z * window("hann", n).sum()  # undo scipy's normalization
save("magnitudes-16000-1024-128", np.abs(z.T[::18]))

# Log-mel by torchaudio's transform, HTK, unit peak, of magnitudes; floor 0.01.
mel = torchaudio.transforms.MelSpectrogram(rate, n, hop_length=hop, n_mels=100, power=1.0, pad_mode="constant")
save("logmel-16000-1024-128-100", torch.log(torch.clamp(mel(torch.from_numpy(x)), min=0.01)).numpy().T[::3])
