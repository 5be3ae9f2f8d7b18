package dev.phasewright.cli.train;

import dev.phasewright.spectrogram.MelSpec;

/** How many frames the clips of a new model have. */
final class ClipLength {
    /** Frames of a token of the generator; the judge takes clips of the same length. */
    static final int FRAMES_PER_TOKEN = 4;

    private static final double LONGEST = 60;

    private ClipLength() {}

    /**
     * The frames of so many seconds, rounded up to whole tokens.
     *
     * @throws IllegalArgumentException if that is not above 0 and at most a minute
     */
    static int frames(double seconds, MelSpec features) {
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw new IllegalArgumentException("--seconds must be above 0 and at most 60, not " + seconds);
        }
        int frames = features.stft()
                .frames((int) Math.round(seconds * features.stft().sampleRate()));
        return (frames + FRAMES_PER_TOKEN - 1) / FRAMES_PER_TOKEN * FRAMES_PER_TOKEN;
    }
}
