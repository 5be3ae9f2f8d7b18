package dev.phasewright.diffusion.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
 * @param conditionWidth values that noise level, class and pitch are told in; left out in JSON if it is the width
 * @param localChannels channels of the convolutions over time and bands; 0, and left out in JSON, if there are none
 * @param localLayers such convolutions between the first and the last; 0, and left out in JSON, if there are none
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
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int conditionWidth,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int localChannels,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int localLayers) {

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
        if (conditionWidth < 0 || conditionWidth % 2 != 0) {
            throw new IllegalArgumentException("conditions are told in " + conditionWidth + " values, no even number");
        }
        if (localChannels < 0 || localLayers < 0 || (localChannels == 0 && localLayers > 0)) {
            throw new IllegalArgumentException(
                    localLayers + " convolutions of " + localChannels + " channels over time and bands");
        }
    }

    /** What JSON holds; of its fields, those that are set may be missing. */
    private static final class Stored {
        private final TransformerSpec spec;

        @JsonProperty
        private int conditionWidth;

        @JsonProperty
        private int localChannels;

        @JsonProperty
        private int localLayers;

        @JsonCreator
        private Stored(
                @JsonProperty("frames") int frames,
                @JsonProperty("bands") int bands,
                @JsonProperty("framesPerToken") int framesPerToken,
                @JsonProperty("width") int width,
                @JsonProperty("depth") int depth,
                @JsonProperty("heads") int heads,
                @JsonProperty("classes") int classes,
                @JsonProperty("pitches") PitchRange pitches) {
            spec = new TransformerSpec(frames, bands, framesPerToken, width, depth, heads, classes, pitches);
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static TransformerSpec read(Stored stored) {
        return stored.spec.withLocal(stored.localChannels, stored.localLayers, stored.conditionWidth);
    }

    /** A network of tokens alone. */
    public TransformerSpec(
            int frames,
            int bands,
            int framesPerToken,
            int width,
            int depth,
            int heads,
            int classes,
            PitchRange pitches) {
        this(frames, bands, framesPerToken, width, depth, heads, classes, pitches, 0, 0, 0);
    }

    /** A network that cannot be asked for a pitch. */
    public TransformerSpec(int frames, int bands, int framesPerToken, int width, int depth, int heads, int classes) {
        this(frames, bands, framesPerToken, width, depth, heads, classes, PitchRange.NONE);
    }

    /** The same network with such convolutions over time and bands, its conditions told in so many values. */
    public TransformerSpec withLocal(int channels, int layers, int conditions) {
        return new TransformerSpec(
                frames, bands, framesPerToken, width, depth, heads, classes, pitches, conditions, channels, layers);
    }

    /** The same network for so many classes. */
    public TransformerSpec withClasses(int count) {
        return new TransformerSpec(
                frames,
                bands,
                framesPerToken,
                width,
                depth,
                heads,
                count,
                pitches,
                conditionWidth,
                localChannels,
                localLayers);
    }

    /** Values that noise level, class and pitch of an item are told in. */
    int conditions() {
        return conditionWidth == 0 ? width : conditionWidth;
    }

    /** Whether small convolutions have the last word. */
    boolean isLocal() {
        return localChannels > 0;
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
