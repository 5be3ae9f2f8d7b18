package dev.phasewright.corpus;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The making of one corpus: its clips by several workers, then its manifest and report. */
final class Production {
    private static final int MOST_ATTEMPTS = 50;

    private final Corpus corpus;
    private final Plan plan;
    private final CorpusFolder building;
    private final Map<Rejection, LongAdder> rejected = new ConcurrentHashMap<>();

    private Production(Corpus corpus, Plan plan, CorpusFolder building) {
        this.corpus = corpus;
        this.plan = plan;
        this.building = building;
    }

    /** What {@link Corpus#make} does. */
    static CorpusReport of(
            Corpus corpus, Plan.Source source, Path folder, boolean replace, int threads, Progress progress)
            throws IOException {
        Objects.requireNonNull(progress, "progress");
        try (CorpusFolder building = CorpusFolder.beside(folder, replace)) {
            Plan plan = source.find(building.scratch());
            building.makeFolders(plan.classes());
            CorpusReport report = new Production(corpus, plan, building).run(threads, progress);
            building.finish();
            return report;
        }
    }

    private CorpusReport run(int threads, Progress progress) throws IOException {
        List<ManifestRow> rows = fill(threads, progress);
        String fingerprint = sha256(building.writeManifest(plan.columns(), rows));
        CorpusReport report = CorpusReport.of(corpus, plan, rejected, fingerprint);
        building.writeReport(report);
        return report;
    }

    private List<ManifestRow> fill(int threads, Progress progress) throws IOException {
        ManifestRow[] rows = new ManifestRow[corpus.clips()];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(workers.submit(() -> {
                    for (int i = next.getAndIncrement();
                            i < rows.length && !building.abandoned();
                            i = next.getAndIncrement()) {
                        rows[i] = write(i);
                        progress.done(done.incrementAndGet());
                    }
                    return null;
                }));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        } catch (ExecutionException e) {
            if (!building.abandoned()) {
                throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted; nothing was kept", e);
        } finally {
            // Whoever failed first, the others stop at their next clip.
            next.set(rows.length);
            workers.shutdown();
            awaitEnd(workers);
        }
        if (building.abandoned()) {
            throw new IOException("interrupted; nothing was kept");
        }
        return List.of(rows);
    }

    private static void awaitEnd(ExecutorService workers) {
        try {
            if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ManifestRow write(int place) throws IOException {
        int index = place;
        Split split = Split.TRAIN;
        for (Split part : Split.values()) {
            split = part;
            if (index < corpus.clips(part)) {
                break;
            }
            index -= corpus.clips(part);
        }
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Draft draft = plan.draft(split, index, attempt);
            if (draft instanceof KeptClip take) {
                return save(split, index, take);
            }
            rejected.computeIfAbsent((Rejection) draft, reason -> new LongAdder())
                    .increment();
        }
        throw new IOException(plan.hopeless(index, MOST_ATTEMPTS));
    }

    private ManifestRow save(Split split, int index, KeptClip take) throws IOException {
        String name = "%s/%s/%06d_%s.wav".formatted(split.folder(), take.folder(), index, take.name());
        Path file = building.path().resolve(name);
        SoundFile.write(take.sound(), file, SampleFormat.PCM_16);
        return new ManifestRow(name, split, take.fields(), sha256(file));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
