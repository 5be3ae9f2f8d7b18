package dev.phasewright.data;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
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
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Something computed from each of many recordings, and perhaps from altered copies of them: rows of numbers in time
 * order, kept in a memory-mapped file so that a corpus larger than the heap can be trained on.
 */
final class FeatureStore implements AutoCloseable {
    private static final int CHUNK = 256;
    /** Sound files read side by side are no larger than this together, unless it is one: their samples are in memory. */
    private static final long READ_AT_ONCE = 64 << 20;

    /** In bytes of features: five and a half hours of log-mel frames. */
    private static final double LONGEST_RECORDING = 1e9;

    private final Format format;
    private final List<Entry> entries;
    private final String fingerprint;
    private final Path store;

    @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
    private record Entry(Recordings.Item item, int rows, FloatBuffer values, String fingerprint, double[] figures) {}

    /** A recording, or a copy of it, from 1. */
    private record Take(Recordings.Item item, int copy) {}

    /**
     * What is computed from a recording.
     *
     * @param description all that it depends on, for the fingerprint
     * @param width numbers a row
     * @param rate rows a second, at least about
     * @param silence what stands where a recording has ended
     * @param compute the rows of one recording, and figures measured on it
     */
    record Format(String description, int width, double rate, float silence, Function<Audio, Computed> compute) {}

    /** The rows of a recording, and figures measured on it, always as many. */
    @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
    record Computed(float[] rows, double... figures) {}

    private FeatureStore(Format format, List<Entry> entries, String fingerprint, Path store) {
        this.format = format;
        this.entries = entries;
        this.fingerprint = fingerprint;
        this.store = store;
    }

    static FeatureStore read(
            Recordings recordings, Format format, Path workspace, boolean strict, Dataset.Observer observer)
            throws IOException {
        return read(recordings, format, Variation.Copies.NONE, workspace, strict, observer);
    }

    static FeatureStore read(
            Recordings recordings,
            Format format,
            Variation.Copies copies,
            Path workspace,
            boolean strict,
            Dataset.Observer observer)
            throws IOException {
        Path store = Files.createTempFile(workspace, "features-", ".tmp");
        MessageDigest digest = sha256();
        digest.update((format.description + copies.description()).getBytes(StandardCharsets.UTF_8));
        List<Entry> entries = new ArrayList<>();
        List<Take> takes = takes(recordings, copies);
        Alteration alteration = new Alteration(recordings, copies);
        try (FileChannel channel = FileChannel.open(store, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            unlink(store);
            for (int from = 0; from < takes.size(); from += CHUNK) {
                List<Take> chunk = takes.subList(from, Math.min(takes.size(), from + CHUNK));
                List<ByteBuffer> stored = new ArrayList<>();
                for (List<Take> some : readAtOnce(chunk)) {
                    List<Reading> readings = some.parallelStream()
                            .map(take -> Reading.of(take, alteration, format))
                            .toList();
                    requireRoom(workspace, bytes(readings));
                    ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, channel.size(), bytes(readings))
                            .order(ByteOrder.nativeOrder());
                    stored.add(mapped);
                    FloatBuffer floats = mapped.asFloatBuffer();
                    for (Reading reading : readings) {
                        float[] values = reading.values;
                        if (values != null) {
                            FloatBuffer part = floats.slice(floats.position(), values.length);
                            floats.put(values);
                            entries.add(new Entry(
                                    reading.item,
                                    values.length / format.width,
                                    part,
                                    reading.fingerprint,
                                    reading.figures));
                            digest.update((reading.item.name() + "\n").getBytes(StandardCharsets.UTF_8));
                            if (reading.item.pitch() >= 0) {
                                digest.update((byte) reading.item.pitch());
                            }
                        } else if (strict) {
                            throw reading.failure();
                        } else {
                            IOException failure = reading.failure();
                            observer.skipped(Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
                        }
                    }
                }
                stored.forEach(digest::update);
                observer.read(
                        (from + chunk.size()) / (1 + copies.count()),
                        recordings.items().size());
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(store);
            throw e;
        }
        return new FeatureStore(format, entries, shortened(digest.digest()), store);
    }

    private static List<Take> takes(Recordings recordings, Variation.Copies copies) {
        return recordings.items().stream()
                .flatMap(item -> IntStream.rangeClosed(0, copies.count()).mapToObj(copy -> new Take(item, copy)))
                .toList();
    }

    private static String shortened(byte[] digest) {
        return HexFormat.of().formatHex(digest).substring(0, 16);
    }

    /** A mapped file on a full disk would kill the process, not throw. */
    private static void requireRoom(Path workspace, long bytes) throws IOException {
        if (Files.getFileStore(workspace).getUsableSpace() < bytes) {
            throw new RecordingsException(workspace + ": the disk is full, features need another "
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

    /** The features of a recording, or why there are none: one of the two is null. */
    private static final class Reading {
        final Recordings.Item item;
        final float @Nullable [] values;
        final double[] figures;
        final String fingerprint;
        private final @Nullable IOException failure;

        private Reading(Recordings.Item item, @Nullable Computed computed, @Nullable IOException failure) {
            this.item = item;
            this.values = computed == null ? null : computed.rows;
            this.figures = computed == null ? new double[0] : computed.figures;
            this.fingerprint = values == null ? "" : fingerprint(values);
            this.failure = failure;
        }

        private static String fingerprint(float[] values) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
            bytes.asFloatBuffer().put(values);
            return shortened(sha256().digest(bytes.array()));
        }

        IOException failure() {
            return Objects.requireNonNull(failure, "it was read");
        }

        long bytes() {
            return values == null ? 0 : (long) values.length * Float.BYTES;
        }

        static Reading of(Take take, Alteration alteration, Format format) {
            Recordings.Item item = take.item;
            try {
                Audio audio = SoundFile.read(item.file());
                if (audio.length() == 0) {
                    throw new RecordingsException(item.file() + ": holds no sound; leave it out");
                }
                if (audio.seconds() * format.rate * format.width * Float.BYTES > LONGEST_RECORDING) {
                    throw new RecordingsException(item.file() + ": too long; cut it into pieces");
                }
                Audio heard = take.copy == 0 ? audio : alteration.of(item, audio, take.copy);
                return new Reading(item, format.compute.apply(heard), null);
            } catch (IOException e) {
                return new Reading(item, null, e);
            }
        }
    }

    /** Splits a list of files into runs that fit into memory together. */
    private static List<List<Take>> readAtOnce(List<Take> items) throws IOException {
        List<List<Take>> runs = new ArrayList<>();
        int from = 0;
        long size = 0;
        for (int i = 0; i < items.size(); i++) {
            Path file = items.get(i).item.file();
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

    private static long bytes(List<Reading> readings) {
        return readings.stream().mapToLong(Reading::bytes).sum();
    }

    int size() {
        return entries.size();
    }

    Path file(int index) {
        return entries.get(index).item.file();
    }

    int classOf(int index) {
        return entries.get(index).item.classIndex();
    }

    int pitchOf(int index) {
        return entries.get(index).item.pitch();
    }

    /** What was measured on it. */
    double[] figuresOf(int index) {
        return entries.get(index).figures;
    }

    int rows(int index) {
        return entries.get(index).rows;
    }

    String fingerprint() {
        return fingerprint;
    }

    String fingerprintOf(int index) {
        return entries.get(index).fingerprint;
    }

    /** Copies {@code rows} rows from {@code start} on, with silence where the recording ends. */
    void copy(int index, int start, int rows, float[] into, int offset) {
        Entry entry = entries.get(index);
        int width = format.width;
        int there = Math.max(0, Math.min(rows, entry.rows - start));
        if (there > 0) {
            entry.values.get(start * width, into, offset, there * width);
        }
        Arrays.fill(into, offset + there * width, offset + rows * width, format.silence);
    }

    /** Copies rows from the start of a recording if it is no longer, or else from a random place in it. */
    void copyRandom(int index, int rows, float[] into, int offset, RandomGenerator random) {
        int room = rows(index) - rows;
        copy(index, room > 0 ? random.nextInt(room + 1) : 0, rows, into, offset);
    }

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
