package dev.phasewright.audio;

import java.util.Arrays;

/** Gathers decoded samples whose number is known only at the end. */
final class AudioBuilder {
    private final SoundBytes file;
    private final int sampleRate;
    private final float[][] samples;
    private int length;

    AudioBuilder(SoundBytes file, int channels, int sampleRate) throws SoundFileException {
        file.checkShape(channels, sampleRate, 0);
        this.file = file;
        this.sampleRate = sampleRate;
        this.samples = new float[channels][1 << 14];
    }

    int length() {
        return length;
    }

    /** Makes room for more samples in every channel and gives the index of the first. */
    int extend(int count) throws SoundFileException {
        int start = length;
        file.checkShape(samples.length, sampleRate, (long) length + count);
        length += count;
        if (length > samples[0].length) {
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(length, 2L * samples[0].length));
            for (int c = 0; c < samples.length; c++) {
                samples[c] = Arrays.copyOf(samples[c], capacity);
            }
        }
        return start;
    }

    void set(int channel, int index, double sample) throws SoundFileException {
        samples[channel][index] = file.checkFinite(sample, channel, index, sampleRate);
    }

    /** The samples from {@code from} to {@code to}, both within what was gathered. */
    Audio build(int from, int to) {
        for (int c = 0; c < samples.length; c++) {
            samples[c] = Arrays.copyOfRange(samples[c], from, to);
        }
        return Audio.owning(samples, sampleRate);
    }
}
