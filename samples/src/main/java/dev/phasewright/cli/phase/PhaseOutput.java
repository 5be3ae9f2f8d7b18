package dev.phasewright.cli.phase;

import dev.phasewright.audio.Level;
import dev.phasewright.audio.LevelMeter;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.SoundSink;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.stream.FilteredSource;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.vocoder.lab.Rephased;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/**
 * How the phase tools write what they made. Use as a picocli mixin.
 *
 * <p>To bring a sound to its original's level, both levels must be known before the first sample is written. So the
 * work is done twice, once for the level alone: that takes time, but neither memory nor room on the disk.
 */
final class PhaseOutput extends OutputOptions {
    private static final int PIECE = 1 << 13;

    @Option(
            names = "--no-match",
            description = "Leave the level as it came out, instead of bringing it to the original's.")
    private boolean unmatched;

    /** Opens the original, anew each time. */
    @FunctionalInterface
    interface Original {
        SoundSource open() throws IOException;
    }

    /** What {@code -o} says, or else a name beside no other; in a folder, that name. */
    Path target(Path file, String suffix) {
        String name = OutputOptions.stem(file) + suffix + ".wav";
        Path given = orElse(Path.of(name));
        requireWav(given);
        return Files.isDirectory(given) ? given.resolve(name) : given;
    }

    /**
     * Refuses a target that could not be written or is the original.
     *
     * @param length the samples to be written to each channel, negative if nobody knows
     */
    public void check(Path target, SoundSource shape, long length, Path... originals) throws IOException {
        for (Path original : originals) {
            if (Files.exists(target) && Files.isSameFile(original, target)) {
                throw new IOException(target + ": is the original itself; write elsewhere");
            }
        }
        check(target);
        if (!SoundFile.fits(shape.channels(), Math.max(0, length), SampleFormat.PCM_16)) {
            throw new SoundFileException(OutputOptions.name(target)
                    + ": would exceed the 4 GB that a WAV file holds; cut the original into pieces");
        }
    }

    /**
     * Writes what a tool makes of a sound.
     *
     * @param tool closes what it is given with its result
     * @param what it is, for people
     * @param targets one file, or several, among which the channels are dealt out evenly, as those of the original are
     */
    void write(Original original, UnaryOperator<SoundSource> tool, String what, List<Path> targets)
            throws IOException {
        long seconds;
        try (SoundSource shape = original.open()) {
            seconds = Math.max(0, shape.length()) / shape.sampleRate();
        }
        try (Progress bar = console().progress("phase", unmatched ? seconds : 2 * seconds, "s")) {
            List<Matched> parts = unmatched ? asTheyAre(targets.size()) : measure(original, tool, targets.size(), bar);
            Levels written = write(original, tool, targets, parts, bar, unmatched ? 0 : seconds);
            for (int i = 0; i < targets.size(); i++) {
                String level = unmatched ? written.told(i) : parts.get(i).told();
                console().say("%s: %s; %s", OutputOptions.name(targets.get(i)), what, level);
            }
        }
    }

    /**
     * What is done to the level of a result.
     *
     * @param change in decibels before
     * @param gain on the samples
     * @param reserve by how many decibels less than would undo the change, so that nothing clips
     */
    private record Matched(double change, double gain, double reserve) {
        static Matched of(Level original, Level result) {
            double change = Rephased.change(original, result);
            double gain = Rephased.gain(change);
            double peak = result.peakDb() + 20 * Math.log10(gain);
            double reserve = Math.max(0, peak);
            return new Matched(change, gain * Math.pow(10, -reserve / 20), reserve);
        }

        String told() {
            String matched = PhaseOutput.told(change) + (isAudible(change) ? ", and was brought back" : "");
            return reserve > 0.05
                    ? matched + String.format(Locale.ROOT, "; turned down by %.1f dB, so that nothing clips", reserve)
                    : matched;
        }
    }

    /** How a change of level is told. */
    private static String told(double change) {
        if (change == Double.NEGATIVE_INFINITY) {
            return "nothing was left";
        }
        return isAudible(change)
                ? String.format(Locale.ROOT, "its level %s by %.1f dB", change < 0 ? "fell" : "rose", Math.abs(change))
                : "its level stayed";
    }

    private static boolean isAudible(double change) {
        return Double.isFinite(change) && Math.abs(change) >= 0.05;
    }

    private static List<Matched> asTheyAre(int count) {
        return Collections.nCopies(count, new Matched(0, 1, 0));
    }

    private List<Matched> measure(Original original, UnaryOperator<SoundSource> tool, int parts, Progress bar)
            throws IOException {
        LevelMeter before = new LevelMeter(original.open());
        try (LevelMeter after = new LevelMeter(tool.apply(new Watched(before, bar, 0)))) {
            after.readAll();
            List<Matched> found = new ArrayList<>();
            int each = after.channels() / parts;
            for (int i = 0; i < parts; i++) {
                found.add(Matched.of(before.level(i * each, (i + 1) * each), after.level(i * each, (i + 1) * each)));
            }
            return found;
        }
    }

    /** What was written, where nothing was done to the level. */
    private record Levels(LevelMeter before, LevelMeter after, int parts) {
        String told(int part) {
            int each = after.channels() / parts;
            Level level = after.level(part * each, (part + 1) * each);
            double change = Rephased.change(before.level(part * each, (part + 1) * each), level);
            return PhaseOutput.told(change)
                    + (level.peakDb() > 0
                            ? String.format(
                                    Locale.ROOT, "; clipped where it was too loud, by up to %.1f dB", level.peakDb())
                            : "");
        }
    }

    private Levels write(
            Original original,
            UnaryOperator<SoundSource> tool,
            List<Path> targets,
            List<Matched> parts,
            Progress bar,
            long done)
            throws IOException {
        LevelMeter before = new LevelMeter(original.open());
        try (LevelMeter after = new LevelMeter(tool.apply(new Watched(before, bar, done)))) {
            write(after, targets, new ArrayList<>(), parts);
            return new Levels(before, after, targets.size());
        }
    }

    /** Opens one file after the other, and then fills them all. */
    private void write(SoundSource sound, List<Path> targets, List<SoundSink> open, List<Matched> parts)
            throws IOException {
        if (open.size() == targets.size()) {
            fill(sound, open, parts);
            return;
        }
        int channels = sound.channels() / targets.size();
        write(targets.get(open.size()), path -> {
            try (SoundSink sink = SoundFile.create(path, channels, sound.sampleRate(), SampleFormat.PCM_16)) {
                open.add(sink);
                write(sound, targets, open, parts);
                sink.finish();
            }
        });
    }

    private static void fill(SoundSource sound, List<SoundSink> sinks, List<Matched> parts) throws IOException {
        int each = sound.channels() / sinks.size();
        float[][] piece = new float[sound.channels()][PIECE];
        for (int count; (count = sound.read(piece, 0, PIECE)) > 0; ) {
            for (int s = 0; s < sinks.size(); s++) {
                float[][] part = Arrays.copyOfRange(piece, s * each, (s + 1) * each);
                float gain = (float) parts.get(s).gain();
                for (float[] channel : part) {
                    for (int i = 0; i < count; i++) {
                        channel[i] *= gain;
                    }
                }
                sinks.get(s).write(part, 0, count);
            }
        }
    }

    /** A sound whose reading moves a bar. */
    private static final class Watched extends FilteredSource {
        private final LevelMeter sound;
        private final Progress bar;
        private final long before;

        Watched(LevelMeter sound, Progress bar, long before) {
            super(sound);
            this.sound = sound;
            this.bar = bar;
            this.before = before;
        }

        @Override
        public int read(float[][] into, int offset, int count) throws IOException {
            int present = sound.read(into, offset, count);
            bar.at(before + sound.position() / sound.sampleRate());
            return present;
        }
    }
}
