package dev.phasewright.diffusion.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.phasewright.data.PitchRange;
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
 * @param pitches pitches the network can be asked for, possibly none
 * @param frameWidth of a frame inside the blocks that see single frames; 0, and left out in JSON, if there are none
 * @param frameBlocks such blocks before the tokens, and as many after them; 0 if there are none
 * @param localChannels channels of the convolutions over time and bands at the end; 0, and left out in JSON, if there are
 *     none
 */
public record TransformerSpec(
        int frames,
        int bands,
        int framesPerToken,
        int width,
        int depth,
        int heads,
        int classes,
        PitchRange pitches,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int frameWidth,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int frameBlocks,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int localChannels,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int localBlocks,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int readout,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int conditionWidth) {

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
        if (localChannels < 0) {
            throw new IllegalArgumentException(
                    localChannels + " channels over time and bands");
        }
        if (frameWidth < 0 || frameBlocks < 0 || (frameWidth == 0) != (frameBlocks == 0)) {
            throw new IllegalArgumentException(frameBlocks + " blocks of width " + frameWidth
                    + " before and after the tokens: both are positive, or both 0");
        }
    }

    /** A network of tokens alone. */
    public TransformerSpec(
            int frames, int bands, int framesPerToken, int width, int depth, int heads, int classes, PitchRange pitches) {
        this(frames, bands, framesPerToken, width, depth, heads, classes, pitches, 0, 0, 0, 0, 0, 0);
    }

    /** A network that cannot be asked for a pitch. */
    public TransformerSpec(int frames, int bands, int framesPerToken, int width, int depth, int heads, int classes) {
        this(frames, bands, framesPerToken, width, depth, heads, classes, PitchRange.NONE);
    }

    /** The same network for so many classes. */
    public TransformerSpec withClasses(int count) {
        return new TransformerSpec(
                frames, bands, framesPerToken, width, depth, heads, count, pitches, frameWidth, frameBlocks, localChannels, localBlocks, readout, conditionWidth);
    }

    /** Values that noise level, class and pitch of an item are told in. */
    int conditions() {
        return conditionWidth == 0 ? width : conditionWidth;
    }

    /** Tokens of a clip. */
    public int tokens() {
        return frames / framesPerToken;
    }

    /** Values of a clip. */
    public int values() {
        return frames * bands;
    }
}
