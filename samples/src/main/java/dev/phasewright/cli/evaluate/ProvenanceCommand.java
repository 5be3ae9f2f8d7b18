package dev.phasewright.cli.evaluate;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.ReportOptions;
import dev.phasewright.data.Bandwidth;
import dev.phasewright.data.Recordings;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.provenance.LearnedFrom;
import dev.phasewright.provenance.Provenance;
import dev.phasewright.provenance.Receipt;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code phasewright provenance}: the recordings nearest to a sound, whose they are, and under what licence. */
@Command(
        name = "provenance",
        description = {
            "Tell which of the recordings that a model learned from are nearest to a sound.",
            "",
            "Of each recording it tells the distance (0 for a copy, about 1 where nothing is in common), the file, and what "
                    + "the corpus's manifest.csv says of licence, author, package and source. The distance is deaf to "
                    + "level, place in time and mild filters. A sound is called a copy if it is nearer to a recording "
                    + "than the nearest hundredth of the recordings are to each other.",
            "",
            "The recordings are looked for in a folder of the name that the model remembers, here or beside the model; "
                    + "--data gives another. Of a folder that is divided, those in train are searched.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright provenance snare.wav --model my-drums",
            "  phasewright provenance my-kit --model my-drums --data drums --json receipt.json",
            "  phasewright provenance found.wav --data drums"
        })
public final class ProvenanceCommand implements Callable<Integer> {
    private static final String USUAL = "drums";

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Sound files, or folders of them.")
    private List<Path> files;

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            description = "The model that made them (default: " + USUAL + ", unless --data is given).")
    private String model;

    @Option(names = "--data", paramLabel = "DIR", description = "The folder of recordings that it learned from.")
    private Path data;

    @Option(names = "--csv", paramLabel = "FILE", description = "Keep all figures as a table, too.")
    private Path csv;

    @Mixin
    private ReportOptions report;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws IOException {
        report.check();
        report.check(csv);
        ModelFolder found = model == null && data != null ? null : ModelFolder.find(model == null ? USUAL : model);
        LearnedFrom learned = learnedFrom(found);
        MelSpec features = found == null
                ? Bandwidth.of(learned.recordings()).features()
                : GeneratorSpec.of(found).features();
        Receipt receipt = new Provenance(learned, features, console::progress).of(sounds());
        console.say(
                "%d recordings of %s, as features of %d Hz%s",
                receipt.recordings(),
                receipt.corpus(),
                features.stft().sampleRate(),
                receipt.unreadable() == 0 ? "" : "; " + receipt.unreadable() + " more cannot be read");
        report.tell(receipt.table(), receipt);
        report.keep(csv, receipt.csv());
        return 0;
    }

    private LearnedFrom learnedFrom(@Nullable ModelFolder found) throws IOException {
        if (found == null || data != null) {
            return LearnedFrom.in(data);
        }
        Optional<LearnedFrom> atHand = LearnedFrom.atHand(found);
        if (atHand.isEmpty()) {
            throw new IOException(found.path() + ": the recordings it learned from are not at hand ("
                    + GeneratorSpec.of(found).origin().getOrDefault("corpus", "it does not remember which")
                    + "); give their folder by --data");
        }
        return atHand.get();
    }

    private Map<String, Audio> sounds() throws IOException {
        Map<String, Audio> sounds = new LinkedHashMap<>();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                for (Recordings.Item item : Recordings.in(file).items()) {
                    sounds.put(item.file().toString(), SoundFile.read(item.file()));
                }
            } else {
                sounds.put(file.toString(), SoundFile.read(file));
            }
        }
        return sounds;
    }
}
