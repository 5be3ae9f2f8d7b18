package dev.phasewright.collection;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.file.FolderTree;
import dev.phasewright.collection.CollectionException.Reason;
import dev.phasewright.collection.CollectionProgress.State;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.JsonFile;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's samples in their classes, and what was learned from them: a folder, whose name is the collection's. Safe for
 * use by several threads.
 */
public final class SoundCollection {
    static final String DESCRIPTION = "collection.json";

    /** Of fewer there would be nothing to tell apart. */
    private static final int FEWEST = 2;

    private static final String SAMPLES = "samples";
    private static final String MODEL = "model";
    private static final String LOG = "training.log";
    /** How the command begins what it tells of its failure. */
    private static final String FAILURE = "phasewright: ";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final CollectionLimits limits;
    private final SampleFolder samples;
    private Description description;
    private @Nullable TrainingProcess process;
    /** Whether whoever learns was asked to end. */
    private boolean stopping;

    /**
     * What is kept of a collection beside its samples.
     *
     * @param title what it was called by whoever made it
     * @param lesson how something is learned from it; null if nothing is since the samples changed
     * @param process who learns; null if nobody does
     * @param trouble why nobody does any more; null if nothing went wrong
     */
    record Description(
            String title, @Nullable Lesson lesson, TrainingProcess.@Nullable Mark process, @Nullable String trouble) {}

    private SoundCollection(Path folder, CollectionLimits limits, Description description) throws IOException {
        this.folder = folder;
        this.limits = limits;
        this.description = description;
        this.samples = new SampleFolder(folder.resolve(SAMPLES), limits);
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
        return samples.classes();
    }

    /** How something is learned; nothing if none is since the samples changed. */
    public synchronized Optional<Lesson> lesson() {
        return Optional.ofNullable(description.lesson());
    }

    /** The folder of the model, if there is one to be heard. */
    public Optional<Path> model() {
        return Optional.of(folder.resolve(MODEL)).filter(at -> Files.isRegularFile(at.resolve(Checkpoint.DESCRIPTION)));
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
        int before = samples.count();
        Path kept = samples.add(className, name, sound);
        if (samples.count() > before) {
            forgetLesson();
        }
        return new Kept(kept.getParent().getFileName().toString(), SampleFolder.nameOf(kept), sound.seconds());
    }

    /** What its samples are called, by their classes. */
    public synchronized Map<String, List<String>> samples() throws IOException {
        return samples.names();
    }

    /**
     * A sample as a WAV file.
     *
     * @throws CollectionException if there is none of that class and name
     */
    public synchronized byte[] sample(String className, String name) throws IOException {
        return Files.readAllBytes(samples.find(className, name));
    }

    /**
     * Removes a sample, and its class with the last one. As after {@link #add}, the next lesson begins anew.
     *
     * @throws CollectionException if there is none of that class and name, or something is learned now
     */
    public synchronized void remove(String className, String name) throws IOException {
        requireIdle();
        samples.remove(className, name);
        forgetLesson();
    }

    /** What was learned was learned from other samples than there are now. */
    private void forgetLesson() throws IOException {
        if (description.lesson() != null) {
            description = new Description(description.title(), null, null, null);
            save();
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

    /** How far it is. */
    public synchronized CollectionProgress progress() throws IOException {
        Lesson lesson = description.lesson();
        TrainingRecord record = TrainingRecord.of(folder.resolve(MODEL), lesson == null ? 1 : lesson.batch());
        State state = state(record);
        boolean learns = state == State.LEARNING && record.perSecond() > 0 && lesson != null;
        return new CollectionProgress(
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

    /** Notes how a process has ended, and what went wrong if nobody stopped it. */
    private void conclude() throws IOException {
        process = null;
        Path log = folder.resolve(LOG);
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        String trouble = lines.stream()
                .filter(line -> !stopping && line.startsWith(FAILURE))
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
        if (samples.count() < FEWEST) {
            throw new CollectionException(Reason.UNFIT, "there are too few samples: add at least " + FEWEST);
        }
        SampleFolder.requireRoom(folder, limits, limits.spare());
        Path model = folder.resolve(MODEL);
        boolean goesOn = lesson.equals(description.lesson())
                && TrainingRun.hasCheckpoint(model.resolve(TrainingRun.CHECKPOINTS));
        if (!goesOn) {
            FolderTree.remove(model);
        }
        Path log = folder.resolve(LOG);
        Files.deleteIfExists(log);
        List<String> words =
                new ArrayList<>(List.of("--data", folder.resolve(SAMPLES).toString(), "--out", model.toString()));
        words.addAll(lesson.words());
        if (goesOn) {
            words.add("--resume");
        }
        process = TrainingProcess.start(words, log);
        stopping = false;
        description = new Description(description.title(), lesson, process.mark(), null);
        save();
    }

    /** Asks whoever learns to leave a checkpoint and end; does nothing if nobody does. */
    public synchronized void stop() {
        if (process != null) {
            stopping = true;
            process.stop();
        }
    }

    /** The same, and waits until it has; what takes too long is ended without a checkpoint. */
    void stopAndWait() {
        TrainingProcess ending;
        synchronized (this) {
            ending = process;
            stop();
        }
        if (ending != null && !ending.await(PATIENCE)) {
            ending.kill();
        }
    }

    /** Removes it with all that is in it, whatever is under way. */
    synchronized void remove() throws IOException {
        if (process != null) {
            process.kill();
        }
        Files.deleteIfExists(
                folder.resolve(DESCRIPTION)); // First: what is left behind by a power cut is no collection.
        FolderTree.remove(folder);
    }
}
