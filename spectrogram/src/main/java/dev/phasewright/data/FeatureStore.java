package dev.phasewright.data;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Something computed from each of many recordings, and perhaps from altered copies of them: rows of numbers in time
 * order, kept in a memory-mapped file so that a corpus larger than the heap can be trained on.
 */
final class FeatureStore implements AutoCloseable {
    /** So many takes are computed side by side, and enter the fingerprint together: their names, then their features. */
    private static final int CHUNK = 256;

    /** Sound files read side by side are no larger than this together, unless it is one: their samples are in memory. */
    private static final long READ_AT_ONCE = 64 << 20;

    /** What rounding may set apart from silence. */
    private static final float NOTHING = 1e-5f;

    private final Take.Format format;
    private final List<Entry> entries;
    private final String fingerprint;
    private final Path store;

    @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
    private record Entry(Recordings.Item item, int rows, FloatBuffer values, String fingerprint, double[] figures) {}

    private FeatureStore(Take.Format format, List<Entry> entries, String fingerprint, Path store) {
        this.format = format;
        this.entries = entries;
        this.fingerprint = fingerprint;
        this.store = store;
    }

    static FeatureStore read(
            Recordings recordings, Take.Format format, Path workspace, boolean strict, Dataset.Observer observer)
            throws IOException {
        return read(recordings, format, Variation.Copies.NONE, workspace, strict, observer);
    }

    static FeatureStore read(
            Recordings recordings,
            Take.Format format,
            Variation.Copies copies,
            Path workspace,
            boolean strict,
            Dataset.Observer observer)
            throws IOException {
        Path store = Files.createTempFile(workspace, "features-", ".tmp");
        Alteration alteration = new Alteration(recordings, copies);
        int takes = 1 + copies.count();
        Filling filling = new Filling(format, format.description() + copies.description());
        try (FileChannel channel = FileChannel.open(store, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            unlink(store);
            int done = 0;
            for (List<Recordings.Item> some : readAtOnce(recordings.items(), Math.max(1, CHUNK / takes))) {
                List<List<Take>> read = some.parallelStream()
                        .map(item -> Take.of(item, alteration, takes, format))
                        .toList();
                long bytes = read.stream()
                        .flatMap(List::stream)
                        .mapToLong(Take::bytes)
                        .sum();
                requireRoom(workspace, bytes);
                ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, channel.size(), bytes);
                for (List<Take> of : read) {
                    for (int i = 0; i < takes; i++) {
                        Take take = i < of.size() ? of.get(i) : null;
                        if (take != null && take.values() == null) {
                            if (strict) {
                                throw take.failure();
                            }
                            observer.skipped(take.reason());
                        }
                        filling.add(take, mapped);
                    }
                }
                done += some.size();
                observer.read(done, recordings.items().size());
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(store);
            throw e;
        }
        return new FeatureStore(format, filling.entries, filling.fingerprint(), store);
    }

    /** What is in a store so far, and the fingerprint of it. */
    private static final class Filling {
        private final Take.Format format;
        private final MessageDigest digest = Take.sha256();
        private final List<Entry> entries = new ArrayList<>();
        private final List<ByteBuffer> undigested = new ArrayList<>();
        private long takes;

        Filling(Take.Format format, String description) {
            this.format = format;
            digest.update(description.getBytes(StandardCharsets.UTF_8));
        }

        /** The next take; nothing is kept of one that failed, or that there is none of since its recording failed. */
        void add(@Nullable Take take, ByteBuffer mapped) {
            float[] values = take == null ? null : take.values();
            if (take != null && values != null) {
                int bytes = (int) take.bytes();
                ByteBuffer part = mapped.slice(mapped.position(), bytes).order(ByteOrder.nativeOrder());
                mapped.position(mapped.position() + bytes);
                FloatBuffer floats = part.asFloatBuffer();
                floats.put(0, values);
                undigested.add(part);
                entries.add(new Entry(
                        take.item(), values.length / format.width(), floats, take.fingerprint(), take.figures()));
                digest.update((take.item().name() + "\n").getBytes(StandardCharsets.UTF_8));
                if (take.item().pitch() >= 0) {
                    digest.update((byte) take.item().pitch());
                }
            }
            takes++;
            if (takes % CHUNK == 0) {
                digestFeatures();
            }
        }

        private void digestFeatures() {
            undigested.forEach(digest::update);
            undigested.clear();
        }

        String fingerprint() {
            digestFeatures();
            return Take.shortened(digest.digest());
        }
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

    /** Splits a list of files into runs of at most so many that fit into memory together. */
    private static List<List<Recordings.Item>> readAtOnce(List<Recordings.Item> items, int most) throws IOException {
        List<List<Recordings.Item>> runs = new ArrayList<>();
        int from = 0;
        long size = 0;
        for (int i = 0; i < items.size(); i++) {
            Path file = items.get(i).file();
            long own = Files.isRegularFile(file) ? Files.size(file) : 0;
            if (i > from && (size + own > READ_AT_ONCE || i - from == most)) {
                runs.add(items.subList(from, i));
                from = i;
                size = 0;
            }
            size += own;
        }
        if (from < items.size()) {
            runs.add(items.subList(from, items.size()));
        }
        return runs;
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

    /** Whether all there is of all is silence. */
    boolean isSilent() {
        return entries.stream().allMatch(entry -> {
            for (int i = 0; i < entry.rows * format.width(); i++) {
                if (Math.abs(entry.values.get(i) - format.silence()) > NOTHING) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Copies {@code rows} rows from {@code start} on, with silence where the recording ends. */
    void copy(int index, int start, int rows, float[] into, int offset) {
        Entry entry = entries.get(index);
        int width = format.width();
        int there = Math.max(0, Math.min(rows, entry.rows - start));
        if (there > 0) {
            entry.values.get(start * width, into, offset, there * width);
        }
        Arrays.fill(into, offset + there * width, offset + rows * width, format.silence());
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
}
