package dev.phasewright.demo;

import dev.phasewright.Phasewright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a site of demos is to show.
 *
 * @param output the folder that it is to be
 * @param model how commands call the generator
 * @param vocoder how commands call the vocoder
 * @param notes how commands call the model of single notes that the keyboard has; null for no keyboard
 * @param drums how commands call the model of drums that the pads have; null for no pads
 * @param watched how commands call the models that are watched drawing a sound; may be empty
 * @param undoing how commands call the models that are heard on their way up out of what they undo; may be empty
 * @param rival how commands call the autoregressive model that diffusion is held against; null for no such page
 * @param against how commands call the model of diffusion that it is held against
 * @param corpus what the generator learned from, with a folder {@code train}; null if it is not at hand
 * @param evaluated corpora with a folder {@code test} each, over which the vocoder is measured; may be empty
 * @param clips generated clips of each class in the gallery, positive
 * @param seconds how much of each original, positive
 * @param seed what everything is drawn from
 * @param address where the site will be read, with a slash at its end; empty if nobody knows
 */
public record DemoPlan(
        Path output,
        String model,
        String vocoder,
        String notes,
        String drums,
        List<String> watched,
        List<String> undoing,
        @Nullable String rival,
        String against,
        Path corpus,
        List<Path> evaluated,
        int clips,
        double seconds,
        long seed,
        String address) {
    /** The usual generator. */
    public static final String MODEL = "digits";

    /** The usual vocoder. */
    public static final String VOCODER = Phasewright.VOCODER;

    /** The usual model of single notes. */
    public static final String NOTES = "notes-fast";

    /** The usual model of drums. */
    public static final String DRUMS = "drums";

    /** The models that are usually watched, separated by commas. */
    public static final String WATCHED = "digits,digits-fast,notes";

    /** What stands for no keyboard, no pads, and for no model to be watched. */
    public static final String NONE = "none";

    /** How many clips there usually are of each class. */
    public static final int CLIPS = 4;

    /** How much of each original there usually is, and at most. */
    public static final double SECONDS = 2.4;

    /** What everything is usually drawn from. */
    public static final long SEED = 1;

    /** @throws IllegalArgumentException if a number is not positive */
    public DemoPlan {
        if (clips < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException("clips and seconds must be positive, not " + clips + " and " + seconds);
        }
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(vocoder, "vocoder");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(against, "against");
        watched = List.copyOf(watched);
        undoing = List.copyOf(undoing);
        evaluated = List.copyOf(evaluated);
    }

    /** The whole command that makes the site, without what is as usual, for its pages to name. */
    String command() {
        List<String> words = new ArrayList<>(List.of("phasewright demo -o " + name(output)));
        if (!model.equals(MODEL)) {
            words.add("--model " + model);
        }
        if (!vocoder.equals(VOCODER)) {
            words.add("--vocoder " + vocoder);
        }
        if (!NOTES.equals(notes)) {
            words.add("--notes " + (notes == null ? NONE : notes));
        }
        if (!DRUMS.equals(drums)) {
            words.add("--drums " + (drums == null ? NONE : drums));
        }
        if (!String.join(",", watched).equals(WATCHED)) {
            words.add("--watch " + (watched.isEmpty() ? NONE : String.join(",", watched)));
        }
        if (!undoing.isEmpty()) {
            words.add("--corruption-models " + String.join(",", undoing));
        }
        if (rival != null) {
            words.add("--rival " + rival);
            if (!against.equals(model)) {
                words.add("--against " + against);
            }
        }
        if (corpus != null) {
            words.add("--data " + name(corpus));
        }
        if (!evaluated.isEmpty()) {
            words.add("--evaluate " + evaluatedNames(" "));
        }
        if (clips != CLIPS) {
            words.add("--clips " + clips);
        }
        if (seconds != SECONDS) {
            words.add("--seconds " + seconds);
        }
        if (seed != SEED) {
            words.add("--seed " + seed);
        }
        if (!address.isEmpty()) {
            words.add("--address " + address);
        }
        return String.join(" ", words);
    }

    /** The names of the corpora over which the vocoder is measured. */
    String evaluatedNames(String separator) {
        return evaluated.stream().map(DemoPlan::name).collect(Collectors.joining(separator));
    }

    /** A folder's last name: whose home it lies in is nobody's business who reads the pages. */
    private static String name(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }
}
