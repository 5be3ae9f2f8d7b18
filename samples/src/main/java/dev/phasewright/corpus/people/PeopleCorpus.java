package dev.phasewright.corpus.people;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.corpus.Corpora;
import dev.phasewright.corpus.CorpusFolder;
import dev.phasewright.corpus.CorpusReport;
import dev.phasewright.corpus.ManifestRow;
import dev.phasewright.corpus.Split;
import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The corpus of people: letters and syllables in 18 languages, from the recordings of Debian's package klettres-data (GPL-2
 * or later), 44.1 kHz mono, at the level they were recorded at. Nothing is drawn: the same package gives the same bytes. A
 * language, which is a speaker, is heard in one part only; two languages whose speakers may be one person are in the same
 * part.
 */
public final class PeopleCorpus {
    /** What sort of corpus this is. */
    public static final String KIND = "people";

    /** Samples per second of every clip. */
    static final int SAMPLE_RATE = Corpora.WHOLE_BAND_RATE;

    private static final String PACKAGE = "klettres-data";
    private static final String LICENCE = "GPL-2+";
    private static final String PLACE = "usr/share/klettres";
    /** The one class, under the name that {@code corpus voices} has for it. */
    private static final String CLASS = "speech";

    private static final Set<String> TEST = Set.of("da", "he", "hu", "nl");
    private static final Set<String> VALIDATION = Set.of("cs", "tn");
    private static final List<String> COLUMNS = List.of("class", "language", "package", "licence", "source", "level");
    private static final String UNHEARD = "silent";
    private static final String UNREADABLE = "unreadable";
    /** −60 dB. */
    private static final double SILENT = 1e-3;

    private final Path root;

    /**
     * The corpus of one machine.
     *
     * @param root the folder that the package is installed or unpacked in, commonly {@code /}
     */
    public PeopleCorpus(Path root) {
        this.root = Objects.requireNonNull(root, "root");
    }

    /**
     * The recordings there are, by their paths from the root on.
     *
     * @throws IOException if the package is missing; the message has the line that installs it
     */
    public List<Path> recordings() throws IOException {
        Path place = root.resolve(PLACE);
        if (Files.isDirectory(place)) {
            try (Stream<Path> tree = Files.walk(place)) {
                List<Path> found = tree.filter(file -> file.toString().endsWith(".ogg"))
                        .map(root::relativize)
                        .sorted(Comparator.comparing(Path::toString))
                        .toList();
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        throw new IOException(place + ": no recordings; install them with: sudo apt install " + PACKAGE);
    }

    /**
     * Makes the corpus: {@code train}, {@code validation} and {@code test} folders of one folder, {@code speech}, with
     * {@code manifest.csv} and {@code corpus.json}. It takes its place when all of it is done; if anything stops it, nothing
     * is left.
     *
     * @param folder where the corpus is to be; must not exist, be empty, or hold an older corpus and {@code replace}
     * @param replace whether an older corpus may be replaced
     * @param progress told of the recordings that are read, of {@link #recordings}
     * @return what was made
     * @throws IOException if the package is missing (the message has the line that installs it) or damaged, or the disk
     *     fails
     */
    public CorpusReport make(Path folder, boolean replace, ProgressObserver progress) throws IOException {
        Objects.requireNonNull(progress, "progress");
        List<Path> recordings = recordings();
        try (CorpusFolder building = CorpusFolder.beside(folder, replace)) {
            building.makeFolders(List.of(CLASS));
            List<ManifestRow> rows = new ArrayList<>();
            Map<Split, Integer> counts = new EnumMap<>(Split.class);
            Map<Split, Set<String>> languages = new EnumMap<>(Split.class);
            Map<String, Integer> leftOut = new TreeMap<>();
            int done = 0;
            for (Path source : recordings) {
                String language = language(source);
                Split split = split(language);
                Optional<Audio> read = read(source);
                if (read.isEmpty() || read.get().peak() < SILENT) {
                    leftOut.merge(read.isEmpty() ? UNREADABLE : UNHEARD, 1, Integer::sum);
                } else {
                    Audio sound = read.get();
                    int index = counts.merge(split, 1, Integer::sum) - 1;
                    String clip =
                            String.format(Locale.ROOT, "%s/%s/%06d_%s.wav", split.folder(), CLASS, index, language);
                    List<String> fields = List.of(
                            CLASS,
                            language,
                            PACKAGE,
                            LICENCE,
                            source.toString().replace('\\', '/'),
                            ManifestRow.decimals(20 * Math.log10(sound.peak())));
                    rows.add(new ManifestRow(clip, split, fields, building.writeClip(clip, sound)));
                    languages.computeIfAbsent(split, s -> new HashSet<>()).add(language);
                }
                done++;
                progress.at(done);
            }
            rows.sort(Comparator.comparing(ManifestRow::split));
            CorpusReport report = new CorpusReport(
                    KIND,
                    null,
                    SAMPLE_RATE,
                    null,
                    Split.each(split -> counts.getOrDefault(split, 0)),
                    PACKAGE,
                    leftOut,
                    building.writeManifest(COLUMNS, rows),
                    Map.of("languages", Split.each(split -> languages.getOrDefault(split, Set.of()).stream()
                            .sorted()
                            .toList())));
            building.writeReport(report);
            building.finish();
            return report;
        }
    }

    /** Nothing if it cannot be read, as some that hold several streams. */
    private Optional<Audio> read(Path source) throws IOException {
        try {
            Audio whole = SoundFile.read(root.resolve(source)).toMono();
            return Optional.of(Resampler.resample(whole, SAMPLE_RATE));
        } catch (SoundFileException e) {
            return Optional.empty();
        }
    }

    private static String language(Path source) {
        return source.getName(Path.of(PLACE).getNameCount()).toString();
    }

    private static Split split(String language) {
        if (TEST.contains(language)) {
            return Split.TEST;
        }
        return VALIDATION.contains(language) ? Split.VALIDATION : Split.TRAIN;
    }
}
