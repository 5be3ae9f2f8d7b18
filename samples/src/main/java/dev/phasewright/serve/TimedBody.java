package dev.phasewright.serve;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that must have come within a time: who sends a byte now and then only means to keep a thread busy. */
final class TimedBody extends FilterInputStream {
    private final long start = System.nanoTime();
    private final double seconds;

    TimedBody(InputStream body, double seconds) {
        super(body);
        this.seconds = seconds;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if ((System.nanoTime() - start) / 1e9 > seconds) {
            throw new Refusal(Refusal.TOO_SLOW, "the body did not come within " + Math.round(seconds) + " s");
        }
        return super.read(into, offset, length);
    }
}
