"""Makes fidelity_numpy.csv beside it from the papers' definitions, with numpy, scipy and Debian's python3-torchaudio
(0.13, for the mel filters): python3 fidelity_reference.py

The sounds are formulas: the syllable glide of SyllableGlide.java and ../reference.py, and what becomes of it in
FidelityTest.java: an echo, noise, and a quarter played a semitone and a half too low.
"""
import os

import numpy as np
import scipy.fft
import torch
import torchaudio

RATE = 16000
PERIODS = 322  # half of a frame of YIN: a period of 50 Hz and two samples


def noise(count):
    state, out = 1, np.empty(count)
    for i in range(count):
        state = (1103515245 * state + 12345) % 2**31
        out[i] = state / 2**30 - 1
    return out


def syllable_glide(count):
    t = np.arange(count) / RATE
    f0 = 110 + 70 * t
    formants = ((500 + 300 * np.sin(3 * np.pi * t), 150, 1), (1700 - 500 * t, 200, 0.5), (2600 + 0 * t, 300, 0.25))
    x = np.where((t > 0.45) & (t < 0.55), 0.3 * noise(count), 0)
    for h in range(1, 41):
        level = sum(gain * np.exp(-(((h * f0 - centre) / width) ** 2)) for centre, width, gain in formants)
        x += np.where(h * f0 < 0.45 * RATE, level, 0) * np.sin(h * 2 * np.pi * (110 * t + 35 * t * t))
    return 0.1 * x * np.where((t > 0.1) & (t < 0.9), np.sin(np.pi * (t - 0.1) / 0.8) ** 2, 0)


def spoiled(x, level):
    y = x.copy()
    y[40:] += 0.4 * x[:-40]
    at = np.arange(9600, 13600)
    where = 9600 + (at - 9600) * 0.917
    whole = where.astype(int)
    y[at] = x[whole] + (where - whole) * (x[whole + 1] - x[whole])
    return y + level * noise(len(x))


def spectrum(x):
    window = torch.hann_window(1024, dtype=torch.float64)
    return torch.stft(torch.tensor(x), 1024, 128, window=window, pad_mode="constant", return_complex=True).numpy()


def mel_cepstra(x, floor):
    """MCEP-scaled: cosine series of log magnitudes, of which c0/2 + sum c_k cos is the log-mel spectrum again."""
    filters = torchaudio.functional.melscale_fbanks(513, 0, RATE / 2, 100, RATE, None, "htk").numpy().T
    log_mel = np.log(np.maximum(0.01, filters.astype(float) @ abs(spectrum(x))))
    floor = log_mel.max() - np.log(1e4) if floor is None else floor
    return scipy.fft.dct(np.maximum(log_mel, floor), type=2, axis=0) / len(log_mel), floor


def mel_cepstral_distortion(x, y):
    a, floor = mel_cepstra(x, None)
    b, _ = mel_cepstra(y, floor)
    return (10 * np.sqrt(2) / np.log(10) * np.sqrt(((a - b)[1:14] ** 2).sum(axis=0))).mean()


def phase_errors(x, y):
    a, b = spectrum(x), spectrum(y)
    counts = abs(a) >= abs(a).max() * 1e-3
    found = []
    for axis in (0, 1):  # bins, frames
        error = np.diff(np.angle(b), axis=axis) - np.diff(np.angle(a), axis=axis)
        error = abs(error - 2 * np.pi * np.round(error / (2 * np.pi)))
        p, q = (abs(a)[:-1], abs(a)[1:]) if axis == 0 else (abs(a)[:, :-1], abs(a)[:, 1:])
        both = (counts[:-1] & counts[1:]) if axis == 0 else (counts[:, :-1] & counts[:, 1:])
        found.append(np.average(error, weights=np.sqrt(p * q) * both))
    return found


def yin(x):
    """Pitch (NaN if unvoiced), periodicity and level, frames of two periods of 50 Hz every 10 ms; de Cheveigne & Kawahara."""
    frames = np.stack([x[s : s + 2 * PERIODS] for s in range(0, len(x) - 2 * PERIODS + 1, 160)])
    energy = (frames**2).sum(axis=1)
    level = 10 * np.log10(np.maximum(energy / energy.max(), 1e-30))
    pitch, periodicity = np.full(len(frames), np.nan), np.zeros(len(frames))
    for f, frame in enumerate(frames):
        if level[f] < -100:
            continue
        d = np.array([((frame[:PERIODS] - frame[t : t + PERIODS]) ** 2).sum() for t in range(PERIODS)])
        total = np.cumsum(d[1:])
        d[1:] = np.where(total > 0, d[1:] * np.arange(1, PERIODS) / np.maximum(total, 1e-300), 1)
        d[0] = 1
        below = [t for t in range(2, PERIODS) if d[t] < 0.15]
        if not below:
            periodicity[f] = max(0, 1 - d[2:].min())
            continue
        t = below[0]
        while t + 1 < PERIODS and d[t + 1] < d[t]:
            t += 1
        periodicity[f] = 1 - d[t]
        if t + 1 < PERIODS:
            hertz = RATE / (t + (d[t + 1] - d[t - 1]) / (2 * (2 * d[t] - d[t + 1] - d[t - 1])))
            if 50 <= hertz <= 1000:
                pitch[f] = hertz
    return pitch, periodicity, level


def pitch_errors(x, y):
    (a, p, at), (b, q, bt) = yin(x), yin(y)
    a, p, b, q = (v[np.maximum(at, bt) >= -40] for v in (a, p, b, q))
    in_a, in_b = ~np.isnan(a), ~np.isnan(b)
    both = in_a & in_b
    precision, recall = both.sum() / in_b.sum(), both.sum() / in_a.sum()
    cents = 1200 * np.log2(a[both] / b[both])
    return np.sqrt(((p - q) ** 2).mean()), 2 * precision * recall / (precision + recall), np.sqrt((cents**2).mean())


x = syllable_glide(RATE).astype(np.float32).astype(float)
rows = ["noise,mel_cepstral_distortion_db,group_delay,instantaneous_frequency,periodicity_error,voicing_f1,pitch_error_cents"]
for level in (0.0001, 0.003, 0.03):
    y = spoiled(x, level).astype(np.float32).astype(float)
    measures = (mel_cepstral_distortion(x, y), *phase_errors(x, y), *pitch_errors(x, y))
    rows.append(f"{level}," + ",".join(f"{m:.6f}" for m in measures))
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "fidelity_numpy.csv"), "w") as f:
    f.write("\n".join(rows) + "\n")
