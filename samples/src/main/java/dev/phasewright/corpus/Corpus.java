package dev.phasewright.corpus;

import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A corpus that Phasewright can make: planned in full by its size and seed before a sound exists. {@link Corpora} has
 * them all.
 *
 * <p>Every clip depends on (seed, part, index) alone, whatever the number of threads and whatever the size of the
 * corpus, so a larger corpus begins with the smaller one.
 */
public final class Corpus {
    private final String kind;
    private final long seed;
    private final CorpusSize size;
    private final Plan.Source plans;

    /**
     * A corpus to be made.
     *
     * @param kind what sort of corpus this is, one word
     * @param seed what everything is drawn from
     * @param size how many clips it has
     * @param plans finds the programs and says how clips are made with them, when it is made
     */
    Corpus(String kind, long seed, CorpusSize size, Plan.Source plans) {
        this.kind = kind;
        this.seed = seed;
        this.size = size;
        this.plans = plans;
    }

    /** What sort of corpus this is, one word. */
    public String kind() {
        return kind;
    }

    /** The number of clips of one part. */
    public int clips(Split split) {
        return size.clips(split);
    }

    /** The number of clips of all parts. */
    public int clips() {
        return size.clips();
    }

    /**
     * Makes the corpus: {@code train}, {@code validation} and {@code test} folders of one folder a class,
     * {@code manifest.csv} and {@code corpus.json}. It grows in a hidden sibling of {@code folder} and is moved there
     * when all of it is done; if anything stops it, the sibling is removed.
     *
     * @param folder where the corpus is to be; must not exist, be empty, or hold an older corpus and {@code replace}
     * @param replace whether an older corpus may be replaced
     * @param threads the number of clips in the making at a time, at least 1
     * @param progress told of the clips that are done, from any thread
     * @return what was made
     * @throws IOException if a program it needs is missing (the message has the line that installs it) or fails, or
     *     the disk does
     */
    public CorpusReport make(Path folder, boolean replace, int threads, ProgressObserver progress) throws IOException {
        Objects.requireNonNull(progress, "progress");
        try (CorpusFolder building = CorpusFolder.beside(folder, replace)) {
            Plan plan = plans.find(building.scratch());
            building.makeFolders(plan.classes());
            Production production = new Production(plan, size, building);
            List<ManifestRow> rows = production.fill(threads, progress);
            String fingerprint = building.writeManifest(plan.columns(), rows);
            CorpusReport report = new CorpusReport(
                    kind,
                    seed,
                    plan.sampleRate(),
                    plan.clipSamples().orElse(null),
                    Split.each(size::clips),
                    plan.engine(),
                    production.rejections(),
                    fingerprint,
                    plan.heard());
            building.writeReport(report);
            building.finish();
            return report;
        }
    }
}
