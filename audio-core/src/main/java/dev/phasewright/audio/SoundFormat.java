package dev.phasewright.audio;

import java.io.IOException;

/** One family of sound files: recognized by content, probed cheaply, read whole. */
interface SoundFormat {
    /** The number of leading bytes that {@link #recognizes} is shown, zero-padded where the file is shorter. */
    int HEAD_BYTES = 16;

    /** Whether a file that starts so is this reader's to judge. */
    boolean recognizes(byte[] head);

    /** Channels, rate and length, without decoding the samples. */
    SoundInfo probe(SoundBytes file) throws IOException;

    /** All samples. */
    Audio read(SoundBytes file) throws IOException;
}
