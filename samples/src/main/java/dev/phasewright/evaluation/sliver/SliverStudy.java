package dev.phasewright.evaluation.sliver;

import ai.djl.ndarray.NDManager;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.ReferenceDistance;
import dev.phasewright.evaluation.training.StudyFolder;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.JsonFile;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whether a narrower distribution needs fewer steps. Of one generator there are made: all that it knows, one class, the best
 * of eight of that class by their brightness, and the class by one voice. The last two are carved, by a short training on
 * a few clips. Students of each, taught in two ways, walk in 1, 2, 4 and 8 steps, and their samples are compared with their
 * teacher's. The null is a student that needs no learning: a Gaussian of the sliver's mean and spectrum.
 *
 * <p>The folder of a study remembers all that was done, so that it can be stopped at any time.
 */
public final class SliverStudy {
    /** Least samples of each set that is compared. */
    public static final int FEWEST_SAMPLES = ReferenceDistance.FEWEST;

    private final SliverSpec spec;
    private final Path model;
    private final Judge judge;
    private final Path folder;
    private final ProgressDisplay display;
    private final BooleanSupplier stop;

    /** A sliver, samples of its teacher, and what is known of it without students. */
    private record Subject(Sliver sliver, Reference reference, SliverReport.Part part) {}

    /**
     * Begins a study or goes on with it.
     *
     * @param model the generator's folder
     * @param folder where trainings and figures are kept; made if it is not there
     * @param stop asked after each update
     * @throws IOException if the folder holds another study
     */
    public SliverStudy(
            SliverSpec spec, Path model, Judge judge, Path folder, ProgressDisplay display, BooleanSupplier stop)
            throws IOException {
        this.spec = spec;
        this.model = model;
        this.judge = judge;
        this.folder = folder;
        this.display = display;
        this.stop = stop;
        StudyFolder.require(spec, folder);
    }

    /**
     * Makes slivers and students that are not there yet, and tells of all.
     *
     * @throws java.io.InterruptedIOException if it was asked to stop; what was done is kept
     * @throws IOException if the corpus cannot be read
     * @throws IllegalArgumentException if the generator does not know the class
     */
    public SliverReport run() throws IOException {
        List<Subject> subjects = new ArrayList<>();
        try (MagnitudeGenerator whole = MagnitudeGenerator.load(model)) {
            List<Sliver> slivers = new Slivers(spec, model, folder, display, stop).of(whole);
            for (Sliver sliver : slivers) {
                subjects.add(subject(sliver, whole, slivers.get(0).asked()));
            }
        }
        List<SliverReport.Part> parts = new ArrayList<>();
        try (ProgressDisplay.Task bar =
                display.start("teaching", subjects.size() * Students.updates(spec), "updates")) {
            Students students = new Students(spec, folder, bar, stop);
            for (Subject subject : subjects) {
                parts.add(subject.part.with(students.of(subject.sliver, subject.reference)));
            }
        }
        return new SliverReport(
                spec.model(), spec.corpus(), spec.judge(), spec.updates(), spec.samples(), spec.seeds(), parts);
    }

    /** Draws from a sliver's teacher; what is found of it is kept. */
    private Subject subject(Sliver sliver, MagnitudeGenerator whole, Condition anything) throws IOException {
        Path found = folder.resolve(sliver.fileName() + ".json");
        try (MagnitudeGenerator teacher = MagnitudeGenerator.load(sliver.teacher());
                NDManager manager = NDManager.newBaseManager()) {
            Reference reference = new Reference(whole.spec(), judge, drawn(sliver, teacher, "reference"));
            if (Files.exists(found)) {
                return new Subject(sliver, reference, JsonFile.read(found, SliverReport.Part.class));
            }
            Narrowness narrow = Narrowness.of(
                    reference.units(),
                    whole.spec().network().frames(),
                    whole.denoiser(),
                    anything,
                    teacher.denoiser(),
                    sliver.asked(),
                    manager,
                    spec.seed());
            double again = reference.distance(drawn(sliver, teacher, "again"), spec.seed());
            double affine = reference.distance(reference.affine(spec.seed()), spec.seed());
            SliverReport.Part part =
                    new SliverReport.Part(sliver.name(), narrow.nats(), narrow.rank(), again, affine, List.of());
            JsonFile.write(found, part);
            return new Subject(sliver, reference, part);
        }
    }

    private List<LogMel> drawn(Sliver sliver, MagnitudeGenerator teacher, String purpose) {
        return sliver.draw(
                teacher, teacher.plan().deterministic(), spec.samples(), Seeds.key(spec.seed(), purpose, 0), display);
    }
}
