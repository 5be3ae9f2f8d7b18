package dev.phasewright.diffusion.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.phasewright.data.PitchRange;
import dev.phasewright.spectrogram.MelSpec;
import java.util.List;
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
 * @param conditionWidth values that noise level, class, pitch and knobs are told in; left out in JSON if it is the width
 * @param knobs knobs the network can be asked for, possibly 0; left out in JSON then
 * @param refinements what has the last word, one after the other; left out in JSON if there are none
 * @param harmonics whether the network is shown where harmonics are; left out in JSON if it is not
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
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int knobs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Refinement> refinements,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean harmonics) {

    /** Frames of a token of {@link #standard}. */
    public static final int FRAMES_PER_TOKEN = 4;

    private static final List<Refinement> STANDARD_REFINEMENTS = List.of(new Refinement(1, 16, 1));

    /** @throws IllegalArgumentException if a value is outside its range */
    public TransformerSpec {
        Objects.requireNonNull(pitches, "pitches");
        if (frames < 1
                || bands < 1
                || framesPerToken < 1
                || width < 2
                || depth < 1
                || heads < 1
                || classes < 0
                || knobs < 0) {
            throw new IllegalArgumentException("a network of " + frames + " frames, " + bands + " bands, "
                    + framesPerToken + " frames a token, width " + width + ", depth " + depth + ", " + heads
                    + " heads, " + classes + " classes and " + knobs + " knobs: a size is not positive");
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
        for (Refinement r : refinements) {
            if (frames % r.patch() != 0 || bands % r.patch() != 0) {
                throw new IllegalArgumentException(
                        frames + " frames of " + bands + " bands are no whole number of squares of " + r.patch());
            }
        }
        refinements = List.copyOf(refinements);
    }

    /** What JSON holds; of its fields, those that are set may be missing. */
    private static final class Stored {
        private final TransformerSpec spec;

        @JsonProperty
        private int conditionWidth;

        @JsonProperty
        private int knobs;

        @JsonProperty
        private List<Refinement> refinements = List.of();

        @JsonProperty
        private boolean harmonics;

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
        return stored.spec.but(stored.conditionWidth, stored.knobs, stored.refinements, stored.harmonics);
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
        this(frames, bands, framesPerToken, width, depth, heads, classes, pitches, 0, 0, List.of(), false);
    }

    /** A network that cannot be asked for a pitch. */
    public TransformerSpec(int frames, int bands, int framesPerToken, int width, int depth, int heads, int classes) {
        this(frames, bands, framesPerToken, width, depth, heads, classes, PitchRange.NONE);
    }

    /**
     * A size that suits a laptop: tokens of four frames, width 320, three blocks and small convolutions. It takes a fifth more
     * operations than six blocks of width 256 without them, and learns as much in a third of the time.
     *
     * @param frames of a clip, a multiple of four
     * @throws IllegalArgumentException if a value is outside its range
     */
    public static TransformerSpec standard(int frames, int bands, int classes, PitchRange pitches) {
        return new TransformerSpec(
                frames, bands, FRAMES_PER_TOKEN, 320, 3, 5, classes, pitches, 128, 0, STANDARD_REFINEMENTS, false);
    }

    /** The frames of clips of so many seconds, rounded up to whole tokens of {@link #standard}. */
    public static int frames(double seconds, MelSpec features) {
        int frames = features.stft()
                .frames((int) Math.round(seconds * features.stft().sampleRate()));
        return (frames + FRAMES_PER_TOKEN - 1) / FRAMES_PER_TOKEN * FRAMES_PER_TOKEN;
    }

    /** The same network for clips of so many frames, and other classes and pitches. */
    public TransformerSpec of(int frames, int classes, PitchRange pitches) {
        return new TransformerSpec(
                frames,
                bands,
                framesPerToken,
                width,
                depth,
                heads,
                classes,
                pitches,
                conditionWidth,
                knobs,
                refinements,
                harmonics);
    }

    /** The same network of another width and depth. */
    public TransformerSpec sized(int width, int depth, int heads) {
        return new TransformerSpec(
                frames,
                bands,
                framesPerToken,
                width,
                depth,
                heads,
                classes,
                pitches,
                conditionWidth,
                knobs,
                refinements,
                harmonics);
    }

    private TransformerSpec but(int conditions, int count, List<Refinement> sizes, boolean shown) {
        return new TransformerSpec(
                frames, bands, framesPerToken, width, depth, heads, classes, pitches, conditions, count, sizes, shown);
    }

    /** The same network with so many knobs. */
    public TransformerSpec withKnobs(int count) {
        return but(conditionWidth, count, refinements, harmonics);
    }

    /**
     * The same network, shown or not where harmonics are ({@code Harmonics}).
     *
     * @param shown whether it is
     */
    public TransformerSpec withHarmonics(boolean shown) {
        return but(conditionWidth, knobs, refinements, shown);
    }

    /** The same network with such refinements, its conditions told in so many values. */
    TransformerSpec refined(int conditions, List<Refinement> sizes) {
        return but(conditions, knobs, sizes, harmonics);
    }

    /** The same network with the standard one's small convolutions behind it, if it has none. */
    public TransformerSpec refined() {
        return isRefined() ? this : refined(conditionWidth, STANDARD_REFINEMENTS);
    }

    /** Values that noise level, class, pitch and knobs of an item are told in. */
    int conditions() {
        return conditionWidth == 0 ? width : conditionWidth;
    }

    /** Whether small convolutions have the last word. */
    boolean isRefined() {
        return !refinements.isEmpty();
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
