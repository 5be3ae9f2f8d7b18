package dev.phasewright.data;

import dev.phasewright.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Training data and the data held out from it. A folder with the sub-folders {@code train} and {@code validation} (and
 * perhaps {@code test}) says itself which is which; of any other, or of {@code train} if there is {@code test} but no
 * {@code validation}, about one file in twenty is held out, with those that their names tell to be takes of the
 * same sound, but never all there are of a class. A {@code manifest.csv} beside them may tell pitches: its column
 * {@code midi} that of the file in its column {@code path}.
 *
 * @param train what is learned from
 * @param validation what the loss is measured on; empty if there are fewer than ten files
 */
public record TrainingSplit(Recordings train, Recordings validation) {
    private static final int ONE_IN = 20;
    private static final int FEWEST_TO_SPLIT = 10;

    /** Whether a folder says itself what is held out from it. */
    public static boolean isDivided(Path folder) {
        return Files.isDirectory(folder.resolve("train")) && Files.isDirectory(folder.resolve("validation"));
    }

    /** Of how many families are the files that are held out: those that their names tell to be takes of one sound are one. */
    public int familiesHeldOut() {
        List<Recordings.Item> both = new ArrayList<>(train.items());
        both.addAll(validation.items());
        Set<Recordings.Item> held = new HashSet<>(validation.items());
        return (int) NameFamilies.of(both).stream()
                .filter(family -> held.contains(family.get(0)))
                .count();
    }

    /** The range of pitches of both parts; none if one file's is not known. */
    public PitchRange pitches() {
        List<Recordings.Item> both = new ArrayList<>(train.items());
        both.addAll(validation.items());
        return train.with(both).pitches();
    }

    /**
     * One part of a corpus that is divided into folders, with the pitches that its manifest tells.
     *
     * @param name of the part's folder: {@code train}, {@code validation} or {@code test}
     * @throws RecordingsException as {@link Recordings#in} does, or if the manifest tells a pitch that is none
     * @throws IOException if the folder cannot be read
     */
    public static Recordings part(Path corpus, String name) throws IOException {
        return Recordings.in(corpus.resolve(name)).withPitches(corpus, Manifest.pitches(corpus));
    }

    /**
     * The family of each class, such as that of an instrument, as the manifest tells it in its columns {@code class} and
     * {@code family}; empty if it does not.
     *
     * @throws IOException if there is a manifest that cannot be read
     */
    public static Map<String, String> families(Path corpus) throws IOException {
        return Manifest.families(corpus);
    }

    /**
     * Finds the files of several folders, divides each and joins the parts.
     *
     * @param folders at least one
     * @param seed as below
     * @throws RecordingsException as below, or if some folders have classes and some not
     * @throws IOException if a folder cannot be read
     */
    public static TrainingSplit in(List<Path> folders, long seed) throws IOException {
        List<Recordings> train = new ArrayList<>();
        List<Recordings> validation = new ArrayList<>();
        for (Path folder : folders) {
            TrainingSplit corpus = in(folder, seed);
            train.add(corpus.train);
            validation.add(corpus.validation);
        }
        return new TrainingSplit(Recordings.joined(train), Recordings.joined(validation));
    }

    /**
     * Finds the files of a folder and divides them.
     *
     * @param seed decides which files are held out of a folder that does not say so itself
     * @throws RecordingsException as {@link Recordings#in} does, if the two parts differ in their classes, or if the
     *     manifest tells a pitch that is none, or none but those of files that are not there
     * @throws IOException if the folder cannot be read
     */
    public static TrainingSplit in(Path folder, long seed) throws IOException {
        TrainingSplit corpus = divided(folder, seed);
        Map<String, Integer> pitches = Manifest.pitches(folder);
        TrainingSplit pitched = new TrainingSplit(
                corpus.train.withPitches(folder, pitches), corpus.validation.withPitches(folder, pitches));
        boolean found = Stream.of(pitched.train, pitched.validation)
                .flatMap(part -> part.items().stream())
                .anyMatch(item -> item.pitch() >= 0);
        if (!pitches.isEmpty() && !found) {
            throw new RecordingsException(folder.resolve(Manifest.FILE) + ": tells pitches, but none of a file that is"
                    + " there (first: "
                    + pitches.keySet().stream().sorted().findFirst().orElse("")
                    + "); correct its paths or take it away");
        }
        return pitched;
    }

    /**
     * The training recordings of several folders in the classes that their manifests tell, such as who speaks, about one
     * in twenty of them held out. What the folders themselves hold out is left alone: others speak there.
     *
     * @param folders at least one, each with a manifest
     * @param columns of the manifests that make up a class's name, joined by hyphens
     * @param seed decides which files are held out
     * @throws RecordingsException if a manifest is damaged or has not these columns
     * @throws IOException if a folder cannot be read
     */
    public static TrainingSplit by(List<Path> folders, List<String> columns, long seed) throws IOException {
        List<Recordings> told = new ArrayList<>();
        for (Path folder : folders) {
            Path train = folder.resolve("train");
            Recordings classed =
                    Recordings.in(Files.isDirectory(train) ? train : folder).by(folder, columns);
            if (classed.items().isEmpty()) {
                throw new RecordingsException(folder.resolve(Manifest.FILE) + ": does not tell "
                        + String.join(", ", columns) + " of any of its recordings");
            }
            told.add(classed);
        }
        return divided(Recordings.joined(told), seed);
    }

    private static TrainingSplit divided(Path folder, long seed) throws IOException {
        Path train = folder.resolve("train");
        if (isDivided(folder)) {
            TrainingSplit corpus = new TrainingSplit(Recordings.in(train), Recordings.in(folder.resolve("validation")));
            if (!corpus.train.classes().equals(corpus.validation.classes())) {
                throw new RecordingsException(folder + ": train has the classes " + corpus.train.classes()
                        + ", validation " + corpus.validation.classes());
            }
            return corpus;
        }
        Recordings all =
                Recordings.in(Files.isDirectory(train) && Files.isDirectory(folder.resolve("test")) ? train : folder);
        return divided(all, NameFamilies.of(all.items()), seed);
    }

    /** About one in twenty, each for itself. */
    private static TrainingSplit divided(Recordings all, long seed) {
        return divided(all, all.items().stream().map(List::of).toList(), seed);
    }

    /** About one in twenty, and with it its family; of no class all, nor many more than one in twenty. */
    private static TrainingSplit divided(Recordings all, List<List<Recordings.Item>> families, long seed) {
        int count = all.items().size();
        if (count < FEWEST_TO_SPLIT) {
            return new TrainingSplit(all, all.with(List.of()));
        }
        Map<Recordings.Item, List<Recordings.Item>> family = new HashMap<>();
        families.forEach(members -> members.forEach(member -> family.put(member, members)));
        Map<Integer, Long> left =
                all.items().stream().collect(Collectors.groupingBy(Recordings.Item::classIndex, Collectors.counting()));
        Map<Integer, Integer> wanted = new HashMap<>();
        int shift = Math.floorMod(Seeds.key(seed, "split", 0), ONE_IN) % Math.min(ONE_IN, count);
        List<Recordings.Item> drawn = IntStream.range(0, count)
                .filter(i -> i % ONE_IN == shift)
                .mapToObj(all.items()::get)
                .toList();
        drawn.forEach(item -> wanted.merge(item.classIndex(), 1, Integer::sum));
        Set<Recordings.Item> held = new HashSet<>();
        for (Recordings.Item item : drawn) {
            List<Recordings.Item> members = family.getOrDefault(item, List.of(item));
            int of = item.classIndex();
            boolean spared = left.getOrDefault(of, 0L) > members.size();
            if (wanted.getOrDefault(of, 0) > 0 && spared && held.addAll(members)) {
                left.merge(of, (long) -members.size(), Long::sum);
                wanted.merge(of, -members.size(), Integer::sum);
            }
        }
        return new TrainingSplit(
                all.with(all.items().stream()
                        .filter(item -> !held.contains(item))
                        .toList()),
                all.with(all.items().stream().filter(held::contains).toList()));
    }
}
