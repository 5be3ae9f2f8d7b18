package dev.phasewright.diffusion.model;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.phasewright.data.PitchRange;
import dev.phasewright.model.Checkpoint;
import java.util.Objects;

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
 * @param pitches pitches the network can be asked for, possibly none; left out of JSON then
 */
public record TransformerSpec(
        int frames,
        int bands,
        int framesPerToken,
        int width,
        int depth,
        int heads,
        int classes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) PitchRange pitches) {

    /** @throws IllegalArgumentException if a value is outside its range */
    public TransformerSpec {
        Objects.requireNonNull(pitches, "pitches");
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

    /** What is stored of a network; what was stored before there were pitches has none. */
    @JsonCreator
    static TransformerSpec stored(
            @JsonProperty("frames") int frames,
            @JsonProperty("bands") int bands,
            @JsonProperty("framesPerToken") int framesPerToken,
            @JsonProperty("width") int width,
            @JsonProperty("depth") int depth,
            @JsonProperty("heads") int heads,
            @JsonProperty("classes") int classes,
            @JsonProperty("pitches") @JacksonInject(value = Checkpoint.NO_PITCHES, useInput = OptBoolean.TRUE)
                    PitchRange pitches) {
        return new TransformerSpec(frames, bands, framesPerToken, width, depth, heads, classes, pitches);
    }

    /** A network that cannot be asked for a pitch. */
    public TransformerSpec(int frames, int bands, int framesPerToken, int width, int depth, int heads, int classes) {
        this(frames, bands, framesPerToken, width, depth, heads, classes, PitchRange.NONE);
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
        once += pitches.isEmpty() ? 0 : (double) width * width;
        return 2 * (tokens() * (ends + depth * (products + attention + convolution) + convolution) + once);
    }

    /** As any record's, but without pitches where there are none: a training begun before there were is known by it. */
    @Override
    public String toString() {
        return "TransformerSpec[frames=" + frames + ", bands=" + bands + ", framesPerToken=" + framesPerToken
                + ", width=" + width + ", depth=" + depth + ", heads=" + heads + ", classes=" + classes
                + (pitches.isEmpty() ? "" : ", pitches=" + pitches) + "]";
    }
}
