#!/usr/bin/env python3
"""Makes the sound files in sounds/ and, by decoders other than Phasewright's, the sample values in expected.csv.

Run in this folder; needs sox, flac, lame, oggenc, ffmpeg, numpy and scipy. The files are committed, so this runs only
when one is added. Made with sox 14.4.2, flac 1.4.2, lame 3.100, vorbis-tools 1.4.2, ffmpeg 5.1, scipy 1.17.1. What is
in sounds/refused/ is refused by name.
"""
import os
import struct
import subprocess

import numpy as np
from scipy.io import wavfile

os.makedirs("sounds/refused", exist_ok=True)
os.chdir("sounds")


def tones(rate, seconds, channels=1):
    t = np.arange(int(rate * seconds)) / rate
    return np.stack([0.4 * np.sin(2 * np.pi * (440 + 110 * c) * t) + 0.1 * np.sin(2 * np.pi * 1330 * t + c)
                     for c in range(channels)], axis=1)


def sox(*args):
    subprocess.run(["sox", "-D", *args], check=True)


def save(name, x, rate, dtype=np.float64):
    wavfile.write(name, rate, x.astype(dtype))


save("/tmp/base16k.wav", tones(16000, 0.1), 16000)
save("/tmp/base16k2.wav", tones(16000, 0.1, 2), 16000)
save("/tmp/base44k2.wav", tones(44100, 0.2, 2), 44100)
save("/tmp/base192k.wav", tones(192000, 0.02), 192000)
save("/tmp/base8ch.wav", tones(16000, 0.05, 8), 16000)

mono, stereo, cd = "/tmp/base16k.wav", "/tmp/base16k2.wav", "/tmp/base44k2.wav"
sox(mono, "-b", "8", "-e", "unsigned", "u8.wav")
sox(stereo, "-b", "16", "s16.wav")
sox(mono, "-b", "24", "s24-extensible.wav")  # sox writes 24 bits as WAVE_EXTENSIBLE
sox(mono, "-b", "32", "-e", "signed", "s32.wav")
sox(mono, "-b", "32", "-e", "float", "f32.wav")
sox(mono, "-e", "a-law", "a-law.wav")
sox(mono, "-e", "mu-law", "mu-law.wav")
sox("/tmp/base8ch.wav", "-b", "16", "eight-channels.wav")
sox("/tmp/base192k.wav", "-b", "24", "192k.wav")
save("f64.wav", tones(16000, 0.05, 2), 16000)
save("one-sample.wav", np.array([[0.25]]), 16000, np.float32)
sox("-n", "-r", "16000", "-b", "16", "no-samples.wav", "trim", "0", "0")
sox("-B", mono, "-b", "16", "s16-rifx.wav")
sox(stereo, "-b", "16", "s16.aiff")
sox(mono, "-b", "24", "s24.aiff")
sox(mono, "-b", "32", "-e", "float", "f32.aifc")
sox("-L", mono, "-b", "16", "s16-sowt.aifc")
sox(stereo, "-b", "16", "s16.au")
sox(mono, "-e", "mu-law", "mu-law.au")
sox(mono, "-b", "32", "-e", "float", "f32.au")
sox(stereo, "-b", "16", "/tmp/s16.wav")
sox("/tmp/base8ch.wav", "-b", "24", "/tmp/s24.wav")
subprocess.run("flac -sf8 --no-padding -o s16.flac /tmp/s16.wav; flac -sf --no-padding -o s24-eight-channels.flac /tmp/s24.wav", shell=True, check=True)
sox(cd, "-b", "16", "/tmp/cd.wav")
subprocess.run("lame --quiet -b 128 --resample 44.1 /tmp/cd.wav cbr.mp3; lame --quiet -V 6 -m m /tmp/cd.wav vbr-mono.mp3;"
               "lame --quiet -b 64 --resample 16 /tmp/cd.wav mpeg2.mp3; oggenc -Q -q 2 -s 1 -o vorbis.ogg /tmp/cd.wav",
               shell=True, check=True)
# What programs really write: tags behind the sound, lengths that a pipe never learns, a time that begins elsewhere, ADPCM.
subprocess.run("lame --quiet -b 128 --tt x /tmp/cd.wav id3v1.mp3;"
               "sox -D /tmp/s16.wav -t aiff - | cat > piped-sox.aiff;"
               "ffmpeg -v error -y -i /tmp/s16.wav -f aiff - | cat > piped-ffmpeg.aiff;"
               "ffmpeg -v error -y -i /tmp/cd.wav -b:a 64k layer2.mp2;"
               "ffmpeg -v error -y -i /tmp/cd.wav -c:a libvorbis -output_ts_offset 3600 -page_duration 20000 -bitexact hour.ogg;"
               "sox -D /tmp/s16.wav -e ms-adpcm ms-adpcm.wav; sox -D /tmp/s16.wav -e ima-adpcm ima-adpcm.wav;"
               "ffmpeg -v error -y -i /tmp/s16.wav -ac 1 -c:a adpcm_ms -bitexact ms-adpcm-mono.wav;"
               "ffmpeg -v error -y -i /tmp/s16.wav -ac 1 -c:a adpcm_ima_wav -bitexact ima-adpcm-mono.wav;"
               "cd refused;"
               "ffmpeg -v error -y -i /tmp/cd.wav -ar 24000 -ac 1 mpeg2-layer2.mp2;"
               "ffmpeg -v error -y -i /tmp/cd.wav -b:a 32k low-layer2.mp2;"
               "sox -n -r 44100 -c 1 -b 16 /tmp/free.wav synth .1 sine 440 vol .5;"
               "lame --quiet --freeformat -b 320 /tmp/free.wav free.mp3;"
               "sox -D /tmp/s16.wav -c 1 -r 8000 -e gsm-full-rate gsm.wav;"
               "ffmpeg -v error -y -i /tmp/s16.wav -bitexact wave64.w64; ffmpeg -v error -y -i /tmp/s16.wav -bitexact core.caf;"
               "ffmpeg -v error -y -i /tmp/cd.wav -c:a libopus -b:a 32k -bitexact opus.ogg;"
               "ffmpeg -v error -y -i /tmp/cd.wav -c:a flac -bitexact flac.ogg;"
               "ffmpeg -v error -y -i /tmp/cd.wav -c:a aac -b:a 32k -bitexact aac.m4a;"
               "sox -D /tmp/cd.wav /tmp/six.wav remix 1 2 1 2 1 2; oggenc -Q -q -1 -s 1 -o six-channels.ogg /tmp/six.wav",
               shell=True, check=True)


def chunk(name, body, pad=True):
    return name + struct.pack("<I", len(body)) + body + (b"\0" if pad and len(body) % 2 else b"")


def riff(*chunks):
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def write(name, data):
    with open(name, "wb") as f:
        f.write(data)


pcm = np.round(tones(16000, 0.05)[:, 0] * 32767).astype("<i2").tobytes()
fmt = struct.pack("<HHIIHH", 1, 1, 16000, 32000, 2, 16)
write("odd-chunks.wav", riff(chunk(b"junk", b"abc"), chunk(b"LIST", b"INFOxy1"), chunk(b"fmt ", fmt),
                             chunk(b"bext", b"12345"), chunk(b"data", pcm), chunk(b"LIST", b"INFO!")))
write("odd-chunk-unpadded.wav", riff(chunk(b"junk", b"abc", False), chunk(b"fmt ", fmt), chunk(b"data", pcm)))
open_end = riff(chunk(b"fmt ", fmt), chunk(b"data", pcm))
write("piped-zero.wav", open_end[:4] + b"\0" * 4 + open_end[8:40] + b"\0" * 4 + open_end[44:])
write("piped-ones.wav", open_end[:4] + b"\xff" * 4 + open_end[8:40] + b"\xff" * 4 + open_end[44:])
write("rf64.wav", b"RF64\xff\xff\xff\xffWAVE" + chunk(b"ds64", struct.pack("<QQQI", 0, len(pcm), len(pcm) // 2, 0))
      + chunk(b"fmt ", fmt) + b"data\xff\xff\xff\xff" + pcm + chunk(b"LIST", b"INFO"))


# Reference values: scipy where it can, sox for the rest, lame for its own MP3.
def by_scipy(name):
    rate, x = wavfile.read(name)
    return rate, x.reshape(len(x), -1)


def by_sox(name):
    raw = subprocess.run(["sox", "-D", name, "-t", "f64", "-"], check=True, capture_output=True).stdout
    soxi = lambda flag: int(subprocess.run(["soxi", flag, name], check=True, capture_output=True).stdout)
    return soxi("-r"), np.frombuffer(raw).reshape(-1, soxi("-c"))


def by_lame(name):
    subprocess.run(["lame", "--quiet", "--decode", name, "/tmp/lame.wav"], check=True)
    rate, x = by_scipy("/tmp/lame.wav")
    return rate, x / 32768.0


def by_ffmpeg(name):
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", name, "-f", "f64le", "-"], check=True, capture_output=True).stdout
    return 44100, np.frombuffer(raw).reshape(-1, 2)


def by_sox_to_fact(name):  # sox decodes the last ADPCM block to its end, beyond the length that the fact chunk states
    data = open(name, "rb").read()
    at = data.index(b"fact")
    rate, x = by_sox(name)
    return rate, x[:struct.unpack("<I", data[at + 8:at + 12])[0]]


rows = ["file,container,encoding,channels,rate,frames,tolerance,decoder,channel:index:value ..."]
pcm_labels = {"u8": "8-bit PCM", "s16": "16-bit PCM", "s24": "24-bit PCM", "s32": "32-bit PCM", "f32": "32-bit float",
              "f64": "64-bit float", "a-": "A-law", "mu": "µ-law", "ei": "16-bit PCM", "192": "24-bit PCM",
              "one": "32-bit float", "no-": "16-bit PCM", "odd": "16-bit PCM", "pip": "16-bit PCM", "rf6": "16-bit PCM"}
for name in sorted(os.listdir(".")):
    if os.path.isdir(name):
        continue
    ext = name.rsplit(".")[-1]
    label = next((v for k, v in pcm_labels.items() if name.startswith(k)), "")
    container = {"wav": "WAV", "aiff": "AIFF", "aifc": "AIFF", "au": "AU", "flac": "FLAC", "mp3": "MP3", "ogg": "Ogg",
                 "mp2": "MP2"}[ext]
    if ext == "mp3":
        decoder, (rate, x), tolerance, label = "lame", by_lame(name), 4e-5, "MPEG audio layer III"
    elif ext == "mp2":
        decoder, (rate, x), tolerance, label = "ffmpeg", by_ffmpeg(name), 2e-4, "MPEG audio layer II"
    elif "adpcm" in name:
        decoder, (rate, x), tolerance = "sox", by_sox_to_fact(name), 5e-10
        label = "Microsoft ADPCM" if name.startswith("ms") else "IMA ADPCM"
    elif ext == "aiff" and name.startswith("piped"):
        decoder, (rate, x), tolerance = "sox", by_sox("/tmp/s16.wav"), 5e-10
    elif name.startswith(("piped", "odd", "rf64")):
        decoder, rate, tolerance = "numpy", 16000, 5e-10
        x = np.frombuffer(pcm, "<i2").reshape(-1, 1) / 32768.0
    elif name == "f64.wav":
        decoder, (rate, x), tolerance = "scipy", by_scipy(name), 3e-8
    else:
        decoder, (rate, x), tolerance = "sox", by_sox(name), 1e-4 if ext == "ogg" else 5e-10 if "32" not in label else 6e-8
        label = "Vorbis" if ext == "ogg" else label.replace("PCM", "lossless") if ext == "flac" else label
    picks = [(c, i) for c in range(x.shape[1]) for i in sorted({*np.linspace(0, len(x) - 1, 9).astype(int)})] if len(x) else []
    values = " ".join(f"{c}:{i}:{x[i, c]:.10g}" for c, i in picks)
    rows.append(f"{name},{container},{label},{x.shape[1]},{rate},{len(x)},{tolerance:g},{decoder},{values}")
write("../expected.csv", ("\n".join(rows) + "\n").encode())
