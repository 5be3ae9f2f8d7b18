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
    /** Sound files read side by side are no larger than this together, unless it is one: their samples are in memory. */
    private static final long READ_AT_ONCE = 64 << 20;

    /** In bytes of features: five and a half hours. */
    private static final double LONGEST_RECORDING = 1e9;

    /** Frames transformed at a time. */
    private static final int PIECE = 4096;

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
     * @param workspace an existing folder for the file of features, which is gone after {@link #close()} or, where the
     *     system can delete open files, with the process, whatever ends it
     * @param strict whether a file that cannot be read ends it all, instead of being skipped
     * @return a data set without the files skipped, so perhaps an empty one
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
                List<ByteBuffer> stored = new ArrayList<>();
                for (List<Recordings.Item> some : readAtOnce(chunk)) {
                    List<Reading> readings = some.parallelStream()
                            .map(item -> Reading.of(item, spec))
                            .toList();
                    requireRoom(workspace, bytes(readings));
                    ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, channel.size(), bytes(readings))
                            .order(ByteOrder.nativeOrder());
                    stored.add(mapped);
                    FloatBuffer floats = mapped.asFloatBuffer();
                    for (Reading reading : readings) {
                        if (reading.failure == null) {
                            float[] values = reading.features.toArray();
                            FloatBuffer part = floats.slice(floats.position(), values.length);
                            floats.put(values);
                            entries.add(new Entry(reading.item, reading.features.frames(), part));
                            digest.update((recordings.root().relativize(reading.item.file()) + "\n")
                                    .getBytes(StandardCharsets.UTF_8));
                        } else if (strict) {
                            throw reading.failure;
                        } else {
                            observer.skipped(reading.failure.getMessage());
                        }
                    }
                }
                stored.forEach(digest::update);
                observer.read(from + chunk.size(), items.size());
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
                if (audio.length() == 0) {
                    throw new CheckpointException(item.file() + ": holds no sound; leave it out");
                }
                double frames = audio.seconds() * spec.stft().frameRate();
                if (frames * spec.bands() * Float.BYTES > LONGEST_RECORDING) {
                    throw new CheckpointException(item.file() + ": too long; cut it into pieces");
                }
                return new Reading(item, LogMelDataset.features(audio, spec), null);
            } catch (IOException e) {
                return new Reading(item, null, e);
            }
        }
    }

    /** Splits a list of files into runs that fit into memory together. */
    private static List<List<Recordings.Item>> readAtOnce(List<Recordings.Item> items) throws IOException {
        List<List<Recordings.Item>> runs = new ArrayList<>();
        int from = 0;
        long size = 0;
        for (int i = 0; i < items.size(); i++) {
            Path file = items.get(i).file();
            long own = Files.isRegularFile(file) ? Files.size(file) : 0;
            if (i > from && size + own > READ_AT_ONCE) {
                runs.add(items.subList(from, i));
                from = i;
                size = 0;
            }
            size += own;
        }
        runs.add(items.subList(from, items.size()));
        return runs;
    }

    /** The features of one sound: mixed to mono, resampled, transformed. */
    public static LogMel features(Audio audio, MelSpec spec) {
        Audio mono = Resampler.resample(audio.toMono(), spec.stft().sampleRate());
        int frames = spec.stft().frames(mono.length());
        if (frames <= PIECE) {
            return transform(mono, spec);
        }
        // The complex spectrogram of an hour takes gigabytes; that of a piece, with what its first and last window
        // see of its neighbours, has the same frames.
        int hop = spec.stft().hop();
        int margin = (spec.stft().fftSize() / 2 + hop - 1) / hop;
        float[] values = new float[frames * spec.bands()];
        for (int from = 0; from < frames; from += PIECE) {
            int count = Math.min(PIECE, frames - from);
            Audio piece = mono.slice((from - margin) * hop, (from + count - 1 + margin) * hop);
            System.arraycopy(
                    transform(piece, spec).toArray(),
                    margin * spec.bands(),
                    values,
                    from * spec.bands(),
                    count * spec.bands());
        }
        return new LogMel(spec, values);
    }

    private static LogMel transform(Audio mono, MelSpec spec) {
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
        if (there > 0) {
            entry.values.get(start * bands, into, offset, there * bands);
        }
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
