package dev.phasewright.spectrogram.learn;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The log-mel spectrograms of many recordings, kept in a memory-mapped file so that a corpus larger than the heap can
 * be trained on. Each recording is mixed to mono and resampled to the features' rate.
 */
public final class LogMelDataset implements AutoCloseable {
    private static final int CHUNK = 256;

    private final MelSpec spec;
    private final List<String> classes;
    private final List<Entry> entries;
    private final String fingerprint;
    private final Path store;

    private record Entry(Recordings.Item item, int frames, FloatBuffer values) {}

    /** Is told how reading goes. */
    public interface Observer {
        /** So many files of so many were read. */
        void read(int done, int of);

        /** A file was left out; the message names it and says why. */
        void skipped(String message);
    }

    private LogMelDataset(MelSpec spec, List<String> classes, List<Entry> entries, String fingerprint, Path store) {
        this.spec = spec;
        this.classes = classes;
        this.entries = entries;
        this.fingerprint = fingerprint;
        this.store = store;
    }

    /**
     * Reads recordings and computes their features.
     *
     * @param workspace an existing folder for the file of features, gone by {@link #close()}
     * @param strict whether a file that cannot be read ends it all, instead of being skipped
     * @throws CheckpointException if not one file could be read
     * @throws IOException if a file cannot be read and {@code strict}, or the features cannot be stored
     */
    public static LogMelDataset read(
            Recordings recordings, MelSpec spec, Path workspace, boolean strict, Observer observer) throws IOException {
        Path store = Files.createTempFile(workspace, "features-", ".tmp");
        MessageDigest digest = sha256();
        digest.update(spec.toString().getBytes(StandardCharsets.UTF_8));
        List<Entry> entries = new ArrayList<>();
        List<Recordings.Item> items = recordings.items();
        try (FileChannel channel = FileChannel.open(store, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            unlink(store);
            for (int from = 0; from < items.size(); from += CHUNK) {
                List<Recordings.Item> chunk = items.subList(from, Math.min(items.size(), from + CHUNK));
                List<Reading> readings = chunk.parallelStream()
                        .map(item -> Reading.of(item, spec))
                        .toList();
                long position = channel.size();
                requireRoom(workspace, bytes(readings));
                ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, position, bytes(readings))
                        .order(ByteOrder.nativeOrder());
                FloatBuffer floats = mapped.asFloatBuffer();
                for (Reading reading : readings) {
                    if (reading.failure != null) {
                        if (strict) {
                            throw reading.failure;
                        }
                        observer.skipped(reading.failure.getMessage());
                        continue;
                    }
                    float[] values = reading.features.toArray();
                    FloatBuffer part = floats.slice(floats.position(), values.length);
                    floats.put(values);
                    entries.add(new Entry(reading.item, reading.features.frames(), part));
                    digest.update((recordings.root().relativize(reading.item.file()) + "\n")
                            .getBytes(StandardCharsets.UTF_8));
                }
                digest.update(mapped);
                observer.read(from + chunk.size(), items.size());
            }
            if (entries.isEmpty() && !items.isEmpty()) {
                throw new CheckpointException(
                        recordings.root() + ": not one of its " + items.size() + " sound files could be read");
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(store);
            throw e;
        }
        String fingerprint = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        return new LogMelDataset(spec, recordings.classes(), entries, fingerprint, store);
    }

    /** A mapped file on a full disk would kill the process, not throw. */
    private static void requireRoom(Path workspace, long bytes) throws IOException {
        if (Files.getFileStore(workspace).getUsableSpace() < bytes) {
            throw new CheckpointException(workspace + ": the disk is full, features need another "
                    + (bytes / 1_000_000 + 1) + " MB for now; make room or choose another folder");
        }
    }

    /** Where the system allows it, the file goes as soon as it is open, so that a killed process leaves none behind. */
    private static void unlink(Path store) {
        try {
            Files.deleteIfExists(store);
        } catch (IOException e) {
            // Windows keeps an open file; close() will delete it.
        }
    }

    private record Reading(Recordings.Item item, LogMel features, IOException failure) {
        static Reading of(Recordings.Item item, MelSpec spec) {
            try {
                Audio audio = SoundFile.read(item.file());
                return new Reading(item, LogMelDataset.features(audio, spec), null);
            } catch (IOException e) {
                return new Reading(item, null, e);
            }
        }
    }

    /** The features of one sound: mixed to mono, resampled, transformed. */
    public static LogMel features(Audio audio, MelSpec spec) {
        Audio mono = Resampler.resample(audio.toMono(), spec.stft().sampleRate());
        return MelFilterBank.of(spec).apply(Stft.of(spec.stft()).forward(mono).magnitudes());
    }

    private static long bytes(List<Reading> readings) {
        return readings.stream()
                .filter(r -> r.features != null)
                .mapToLong(r -> (long) r.features.frames() * r.features.bands() * Float.BYTES)
                .sum();
    }

    /** The features' parameters. */
    public MelSpec spec() {
        return spec;
    }

    /** The classes' names; empty if there are none. */
    public List<String> classes() {
        return classes;
    }

    /** The number of recordings. */
    public int size() {
        return entries.size();
    }

    /** The file of a recording. */
    public Path file(int index) {
        return entries.get(index).item.file();
    }

    /** The class of a recording, or −1. */
    public int classOf(int index) {
        return entries.get(index).item.classIndex();
    }

    /** A recording's length in frames. */
    public int frames(int index) {
        return entries.get(index).frames;
    }

    /** Sixteen hexadecimal digits that follow from the features' parameters and all files' names and features. */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * Copies a clip of {@code frames} frames: from {@code start} on, with silence (the features' floor) where the
     * recording ends.
     *
     * @param into row-major, {@code [frames × bands]} from {@code offset} on
     */
    public void copy(int index, int start, int frames, float[] into, int offset) {
        Entry entry = entries.get(index);
        int bands = spec.bands();
        int there = Math.max(0, Math.min(frames, entry.frames - start));
        entry.values.get(start * bands, into, offset, there * bands);
        Arrays.fill(into, offset + there * bands, offset + frames * bands, (float) Math.log(spec.floor()));
    }

    /** Copies a clip from the start of a recording if it fits, or else from a random place in it. */
    public void copyRandom(int index, int frames, float[] into, int offset, RandomGenerator random) {
        int room = frames(index) - frames;
        copy(index, room > 0 ? random.nextInt(room + 1) : 0, frames, into, offset);
    }

    /** Deletes the file of features. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(store);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
