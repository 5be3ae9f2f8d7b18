package dev.phasewright.midi;

import java.io.InputStream;

/** What a mixer renders, as it is read: 16-bit samples of one channel, without an end. */
final class RenderedStream extends InputStream {
    static final int FRAME = Short.BYTES;

    /** Messages that come without a time take effect at the next of these. */
    static final int PIECE = 128;

    private final Mixer mixer;
    private final float[] piece = new float[PIECE];
    private final byte[] bytes = new byte[PIECE * FRAME];
    private int taken = bytes.length;

    RenderedStream(Mixer mixer) {
        this.mixer = mixer;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int count) {
        int done = 0;
        while (done < count) {
            if (taken == bytes.length) {
                render();
            }
            int some = Math.min(count - done, bytes.length - taken);
            System.arraycopy(bytes, taken, to, from + done, some);
            taken += some;
            done += some;
        }
        return done;
    }

    private void render() {
        mixer.render(piece, PIECE);
        for (int i = 0; i < PIECE; i++) {
            int sample = Math.round(Short.MAX_VALUE * softened(piece[i]));
            bytes[FRAME * i] = (byte) sample;
            bytes[FRAME * i + 1] = (byte) (sample >> 8);
        }
        taken = 0;
    }

    /** As it is up to a half of full scale, and bent below it from there on: many voices at once do not clip. */
    private static float softened(float sample) {
        float size = Math.abs(sample);
        return size <= 0.5f ? sample : Math.copySign(0.5f + 0.5f * (float) Math.tanh(2 * (size - 0.5f)), sample);
    }
}
