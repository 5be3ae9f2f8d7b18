package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SampleFormat;
import dev.phasewright.audio.SoundFile;
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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A corpus of spoken digits in the manner of SC09: "zero" to "nine", one second each, 16 kHz mono, by 441 synthetic
 * speakers of whom no one is heard in two parts.
 *
 * <p>Every clip depends on (seed, part, index) alone, whatever the number of threads and whatever the size of the
 * corpus.
 *
 * @param train the number of training clips, at least {@link #SMALLEST}; validation has a twentieth of it and test a
 *     tenth, rounded up to full tens so that every part is balanced over the digits
 * @param seed what everything is drawn from
 */
public record DigitCorpus(int train, long seed) {
    /** The classes, in the order of their values. */
    public static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    /** The smallest number of training clips: one of each digit. */
    public static final int SMALLEST = 10;

    /** The largest number of training clips: file names hold six digits. */
    public static final int LARGEST = 1_000_000;

    private static final int MOST_ATTEMPTS = 50;

    /** @throws IllegalArgumentException if the size is out of range or no multiple of ten */
    public DigitCorpus {
        if (train < SMALLEST || train > LARGEST || train % DIGITS.size() != 0) {
            throw new IllegalArgumentException("corpus size must be a multiple of " + DIGITS.size() + " from "
                    + SMALLEST + " to " + LARGEST + ", not " + train);
        }
    }

    /** The number of clips of one part, a multiple of ten. */
    public int clips(Split split) {
        int wanted =
                switch (split) {
                    case TRAIN -> train;
                    case VALIDATION -> train / 20;
                    case TEST -> train / 10;
                };
        return Math.max(1, (wanted + 9) / 10) * 10;
    }

    /** The number of clips of all parts. */
    public int clips() {
        int sum = 0;
        for (Split split : Split.values()) {
            sum += clips(split);
        }
        return sum;
    }

    /** The speakers of one part, in no order that means anything. */
    public List<Speaker> speakers(Split split) {
        return new Cast(seed).of(split);
    }

    /**
     * Makes the corpus: {@code train}, {@code validation} and {@code test} folders of one folder a digit,
     * {@code manifest.csv} and {@code corpus.json}. It grows in a hidden sibling of {@code folder} and is moved there
     * when all of it is done; if anything stops it, the sibling is removed.
     *
     * @param folder where the corpus is to be; must not exist, be empty, or hold an older corpus and {@code replace}
     * @param replace whether an older corpus may be replaced
     * @param threads the number of clips in the making at a time, at least 1
     * @param progress called with the number of clips done so far, from any thread
     * @return what was made
     * @throws IOException if eSpeak NG is missing (the message has the line that installs it) or fails, or the disk
     *     does
     */
    public CorpusReport make(Path folder, boolean replace, int threads, Progress progress) throws IOException {
        Objects.requireNonNull(progress, "progress");
        try (CorpusFolder building = CorpusFolder.beside(folder, replace)) {
            EspeakNg voice = new EspeakNg("espeak-ng");
            Map<Rejection, LongAdder> rejections = new ConcurrentHashMap<>();
            List<ManifestRow> rows = fill(building, voice, threads, rejections, progress);
            String fingerprint = sha256(building.writeManifest(rows));
            CorpusReport report = CorpusReport.of(this, "eSpeak NG " + voice.version(), rejections, fingerprint);
            building.writeReport(report);
            building.finish();
            return report;
        }
    }

    private List<ManifestRow> fill(
            CorpusFolder building, EspeakNg voice, int threads, Map<Rejection, LongAdder> rejections, Progress progress)
            throws IOException {
        Cast cast = new Cast(seed);
        ManifestRow[] rows = new ManifestRow[clips()];
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
                        rows[i] = write(building.path(), voice, cast, i, rejections);
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

    private ManifestRow write(Path root, EspeakNg voice, Cast cast, int place, Map<Rejection, LongAdder> rejections)
            throws IOException {
        int index = place;
        Split split = Split.TRAIN;
        for (Split part : Split.values()) {
            split = part;
            if (index < clips(part)) {
                break;
            }
            index -= clips(part);
        }
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Recipe recipe = Recipe.draw(seed, split, index, attempt, cast.of(split));
            Draft draft = draft(voice, recipe);
            if (draft instanceof Clip clip) {
                return save(root, split, index, recipe, clip);
            }
            rejections
                    .computeIfAbsent((Rejection) draft, reason -> new LongAdder())
                    .increment();
        }
        throw new IOException("eSpeak NG gave no usable \"" + DIGITS.get(index % 10) + "\" in " + MOST_ATTEMPTS
                + " attempts; check that `espeak-ng hello` speaks");
    }

    private static Draft draft(EspeakNg voice, Recipe recipe) throws IOException {
        Audio utterance;
        try {
            utterance = voice.say(DIGITS.get(recipe.digit()), recipe.speaker(), recipe.pitch(), recipe.rate());
        } catch (EspeakNg.EngineFailure e) {
            return Rejection.ENGINE;
        }
        Optional<Audio> word = Clip.audiblePart(utterance);
        if (word.isEmpty()) {
            return Rejection.SILENT;
        }
        return Clip.fits(word.get()) ? Clip.place(word.get(), recipe) : Rejection.TOO_LONG;
    }

    private static ManifestRow save(Path root, Split split, int index, Recipe recipe, Clip clip) throws IOException {
        String name =
                "%s/%s/%06d_%s.wav".formatted(split.folder(), DIGITS.get(recipe.digit()), index, recipe.speaker());
        Path file = root.resolve(name);
        SoundFile.write(clip.sound(), file, SampleFormat.PCM_16);
        return new ManifestRow(name, split, recipe, clip.onset(), sha256(file));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
