package dev.phasewright.demo;

import dev.phasewright.Phasewright;
import dev.phasewright.audio.file.AtomicFolder;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.CorpusParts;
import dev.phasewright.midi.Pad;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.vocoder.copy.VocoderChoice;
import dev.phasewright.vocoder.network.NetworkVocoder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The making of a site in its folder: all that can be refused has been, and nothing is loaded yet. */
public final class DemoBuild {
    private static final String FIRST_PAGE = "index.html";
    private static final String SOUNDS = "sounds";
    /** Several pages follow the same clips on their way, for which this is enough. */
    private static final long MOST_REMEMBERED = 128 << 20;

    private final DemoPlan plan;
    private final boolean replace;
    private final ModelFolder generator;
    private final ModelFolder vocoder;
    /** Null if there is to be no keyboard. */
    private final ModelFolder notes;
    /** Null if there are to be no pads. */
    private final ModelFolder drums;

    private final DemoModels others;

    private final FidelityMeasurement measurement;

    /**
     * Checks that a site can be made.
     *
     * @param plan what is to be shown
     * @param replace whether an older site may be replaced
     * @throws IOException if the folder is not free, a model or a corpus is missing, or the models do not go together;
     *     the message is one line that says what to do
     */
    public DemoBuild(DemoPlan plan, boolean replace) throws IOException {
        check(plan.output(), replace);
        this.plan = plan;
        this.replace = replace;
        this.generator = ModelFolder.find(plan.model());
        GeneratorSpec made = GeneratorSpec.of(generator);
        this.vocoder = ModelFolder.find(plan.vocoder());
        VocoderChoice taken = VocoderChoice.network(plan.vocoder(), vocoder);
        taken.requireFit(plan.model(), made.features());
        this.notes = plan.notes() == null ? null : ModelFolder.find(plan.notes());
        if (notes != null) {
            GeneratorSpec played = GeneratorSpec.of(notes);
            taken.requireFit(plan.notes(), played.features());
            if (played.network().pitches().isEmpty() || played.classes().isEmpty()) {
                throw new IOException(
                        plan.notes() + ": makes no single notes of instruments; name a model that does by "
                                + "--notes, or leave the keyboard out by --notes " + DemoPlan.NONE);
            }
        }
        this.drums = plan.drums() == null ? null : ModelFolder.find(plan.drums());
        if (drums != null && Pad.among(GeneratorSpec.of(drums).classes()).isEmpty()) {
            throw new IOException(
                    plan.drums() + ": makes no drums; name a model that does by --drums, or leave the pads "
                            + "out by --drums " + DemoPlan.NONE);
        }
        this.others = DemoModels.of(plan, taken);
        if (plan.corpus() != null) {
            CorpusParts.TRAIN.require(plan.corpus(), "--data");
        }
        this.measurement = FidelityMeasurement.of(plan, taken.features().stft().sampleRate());
    }

    private Phasewright struck() throws IOException {
        return Phasewright.load(
                drums,
                Precision.FLOAT32,
                VocoderChoice.suiting(GeneratorSpec.of(drums).features()));
    }

    /** Refuses a folder that is not free, or not to be replaced. */
    private static void check(Path folder, boolean replace) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": is a file; name a folder");
        }
        boolean empty;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            empty = !entries.iterator().hasNext();
        }
        boolean site = Files.isRegularFile(folder.resolve(FIRST_PAGE)) && Files.isDirectory(folder.resolve(SOUNDS));
        if (!empty && !site) {
            throw new IOException(folder + ": holds something that is not a site of demos; choose another folder");
        }
        if (!replace) {
            throw new IOException(folder + ": exists already; add --force to replace it");
        }
    }

    /**
     * Makes the site: whole in its place, or not at all.
     *
     * @param display shows how far it has come
     * @return its first page
     * @throws IOException if a model cannot be loaded, the corpus cannot be read, or something cannot be written
     */
    public Path run(ProgressDisplay display) throws IOException {
        try (AtomicFolder folder = AtomicFolder.beside(plan.output());
                MagnitudeGenerator loaded = MagnitudeGenerator.load(generator, Precision.FLOAT32);
                MagnitudeGenerator remembering = loaded.remembering(MOST_REMEMBERED);
                NetworkVocoder network = NetworkVocoder.load(vocoder, Precision.FLOAT32);
                MagnitudeGenerator played = notes == null ? null : MagnitudeGenerator.load(notes, Precision.FLOAT32);
                Phasewright struck = drums == null ? null : struck()) {
            FidelityTable table = measurement.run(network, display);
            PlayPage play = new PlayPage(plan, played == null ? null : new Phasewright(played, network), struck);
            Demo demo = new Demo(plan, remembering, network, table, play, others);
            try (ProgressDisplay.Task bar = display.start("demo", demo.sounds(), "sounds")) {
                demo.writeTo(folder.path(), bar);
            }
            folder.finish(replace);
        }
        return plan.output().resolve(FIRST_PAGE);
    }
}
