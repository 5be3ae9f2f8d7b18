package dev.phasewright.corpus.drums;

import dev.phasewright.audio.Audio;
import dev.phasewright.corpus.CorpusFolder;
import dev.phasewright.corpus.CorpusReport;
import dev.phasewright.corpus.ManifestRow;
import dev.phasewright.corpus.Split;
import dev.phasewright.corpus.drums.Accounted.LeftOut;
import dev.phasewright.corpus.drums.Accounted.Outcome;
import dev.phasewright.corpus.drums.Accounted.Used;
import dev.phasewright.corpus.drums.DebianCopyright.Grant;
import dev.phasewright.judge.texture.Knob;
import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The corpus of drum sounds: single strokes from recordings that Debian distributes under licences that let a model learn
 * from them, 44.1 kHz mono, in ten classes. Nothing is drawn: the same packages give the same bytes. Kits are heard in one
 * part only, always the same, and what a held-out part has in nearly the same form is not learned from.
 *
 * <p>Beside the manifest, which has the licence, author and origin of each clip, the level of its recording and what it is
 * like ({@link Knob}), {@code sources.csv} says of every sound file of the packages whether it is used, and if not, why.
 */
public final class DrumCorpus {
    /** What sort of corpus this is. */
    public static final String KIND = "drums";

    private static final String SOURCES = "sources.csv";
    private static final List<String> COLUMNS = Stream.concat(
                    Stream.of("class", "kit", "package", "licence", "author", "source", "level", "onset", "decayed"),
                    Arrays.stream(Knob.values()).map(Knob::label))
            .toList();
    private static final List<String> SOURCE_COLUMNS = List.of("source", "package", "kit", "used", "why", "clip");

    private final Path root;

    /**
     * The corpus of the packages of one machine.
     *
     * @param root the folder that the packages are installed or unpacked in, commonly {@code /}
     */
    public DrumCorpus(Path root) {
        this.root = Objects.requireNonNull(root, "root");
    }

    /** How many kits there are, used or not. */
    public static int kits() throws IOException {
        return Kit.all().size();
    }

    /**
     * Makes the corpus: {@code train}, {@code validation} and {@code test} folders of one folder a class, {@code
     * manifest.csv}, {@code sources.csv} and {@code corpus.json}. It takes its place when all of it is done; if anything
     * stops it, nothing is left.
     *
     * @param folder where the corpus is to be; must not exist, be empty, or hold an older corpus and {@code replace}
     * @param replace whether an older corpus may be replaced
     * @param progress told of the kits that are read, of {@link #kits}
     * @return what was made
     * @throws IOException if a package is missing (the message has the line that installs all) or damaged, or the disk
     *     fails
     */
    public CorpusReport make(Path folder, boolean replace, ProgressObserver progress) throws IOException {
        Objects.requireNonNull(progress, "progress");
        try (CorpusFolder building = CorpusFolder.beside(folder, replace)) {
            List<Accounted> sounds = withoutRepeats(read(installed(), progress));
            building.makeFolders(DrumClass.folders());
            List<ManifestRow> rows = write(sounds, building);
            CorpusReport report = new CorpusReport(
                    KIND,
                    null,
                    OneShot.SAMPLE_RATE,
                    null,
                    Split.each(part -> (int)
                            rows.stream().filter(row -> row.split() == part).count()),
                    packages(Kit.all()),
                    reasons(sounds),
                    building.writeManifest(COLUMNS, rows),
                    Map.of("kits", Split.each(part -> kits(sounds, part))));
            building.writeReport(report);
            building.finish();
            return report;
        }
    }

    private List<Kit> installed() throws IOException {
        List<Kit> kits = Kit.all();
        List<Kit> missing = kits.stream().filter(kit -> !kit.isInstalled(root)).toList();
        if (!missing.isEmpty()) {
            throw new IOException(
                    root.resolve(missing.get(0).place()) + ": no such kit; install it with: sudo apt install "
                            + packages(missing).replace(",", ""));
        }
        return kits;
    }

    private static String packages(List<Kit> kits) {
        return kits.stream().map(Kit::debianPackage).distinct().sorted().collect(Collectors.joining(", "));
    }

    private List<Accounted> read(List<Kit> kits, ProgressObserver progress) throws IOException {
        SoundRules rules = SoundRules.read();
        List<Accounted> sounds = new ArrayList<>();
        int done = 0;
        for (Kit kit : kits) {
            for (DrumSound sound : kit.sounds(root)) {
                sounds.add(new Accounted(kit, sound, outcome(kit, sound, rules)));
            }
            done++;
            progress.at(done);
        }
        return sounds;
    }

    private static Outcome outcome(Kit kit, DrumSound sound, SoundRules rules) throws IOException {
        if (kit.part().isEmpty()) {
            return new LeftOut("licence", kit.licence());
        }
        String what = rules.what(kit.name(), sound.name());
        Optional<DrumClass> type = DrumClass.of(what);
        if (type.isEmpty()) {
            return new LeftOut(what, "");
        }
        Optional<OneShot> clip = OneShot.of(sound.recording().read(), type.get().longestSeconds());
        return clip.isPresent()
                ? new Used(type.get(), kit.part().get(), clip.get())
                : new LeftOut("silent or too short", "");
    }

    /**
     * Leaves out what is there twice: in training what a held-out part has, in validation what the test has, and in any
     * part what it has already at another level, as the layers of many a pad are.
     */
    private static List<Accounted> withoutRepeats(List<Accounted> sounds) {
        List<Accounted> left = new ArrayList<>(sounds);
        for (Split part : Split.values()) {
            for (DrumClass type : DrumClass.values()) {
                int[] those = places(left, used -> used.part() == part && used.type() == type);
                leaveOut(left, those, those, NearDuplicates.before(clips(left, those)), "repeated");
            }
        }
        leaveOutNear(left, Split.VALIDATION, List.of(Split.TEST));
        leaveOutNear(left, Split.TRAIN, List.of(Split.VALIDATION, Split.TEST));
        return left;
    }

    private static void leaveOutNear(List<Accounted> sounds, Split part, List<Split> heldOut) {
        int[] those = places(sounds, used -> used.part() == part);
        int[] others = places(sounds, used -> heldOut.contains(used.part()));
        if (others.length > 0) {
            int[] twins = NearDuplicates.among(clips(sounds, those), clips(sounds, others));
            leaveOut(sounds, those, others, twins, "held out");
        }
    }

    /** Leaves out those that have a twin among the others. */
    private static void leaveOut(List<Accounted> sounds, int[] those, int[] others, int[] twins, String why) {
        for (int i = 0; i < those.length; i++) {
            if (twins[i] >= 0) {
                String twin = sounds.get(others[twins[i]]).sound().path();
                sounds.set(those[i], sounds.get(those[i]).leftOut(why, twin));
            }
        }
    }

    private static int[] places(List<Accounted> sounds, Predicate<Used> which) {
        return IntStream.range(0, sounds.size())
                .filter(i -> sounds.get(i).used().filter(which).isPresent())
                .toArray();
    }

    private static List<Audio> clips(List<Accounted> sounds, int[] places) {
        return Arrays.stream(places)
                .mapToObj(i -> sounds.get(i).used().orElseThrow().clip().sound())
                .toList();
    }

    private List<ManifestRow> write(List<Accounted> sounds, CorpusFolder building) throws IOException {
        List<ManifestRow> rows = new ArrayList<>();
        List<List<String>> sources = new ArrayList<>();
        Map<Split, Integer> counts = new HashMap<>();
        Map<String, DebianCopyright> copyrights = copyrights(sounds);
        for (Accounted sound : sounds) {
            String clip = "";
            String why = "";
            if (sound.outcome() instanceof Used used) {
                int index = counts.merge(used.part(), 1, Integer::sum) - 1;
                clip = String.format(
                        Locale.ROOT,
                        "%s/%s/%06d_%s.wav",
                        used.part().folder(),
                        used.type().folder(),
                        index,
                        sound.kit().name());
                rows.add(new ManifestRow(
                        clip,
                        used.part(),
                        fields(sound, used, copyrights),
                        building.writeClip(clip, used.clip().sound())));
            } else if (sound.outcome() instanceof LeftOut left) {
                why = left.detail().isEmpty() ? left.why() : left.why() + ": " + left.detail();
            }
            sources.add(List.of(
                    sound.sound().path(),
                    sound.kit().debianPackage(),
                    sound.kit().name(),
                    clip.isEmpty() ? "no" : "yes",
                    why,
                    clip));
        }
        building.writeTable(SOURCES, SOURCE_COLUMNS, sources);
        rows.sort(Comparator.comparing(ManifestRow::split));
        return rows;
    }

    /** What the packages' own files grant, of those packages of whose used sounds the table does not tell it. */
    private Map<String, DebianCopyright> copyrights(List<Accounted> sounds) throws IOException {
        Map<String, DebianCopyright> copyrights = new HashMap<>();
        for (Accounted sound : sounds) {
            String debianPackage = sound.kit().debianPackage();
            if (sound.used().isPresent() && sound.kit().licence().isEmpty() && !copyrights.containsKey(debianPackage)) {
                copyrights.put(debianPackage, DebianCopyright.of(root, debianPackage));
            }
        }
        return copyrights;
    }

    private static List<String> fields(Accounted sound, Used used, Map<String, DebianCopyright> copyrights) {
        Kit kit = sound.kit();
        Grant grant = new Grant(kit.author(), kit.licence());
        if (kit.licence().isEmpty()) {
            String file = Path.of(sound.sound().path()).getFileName().toString();
            grant = copyrights.get(kit.debianPackage()).of(file);
        }
        Stream<String> facts = Stream.of(
                used.type().folder(),
                kit.name(),
                kit.debianPackage(),
                grant.licence(),
                grant.author(),
                sound.sound().path(),
                ManifestRow.decimals(used.clip().level()),
                Integer.toString(OneShot.LEAD),
                used.clip().decayed() ? "yes" : "no");
        Audio clip = used.clip().sound();
        return Stream.concat(facts, Arrays.stream(Knob.values()).map(knob -> ManifestRow.decimals(knob.measure(clip))))
                .toList();
    }

    private static Map<String, Integer> reasons(List<Accounted> sounds) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Accounted sound : sounds) {
            if (sound.outcome() instanceof LeftOut left) {
                counts.merge(left.why(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static List<String> kits(List<Accounted> sounds, Split part) {
        return sounds.stream()
                .filter(sound ->
                        sound.used().filter(used -> used.part() == part).isPresent())
                .map(sound -> sound.kit().name())
                .distinct()
                .toList();
    }
}
