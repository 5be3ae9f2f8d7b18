package dev.phasewright.audio.format;

import java.io.IOException;

/** One family of sound files: recognized by content, probed cheaply, decoded piece by piece. */
interface SoundFormat {
    /** The number of leading bytes that {@link #recognizes} is shown, zero-padded where the file is shorter. */
    int HEAD_BYTES = 16;

    /**
     * Whether a file is this reader's to judge.
     *
     * @param head how it begins, which tells of most
     */
    boolean recognizes(byte[] head, SoundBytes file) throws IOException;

    /** Channels, rate and length, without decoding the samples. */
    SoundInfo probe(SoundBytes file) throws IOException;

    /** All samples, to be decoded while they are read; closing the source closes the file. */
    DecodedSource open(SoundBytes file) throws IOException;
}
