package dev.phasewright.collection;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.file.AtomicFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.collection.CollectionException.Reason;
import dev.phasewright.evaluation.generator.TrainingVerdict;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.JsonFile;
import dev.phasewright.train.TrainingRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's samples in their classes, and what was learned from them: a folder, whose name is the collection's. Safe for
 * use by several threads.
 */
public final class SoundCollection {
    static final String DESCRIPTION = "collection.json";

    /** Of fewer there would be nothing to tell apart. */
    private static final int FEWEST = 2;

    private static final double SHORTEST = 0.02;
    /** What no sample is louder than is silence. */
    private static final double SILENCE = 1e-3;

    private static final String SAMPLES = "samples";
    private static final String MODEL = "model";
    private static final String LOG = "training.log";
    private static final String ENDING = ".wav";
    /** How the command begins what it tells of its failure. */
    private static final String FAILURE = "phasewright: ";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final CollectionLimits limits;
    private final Map<String, Integer> classes = new TreeMap<>();
    private long bytes;
    private Description description;
    private @Nullable TrainingProcess process;

    /**
     * What is kept of a collection beside its samples.
     *
     * @param title what it was called by whoever made it
     * @param lesson how something is learned from it; null if nothing is since the samples changed
     * @param process who learns; null if nobody does
     * @param trouble why nobody does any more; null if nothing went wrong
     */
    record Description(
            String title,
            @Nullable Lesson lesson,
            TrainingProcess.@Nullable Mark process,
            @Nullable String trouble) {}

    /** Where a collection is. */
    public enum State {
        /** Samples come. */
        @JsonProperty("collecting")
        COLLECTING,
        /** A training has begun, and reads them. */
        @JsonProperty("reading")
        READING,
        /** It learns. */
        @JsonProperty("learning")
        LEARNING,
        /** It has ended before its end, and can go on. */
        @JsonProperty("stopped")
        STOPPED,
        /** All is learned. */
        @JsonProperty("learned")
        LEARNED
    }

    private SoundCollection(Path folder, CollectionLimits limits, Description description) throws IOException {
        this.folder = folder;
        this.limits = limits;
        this.description = description;
        count();
        if (description.process() != null) {
            process = TrainingProcess.find(description.process()).orElse(null);
        }
    }

    /** Makes an empty one. */
    static SoundCollection begin(Path folder, String title, CollectionLimits limits) throws IOException {
        Files.createDirectories(folder.resolve(SAMPLES));
        SoundCollection made = new SoundCollection(folder, limits, new Description(title, null, null, null));
        made.save();
        return made;
    }

    /** Finds one that is there. */
    static SoundCollection open(Path folder, CollectionLimits limits) throws IOException {
        return new SoundCollection(folder, limits, TrainingRecord.read(folder.resolve(DESCRIPTION), Description.class));
    }

    private void save() throws IOException {
        JsonFile.write(folder.resolve(DESCRIPTION), description);
    }

    private void count() throws IOException {
        try (Stream<Path> entries = Files.walk(folder.resolve(SAMPLES), 2)) {
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(ENDING)) {
                    classes.merge(file.getParent().getFileName().toString(), 1, Integer::sum);
                    bytes += Files.size(file);
                }
            }
        }
    }

    /** Its name, of letters and digits. */
    public String name() {
        return folder.getFileName().toString();
    }

    /** What whoever made it called it. */
    public synchronized String title() {
        return description.title();
    }

    /** How many samples there are of each class. */
    public synchronized Map<String, Integer> classes() {
        return new TreeMap<>(classes);
    }

    /** How something is learned; nothing if none is since the samples changed. */
    public synchronized Optional<Lesson> lesson() {
        return Optional.ofNullable(description.lesson());
    }

    /** The folder of the model, if there is one to be heard. */
    public Optional<Path> model() {
        return Optional.of(folder.resolve(MODEL)).filter(at -> Files.isRegularFile(at.resolve(Checkpoint.DESCRIPTION)));
    }

    private int samples() {
        return classes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Where a sample went. */
    public record Kept(String className, String name, double seconds) {}

    /**
     * Adds a sample, unless the very same is there already. What was learned before is of other samples then: the next
     * lesson begins anew.
     *
     * @param className its class, as its folder or whoever speaks calls it
     * @param name of its file
     * @throws CollectionException if it is silent or too short, there is no room for it, or something is learned now
     */
    public synchronized Kept add(String className, String name, Audio sound) throws IOException {
        requireIdle();
        if (sound.seconds() < SHORTEST) {
            throw new CollectionException(Reason.UNFIT, "the sound is shorter than " + SHORTEST + " s");
        }
        if (sound.peak() < SILENCE) {
            throw new CollectionException(Reason.UNFIT, "the sound is silent");
        }
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        SoundFile.write(sound.toMono(), wav, SampleFormat.PCM_16);
        Path of = folderOf(PlainName.of(className, "sound"));
        String plain = of.getFileName().toString();
        String stem = PlainName.of(name.replaceFirst("\\.[^.]*$", ""), "sample");
        Path first = of.resolve(stem + ENDING);
        if (Files.exists(first) && Arrays.equals(Files.readAllBytes(first), wav.toByteArray())) {
            return new Kept(plain, stem, sound.seconds());
        }
        if (samples() >= limits.samples()) {
            throw full(limits.samples() + " samples");
        }
        if (!classes.containsKey(plain) && classes.size() >= limits.classes()) {
            throw full(limits.classes() + " classes");
        }
        if (bytes + wav.size() > limits.bytes()) {
            throw full((limits.bytes() >> 20) + " MB of samples");
        }
        requireRoom(folder, limits, wav.size());
        Files.createDirectories(of);
        String free = PlainName.free(stem, each -> Files.exists(of.resolve(each + ENDING)));
        AtomicFile.write(of.resolve(free + ENDING), wav::writeTo);
        classes.merge(plain, 1, Integer::sum);
        bytes += wav.size();
        if (description.lesson() != null) {
            description = new Description(description.title(), null, null, null);
            save();
        }
        return new Kept(plain, free, sound.seconds());
    }

    /** Of letters that this system's files cannot be called by, a number is made. */
    private Path folderOf(String plain) {
        Path all = folder.resolve(SAMPLES);
        try {
            return all.resolve(plain);
        } catch (InvalidPathException e) {
            return all.resolve("class-" + Integer.toHexString(plain.hashCode()));
        }
    }

    private static CollectionException full(String what) {
        return new CollectionException(Reason.FULL, "the collection is full: it has " + what + ", the most that it takes");
    }

    /** @throws CollectionException if a disk has no room for so many bytes and some to spare */
    static void requireRoom(Path folder, CollectionLimits limits, long wanted) throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() < wanted + limits.spare()) {
            throw new CollectionException(
                    Reason.NO_ROOM,
                    "the disk has no room: " + (limits.spare() >> 20) + " MB are to stay free; make room there");
        }
    }

    private void requireIdle() throws CollectionException {
        if (isBusy()) {
            throw new CollectionException(Reason.LEARNING, "it is being learned from; stop that first");
        }
    }

    /** Whether something is learned from it now. */
    synchronized boolean isBusy() {
        return process != null && process.isAlive();
    }

    /**
     * How far it is.
     *
     * @param state where it is
     * @param updates that are done
     * @param of so many; 0 if nothing is to be learned
     * @param secondsLeft how long the rest takes; null while that is not known
     * @param losses the mean loss of each twenty updates or so, thinned out
     * @param heldOut the loss on what is held out, at the last checkpoint; null if nothing is
     * @param checkpoint the update whose model is to be heard, or 0
     * @param verdict what was last found of its samples; null if nothing was
     * @param trouble why it has stopped, if not because somebody wanted it
     */
    public record Progress(
            State state,
            long updates,
            long of,
            @Nullable Double secondsLeft,
            List<Double> losses,
            @Nullable Double heldOut,
            long checkpoint,
            @Nullable TrainingVerdict verdict,
            @Nullable String trouble) {}

    /** How far it is. */
    public synchronized Progress progress() throws IOException {
        Lesson lesson = description.lesson();
        TrainingRecord record = TrainingRecord.of(folder.resolve(MODEL), lesson == null ? 1 : lesson.batch());
        State state = state(record);
        boolean learns = state == State.LEARNING && record.perSecond() > 0 && lesson != null;
        return new Progress(
                state,
                record.updates(),
                lesson == null ? 0 : lesson.updates(),
                learns ? (Double) ((lesson.updates() - record.updates()) / record.perSecond()) : null,
                record.losses(),
                record.heldOut(),
                record.checkpoint(),
                record.verdict(),
                state == State.STOPPED ? description.trouble() : null);
    }

    private State state(TrainingRecord record) throws IOException {
        if (description.lesson() == null) {
            return State.COLLECTING;
        }
        if (isBusy()) {
            return record.updates() > 0 ? State.LEARNING : State.READING;
        }
        if (process != null) {
            conclude();
        }
        return record.isWhole(description.lesson()) ? State.LEARNED : State.STOPPED;
    }

    /** Notes how a process has ended that nobody stopped. */
    private void conclude() throws IOException {
        process = null;
        Path log = folder.resolve(LOG);
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        String trouble = lines.stream()
                .filter(line -> line.startsWith(FAILURE))
                .reduce((before, last) -> last)
                .map(line -> line.substring(FAILURE.length()).replace(folder.toString(), name()))
                .orElse(null);
        description = new Description(description.title(), description.lesson(), null, trouble);
        save();
    }

    /**
     * Begins to learn, or goes on where the same lesson was stopped.
     *
     * @throws CollectionException if there are too few samples, no room, or it is at work
     */
    synchronized void learn(Lesson lesson) throws IOException {
        requireIdle();
        if (samples() < FEWEST) {
            throw new CollectionException(Reason.UNFIT, "there are too few samples: add at least " + FEWEST);
        }
        requireRoom(folder, limits, limits.spare());
        Path model = folder.resolve(MODEL);
        boolean goesOn = lesson.equals(description.lesson()) && TrainingRun.hasCheckpoint(model.resolve("checkpoints"));
        if (!goesOn) {
            delete(model);
        }
        Path log = folder.resolve(LOG);
        Files.deleteIfExists(log);
        List<String> words = new ArrayList<>(
                List.of("--data", folder.resolve(SAMPLES).toString(), "--out", model.toString()));
        words.addAll(lesson.words());
        if (goesOn) {
            words.add("--resume");
        }
        process = TrainingProcess.start(words, log);
        description = new Description(description.title(), lesson, process.mark(), null);
        save();
    }

    /** Asks whoever learns to leave a checkpoint and end; does nothing if nobody does. */
    public synchronized void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /** The same, and waits until it has; what takes too long is ended without a checkpoint. */
    void stopAndWait() {
        TrainingProcess ending;
        synchronized (this) {
            ending = process;
        }
        if (ending != null) {
            ending.stop();
            if (!ending.await(PATIENCE)) {
                ending.kill();
            }
        }
    }

    /** Removes it with all that is in it, whatever is under way. */
    synchronized void remove() throws IOException {
        if (process != null) {
            process.kill();
        }
        Files.deleteIfExists(folder.resolve(DESCRIPTION)); // First: what is left behind by a power cut is no collection.
        delete(folder);
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> tree = Files.walk(path)) {
                for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
