package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sounds as the bytes of WAV files, good ones and others. */
final class Sounds {
    static final int RATE = 16_000;

    private Sounds() {}

    /** A tone with overtones that swells, on every channel at another pitch. */
    static Audio swell(double seconds, int channels) {
        float[][] samples = new float[channels][(int) (seconds * RATE)];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < samples[c].length; i++) {
                double phase = 2 * Math.PI * 220 * (c + 1) * i / RATE;
                double swell = 0.5 - 0.5 * Math.cos(2 * Math.PI * 3 * i / RATE);
                samples[c][i] = (float) (swell * (0.3 * Math.sin(phase) + 0.2 * Math.sin(3 * phase)));
            }
        }
        return Audio.of(samples, RATE);
    }

    static byte[] wav(Audio audio) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            SoundFile.write(audio, out, SampleFormat.PCM_16);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Audio read(byte[] wav) throws IOException {
        Path file = Files.createTempFile("answer", ".wav");
        try {
            Files.write(file, wav);
            return SoundFile.read(file);
        } finally {
            Files.delete(file);
        }
    }

    /** A mono WAV file whose header says whatever it is told to. */
    static byte[] claiming(int format, int rate, int bits, long dataBytes, byte[] data) {
        ByteBuffer wav = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt((int) (36 + dataBytes));
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) format).putShort((short) 1).putInt(rate).putInt(rate * bits / 8);
        wav.putShort((short) (bits / 8)).putShort((short) bits);
        wav.put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt((int) dataBytes)
                .put(data);
        return wav.array();
    }
}
