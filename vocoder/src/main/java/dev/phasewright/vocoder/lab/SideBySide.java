package dev.phasewright.vocoder.lab;

import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** The channels of two sounds of the same rate, as far as both go. */
final class SideBySide implements SoundSource {
    private final SoundSource one;
    private final SoundSource two;
    private boolean ended;

    SideBySide(SoundSource one, SoundSource two) {
        if (one.sampleRate() != two.sampleRate() || one.channels() != two.channels()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%d channels at %d Hz do not go with %d channels at %d Hz",
                    one.channels(),
                    one.sampleRate(),
                    two.channels(),
                    two.sampleRate()));
        }
        this.one = one;
        this.two = two;
    }

    @Override
    public int channels() {
        return one.channels() + two.channels();
    }

    @Override
    public int sampleRate() {
        return one.sampleRate();
    }

    @Override
    public long length() {
        return one.length() < 0 || two.length() < 0 ? -1 : Math.min(one.length(), two.length());
    }

    @Override
    public int read(float[][] into, int offset, int count) throws IOException {
        if (into.length != channels()) {
            throw new IllegalArgumentException(into.length + " arrays of samples for " + channels() + " channels");
        }
        if (ended) {
            return 0;
        }
        int half = one.channels();
        int first = one.read(Arrays.copyOf(into, half), offset, count);
        int present = Math.min(first, two.read(Arrays.copyOfRange(into, half, into.length), offset, count));
        ended = present < count;
        return present;
    }

    @Override
    public void close() throws IOException {
        try (one) {
            two.close();
        }
    }
}
