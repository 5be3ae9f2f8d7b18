"""Makes griffinlim_torchaudio.csv, pseudoinverse_numpy.csv and metric/estoi_pystoi.csv beside it, with Debian's python3-torchaudio (0.13) and
pystoi (0.4.1): python3 reference.py

The sounds are formulas, the same as in SyllableGlide.java.
"""
import os

import numpy as np
import torch
import torchaudio

HERE = os.path.dirname(os.path.abspath(__file__))


def syllable_glide(rate, count):
    """Harmonics of a rising tone under moving formants, faded in and out, with a burst of noise in the middle."""
    t = np.arange(count) / rate
    f0 = 110 + 70 * t
    phase = 2 * np.pi * (110 * t + 35 * t * t)
    x = np.zeros(count)
    for h in range(1, 41):
        f = h * f0
        level = np.zeros(count)
        for centre, width, gain in (
            (500 + 300 * np.sin(2 * np.pi * 1.5 * t), 150, 1.0),
            (1700 - 500 * t, 200, 0.5),
            (2600 + 0 * t, 300, 0.25),
        ):
            level += gain * np.exp(-(((f - centre) / width) ** 2))
        x += np.where(f < 0.45 * rate, level, 0) * np.sin(h * phase)
    fade = np.where((t > 0.1) & (t < 0.9), np.sin(np.pi * (t - 0.1) / 0.8) ** 2, 0)
    burst = np.where((t > 0.45) & (t < 0.55), 0.3, 0)
    return 0.1 * (x + burst * noise(count)) * fade


def noise(count):
    """Uniform in -1..1 from the linear congruential generator of ANSI C's example."""
    state, out = 1, np.empty(count)
    for i in range(count):
        state = (1103515245 * state + 12345) % 2**31
        out[i] = state / 2**30 - 1
    return out


def griffin_lim():
    x = torch.tensor(syllable_glide(16000, 16000))
    rows = ["fft,hop,iterations,momentum,spectral_convergence_db"]
    for fft, hop in ((1024, 128), (1024, 256), (512, 128)):
        window = torch.hann_window(fft, dtype=torch.float64)

        def magnitudes(y):
            return torch.stft(y, fft, hop, window=window, pad_mode="constant", return_complex=True).abs()

        wanted = magnitudes(x)
        for iterations in (1, 8, 32):
            for momentum in (0.0, 0.99):
                y = torchaudio.functional.griffinlim(
                    wanted, window, fft, hop, fft, 1.0, iterations, momentum, len(x), rand_init=False
                )
                ratio = torch.linalg.norm(magnitudes(y) - wanted) / torch.linalg.norm(wanted)
                rows.append(f"{fft},{hop},{iterations},{momentum},{20 * np.log10(ratio.item()):.4f}")
    write("griffinlim_torchaudio.csv", rows)


def pseudo_inverse():
    """How near the clipped pseudo-inverse of the mel filters comes to the true magnitudes, 1024/128, 100 HTK bands."""
    x = torch.tensor(syllable_glide(16000, 16000))
    window = torch.hann_window(1024, dtype=torch.float64)
    truth = torch.stft(x, 1024, 128, window=window, pad_mode="constant", return_complex=True).abs().numpy()
    filters = torchaudio.functional.melscale_fbanks(513, 0, 8000, 100, 16000, None, "htk").numpy().T.astype(np.float64)
    found = np.maximum(np.linalg.pinv(filters) @ np.maximum(filters @ truth, 0.01), 0)
    convergence = 20 * np.log10(np.linalg.norm(truth - found) / np.linalg.norm(truth))
    floor = truth.max() * 1e-4
    levels = 20 * np.log10(np.maximum(truth, floor) / np.maximum(found, floor))
    distance = np.sqrt((levels**2).mean(axis=0)).mean()
    write("pseudoinverse_numpy.csv", ["spectral_convergence_db,log_spectral_distance_db", f"{convergence:.4f},{distance:.4f}"])


def estoi():
    from pystoi import stoi

    rows = ["noise_gain,estoi"]
    x = syllable_glide(10000, 10000)
    for gain in (0.0, 0.01, 0.05, 0.2):
        rows.append(f"{gain},{stoi(x, x + gain * noise(len(x)), 10000, extended=True):.8f}")
    write("metric/estoi_pystoi.csv", rows)


def write(name, rows):
    with open(os.path.join(HERE, name), "w") as f:
        f.write("\n".join(rows) + "\n")


griffin_lim()
pseudo_inverse()
estoi()
