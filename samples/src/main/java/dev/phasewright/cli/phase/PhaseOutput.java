package dev.phasewright.cli.phase;

import dev.phasewright.audio.LevelMeter;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.SoundSink;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.stream.FilteredSource;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.vocoder.lab.LevelChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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
    void write(Original original, UnaryOperator<SoundSource> tool, String what, List<Path> targets) throws IOException {
        long seconds;
        try (SoundSource shape = original.open()) {
            seconds = Math.max(0, shape.length()) / shape.sampleRate();
        }
        try (Progress bar = console().progress("phase", unmatched ? seconds : 2 * seconds, "s")) {
            List<LevelChange> changes;
            if (unmatched) {
                changes = write(original, tool, targets, Collections.nCopies(targets.size(), 1.0), bar, 0);
            } else {
                changes = measure(original, tool, targets.size(), bar);
                List<Double> gains = changes.stream().map(LevelChange::gain).toList();
                write(original, tool, targets, gains, bar, seconds);
            }
            for (int i = 0; i < targets.size(); i++) {
                console().say("%s: %s; %s", OutputOptions.name(targets.get(i)), what, changes.get(i));
            }
        }
    }

    private List<LevelChange> measure(Original original, UnaryOperator<SoundSource> tool, int parts, Progress bar)
            throws IOException {
        LevelMeter before = new LevelMeter(original.open());
        try (LevelMeter after = new LevelMeter(tool.apply(new Watched(before, bar, 0)))) {
            after.readAll();
            return changes(before, after, parts);
        }
    }

    private List<LevelChange> write(
            Original original,
            UnaryOperator<SoundSource> tool,
            List<Path> targets,
            List<Double> gains,
            Progress bar,
            long done)
            throws IOException {
        LevelMeter before = new LevelMeter(original.open());
        try (LevelMeter after = new LevelMeter(tool.apply(new Watched(before, bar, done)))) {
            write(after, targets, new ArrayList<>(), gains);
            return changes(before, after, targets.size());
        }
    }

    private List<LevelChange> changes(LevelMeter before, LevelMeter after, int parts) {
        int each = after.channels() / parts;
        return IntStream.range(0, parts)
                .mapToObj(i -> LevelChange.of(
                        before.level(i * each, (i + 1) * each), after.level(i * each, (i + 1) * each), !unmatched))
                .toList();
    }

    /** Opens one file after the other, and then fills them all. */
    private void write(SoundSource sound, List<Path> targets, List<SoundSink> open, List<Double> gains)
            throws IOException {
        if (open.size() == targets.size()) {
            fill(sound, open, gains);
            return;
        }
        int channels = sound.channels() / targets.size();
        write(targets.get(open.size()), path -> {
            try (SoundSink sink = SoundFile.create(path, channels, sound.sampleRate(), SampleFormat.PCM_16)) {
                open.add(sink);
                write(sound, targets, open, gains);
                sink.finish();
            }
        });
    }

    private static void fill(SoundSource sound, List<SoundSink> sinks, List<Double> gains) throws IOException {
        int each = sound.channels() / sinks.size();
        float[][] piece = new float[sound.channels()][PIECE];
        for (int count; (count = sound.read(piece, 0, PIECE)) > 0; ) {
            for (int s = 0; s < sinks.size(); s++) {
                float[][] part = Arrays.copyOfRange(piece, s * each, (s + 1) * each);
                float gain = gains.get(s).floatValue();
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
