package dev.phasewright.autoregressive;

/**
 * The size of a {@link CoefficientDecoder}.
 *
 * @param width of a token, a multiple of the heads
 * @param depth blocks
 * @param heads attention heads
 */
public record DecoderSpec(int width, int depth, int heads) {
    /** 2.8 million parameters. */
    public static final DecoderSpec STANDARD = new DecoderSpec(192, 6, 3);

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
}
