package dev.phasewright.cli.train;

import dev.phasewright.cli.console.Console;
import dev.phasewright.data.Bandwidth;
import dev.phasewright.data.Dataset;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Measures;
import dev.phasewright.data.PitchRange;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Variation;
import dev.phasewright.data.augment.Augmentation;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.judge.texture.Knob;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How recordings are heard, as far as it is told; the rest is chosen by what they are. Use as a picocli mixin. */
final class HearingOptions {
    private static final int SMALL = 2000;
    private static final int COPIES = 8;
    private static final int MOST_COPIES = 100;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            description =
                    "The rate the model makes sound at: 16000 or 44100 (default: that of --from; else 44100 if most "
                            + "recordings reach above 8 kHz, and 16000 if not).")
    private Integer rate;

    @Option(
            names = "--augment",
            paramLabel = "N|none",
            description = "Altered copies that are learned from beside each recording, none or 1 to " + MOST_COPIES
                    + " (default: " + COPIES + " at 44100 Hz where there are fewer than " + SMALL
                    + " recordings, else none).")
    private String augment;

    @Option(
            names = "--knobs",
            negatable = true,
            description =
                    "Whether the model can be asked for brightness, boom, attack, decay and noisiness, and learns "
                            + "each recording from its beginning (default: at 44100 Hz where no pitches are told).")
    private Boolean knobs;

    /**
     * How recordings are heard to be learned from.
     *
     * @param features what they become
     * @param measures what is measured on each
     * @param copies altered copies of those that are learned from; what is held out has none
     */
    record Hearing(MelSpec features, Measures measures, Variation.Copies copies)
            implements TrainingSession.Source<LogMelDataset> {

        @Override
        public LogMelDataset read(Recordings recordings, Path workspace, boolean strict, Dataset.Observer observer)
                throws IOException {
            return read(Variation.Copies.NONE, recordings, workspace, strict, observer);
        }

        @Override
        public LogMelDataset learn(Recordings recordings, Path workspace, boolean strict, Dataset.Observer observer)
                throws IOException {
            return read(copies, recordings, workspace, strict, observer);
        }

        private LogMelDataset read(
                Variation.Copies altered,
                Recordings recordings,
                Path workspace,
                boolean strict,
                Dataset.Observer observer)
                throws IOException {
            LogMelDataset.Content content = new LogMelDataset.Content(features, measures, altered);
            return LogMelDataset.read(recordings, content, workspace, strict, observer);
        }
    }

    /**
     * Refuses values that are out of range.
     *
     * @throws ParameterException naming the option
     */
    void check() {
        if (rate != null && standard(rate).isEmpty()) {
            throw wrong("--rate must be 16000 or 44100, not " + rate);
        }
        if (augment != null && !augment.equals("none") && !augment.matches("[1-9]\\d?|" + MOST_COPIES)) {
            throw wrong("--augment must be none or from 1 to " + MOST_COPIES + ", not " + augment);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** The features of a rate; nothing if there are none. */
    static Optional<MelSpec> standard(int rate) {
        return Stream.of(MelSpec.STANDARD, MelSpec.WIDE)
                .filter(s -> s.stft().sampleRate() == rate)
                .findFirst();
    }

    /**
     * What suits the recordings, said in a line each where it is not the usual.
     *
     * @param learned those that are learned from
     * @param pitches what their manifest tells
     * @param begin the generator that training begins with, if any
     * @param seed of the copies
     */
    Hearing choose(Recordings learned, PitchRange pitches, @Nullable GeneratorSpec begin, long seed, Console console) {
        MelSpec features = features(learned, begin, console);
        boolean wide = features.stft().sampleRate() > MelSpec.STANDARD.stft().sampleRate();
        int clips = learned.items().size();
        int count = augment == null ? (wide && clips < SMALL ? COPIES : 0) : copies();
        Augmentation augmentation = pitches.isEmpty() ? Augmentation.STANDARD : Augmentation.PITCHED;
        if (count > 0) {
            String copies = count == 1 ? "a copy" : count + " copies";
            console.say("each of %d recordings to learn from also in %s: %s", clips, copies, augmentation);
        }
        Measures measures = (knobs == null ? wide && pitches.isEmpty() : knobs) ? Knob.measures() : Measures.NONE;
        if (!measures.names().isEmpty()) {
            console.say("knobs, by percentile of each class: %s", String.join(", ", measures.names()));
        }
        return new Hearing(
                features,
                measures,
                count == 0 ? Variation.Copies.NONE : new Variation.Copies(augmentation, count, seed));
    }

    private int copies() {
        return augment.equals("none") ? 0 : Integer.parseInt(augment);
    }

    private MelSpec features(Recordings learned, @Nullable GeneratorSpec begin, Console console) {
        if (rate != null) {
            return standard(rate).orElseThrow();
        }
        if (begin != null) {
            return begin.features();
        }
        Bandwidth bandwidth = Bandwidth.of(learned);
        MelSpec features = bandwidth.features();
        if (!features.equals(MelSpec.STANDARD)) {
            console.say(
                    "features of %d Hz: %d of %d recordings listened to reach above 8 kHz (--rate chooses)",
                    features.stft().sampleRate(), bandwidth.wide(), bandwidth.heard());
        }
        return features;
    }
}
