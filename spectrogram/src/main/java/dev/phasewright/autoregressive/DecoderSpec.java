package dev.phasewright.autoregressive;

/**
 * The size of a {@link CoefficientDecoder}.
 *
 * @param width of a token, a multiple of the heads
 * @param depth blocks
 * @param heads attention heads
 */
public record DecoderSpec(int width, int depth, int heads) {
    private static final int HEAD_WIDTH = 64;
    /** Far more than a computer without a data centre trains. */
    private static final int MOST_WIDTH = 8192;

    private static final int MOST_DEPTH = 128;

    /** @throws IllegalArgumentException if a value is not positive, or the width no multiple of the heads */
    public DecoderSpec {
        if (width < 1 || depth < 1 || heads < 1) {
            throw new IllegalArgumentException("a decoder of width " + width + ", depth " + depth + " and " + heads
                    + " heads: a size is not positive");
        }
        if (width % heads != 0) {
            throw new IllegalArgumentException("width " + width + " is no multiple of " + heads + " heads");
        }
    }

    /**
     * A decoder with heads of the usual width, 64: of width 192 and depth 6 it has 2.8 million parameters.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names it
     */
    public static DecoderSpec of(int width, int depth) {
        if (width < HEAD_WIDTH || width > MOST_WIDTH || width % HEAD_WIDTH != 0 || depth < 1 || depth > MOST_DEPTH) {
            throw new IllegalArgumentException("a decoder's width must be a multiple of " + HEAD_WIDTH + " up to "
                    + MOST_WIDTH + " and its depth from 1 to " + MOST_DEPTH + ", not " + width + " and " + depth);
        }
        return new DecoderSpec(width, depth, width / HEAD_WIDTH);
    }
}
