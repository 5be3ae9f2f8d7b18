package dev.phasewright.vocoder.copy;

import java.io.IOException;

/** Says how much of a sound may be held in memory at once. */
@FunctionalInterface
public interface CopyLimit {
    /**
     * Asked before so many samples of each channel, at the rate they are copied at, are read.
     *
     * @throws IOException if they are too many
     */
    void require(long samples) throws IOException;
}
