package dev.phasewright.corpus;

import dev.phasewright.corpus.Draft.KeptClip;
import dev.phasewright.corpus.Draft.Rejection;
import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The making of a corpus's clips by several workers. */
final class Production {
    private static final int MOST_ATTEMPTS = 50;

    private final Plan plan;
    private final CorpusSize size;
    private final CorpusFolder building;
    private final Map<Rejection, LongAdder> rejected = new ConcurrentHashMap<>();

    Production(Plan plan, CorpusSize size, CorpusFolder building) {
        this.plan = plan;
        this.size = size;
        this.building = building;
    }

    /**
     * Makes all clips.
     *
     * @return what the manifest says of them, part by part
     * @throws IOException if a program or the disk fails, or the process ends
     */
    List<ManifestRow> fill(int threads, ProgressObserver progress) throws IOException {
        ManifestRow[] rows = new ManifestRow[size.clips()];
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
                        progress.at(done.incrementAndGet());
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

    /** How many drafts were thrown away, by reason in words. */
    Map<String, Integer> rejections() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Rejection reason : plan.rejections()) {
            LongAdder count = rejected.get(reason);
            counts.put(reason.toString(), count == null ? 0 : count.intValue());
        }
        return counts;
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
            if (index < size.clips(part)) {
                break;
            }
            index -= size.clips(part);
        }
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Draft draft = plan.draft(split, index, attempt);
            if (draft instanceof KeptClip clip) {
                return save(split, index, clip);
            }
            rejected.computeIfAbsent((Rejection) draft, reason -> new LongAdder())
                    .increment();
        }
        throw new IOException(plan.hopeless(index, MOST_ATTEMPTS));
    }

    private ManifestRow save(Split split, int index, KeptClip clip) throws IOException {
        String name =
                String.format(Locale.ROOT, "%s/%s/%06d_%s.wav", split.folder(), clip.folder(), index, clip.name());
        return new ManifestRow(name, split, clip.fields(), building.writeClip(name, clip.sound()));
    }
}
