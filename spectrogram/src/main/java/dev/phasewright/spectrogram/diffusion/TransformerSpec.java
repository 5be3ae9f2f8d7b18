package dev.phasewright.spectrogram.diffusion;

/**
 * The size of a {@link DiffusionTransformer}.
 *
 * @param frames frames of a clip, a multiple of {@code framesPerToken}
 * @param bands mel bands of a frame
 * @param framesPerToken frames packed into one token
 * @param width of a token inside the network, a multiple of twice the heads
 * @param depth blocks
 * @param heads attention heads
 * @param classes classes the network can be asked for, possibly 0
 */
public record TransformerSpec(int frames, int bands, int framesPerToken, int width, int depth, int heads, int classes) {

    /** @throws IllegalArgumentException if a value is outside its range */
    public TransformerSpec {
        if (frames < 1 || bands < 1 || framesPerToken < 1 || width < 2 || depth < 1 || heads < 1 || classes < 0) {
            throw new IllegalArgumentException("a network of " + frames + " frames, " + bands + " bands, "
                    + framesPerToken + " frames a token, width " + width + ", depth " + depth + ", " + heads
                    + " heads and " + classes + " classes: a size is not positive");
        }
        if (frames % framesPerToken != 0) {
            throw new IllegalArgumentException(frames + " frames are no whole number of tokens of " + framesPerToken);
        }
        if (width % (2 * heads) != 0) {
            throw new IllegalArgumentException("width " + width + " is no multiple of twice " + heads + " heads");
        }
    }

    /** Tokens of a clip. */
    public int tokens() {
        return frames / framesPerToken;
    }

    /** Values of a clip. */
    public int values() {
        return frames * bands;
    }

    /**
     * Floating-point operations of the matrix products of one evaluation for one clip, a multiplication and an addition
     * counted apart. A training step costs three times as many.
     */
    public double flops() {
        double token = (double) framesPerToken * bands;
        double ends = (3.0 + 1) * token * width + token * token;
        double products = (4 + 2.0 * DiffusionTransformer.MLP_RATIO) * width * width;
        double attention = 2.0 * tokens() * width;
        double convolution = (double) DiffusionTransformer.KERNEL * width;
        double once = (depth * (double) DiffusionTransformer.MODULATIONS + 4) * width * width + (double) width * bands;
        return 2 * (tokens() * (ends + depth * (products + attention + convolution) + convolution) + once);
    }
}
