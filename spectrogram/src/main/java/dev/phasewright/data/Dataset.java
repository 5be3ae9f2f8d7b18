package dev.phasewright.data;

import java.io.IOException;
import java.nio.file.Path;

/** Many recordings, read and prepared for training; closing it frees what they were prepared into. */
public interface Dataset extends AutoCloseable {
    /** The number of recordings. */
    int size();

    /** The file of a recording. */
    Path file(int index);

    /** The class of a recording, or −1. */
    int classOf(int index);

    /** Sixteen hexadecimal digits that follow from the features' parameters and all files' names, pitches and features. */
    String fingerprint();

    /** Sixteen hexadecimal digits that follow from a recording's features: the same, and the recordings are. */
    String fingerprintOf(int index);

    /** Whether nothing is to be heard in any recording, so that there is nothing to learn. */
    boolean isSilent();

    /** Deletes the file of features. */
    @Override
    void close() throws IOException;

    /** Is told how reading goes. */
    interface Observer {
        /** One who does not care. */
        Observer NONE = new Observer() {
            @Override
            public void read(int done, int of) {}

            @Override
            public void skipped(String message) {}
        };

        /** So many files of so many were read. */
        void read(int done, int of);

        /** A file was left out; the message names it and says why. */
        void skipped(String message);
    }
}
