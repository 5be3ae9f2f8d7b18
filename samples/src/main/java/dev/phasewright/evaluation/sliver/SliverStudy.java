package dev.phasewright.evaluation.sliver;

import ai.djl.ndarray.NDManager;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.distill.DistillationMethod;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.StudyFolder;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.JsonFile;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    public static final int FEWEST_SAMPLES = Reference.FEWEST;

    private final SliverSpec spec;
    private final Path model;
    private final Judge judge;
    private final Path folder;
    private final ProgressDisplay display;
    private final BooleanSupplier stop;

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
        List<Sliver> slivers;
        List<Reference> references = new ArrayList<>();
        List<SliverReport.Part> parts = new ArrayList<>();
        try (MagnitudeGenerator whole = MagnitudeGenerator.load(model)) {
            slivers = new Slivers(spec, model, folder, display, stop).of(whole);
            for (Sliver sliver : slivers) {
                parts.add(measured(sliver, whole, slivers.get(0).asked(), references));
            }
        }
        Students taught = new Students(spec, folder, stop);
        Map<String, List<Students.Measured>> students = new HashMap<>();
        long total = (long) slivers.size() * DistillationMethod.values().length * spec.seeds() * spec.updates();
        try (ProgressDisplay.Task bar = display.start("teaching", total, "updates")) {
            long before = 0;
            for (int seed = 1; seed <= spec.seeds(); seed++) {
                for (int i = 0; i < slivers.size(); i++) {
                    for (DistillationMethod method : DistillationMethod.values()) {
                        students.computeIfAbsent(slivers.get(i).name() + method, key -> new ArrayList<>())
                                .add(taught.measured(slivers.get(i), references.get(i), method, seed, bar, before));
                        before += spec.updates();
                    }
                }
            }
        }
        List<SliverReport.Part> told = new ArrayList<>();
        for (SliverReport.Part part : parts) {
            List<SliverReport.Student> all = new ArrayList<>();
            for (DistillationMethod method : DistillationMethod.values()) {
                List<Students.Measured> alike = students.get(part.name() + method);
                for (int steps : alike.get(0).distances().keySet()) {
                    List<Double> distances = alike.stream()
                            .map(found -> found.distances().get(steps))
                            .toList();
                    all.add(new SliverReport.Student(method.toString(), steps, distances));
                }
            }
            told.add(new SliverReport.Part(part.name(), part.nats(), part.rank(), part.again(), part.affine(), all));
        }
        return new SliverReport(
                spec.model(), spec.corpus(), spec.judge(), spec.updates(), spec.samples(), spec.seeds(), told);
    }

    /** What there is to know of a sliver without a student, which is kept. */
    private SliverReport.Part measured(
            Sliver sliver, MagnitudeGenerator whole, Condition anything, List<Reference> references)
            throws IOException {
        Path found = folder.resolve(sliver.fileName() + ".json");
        try (MagnitudeGenerator teacher = MagnitudeGenerator.load(sliver.teacher());
                NDManager manager = NDManager.newBaseManager()) {
            Reference reference = new Reference(whole.spec(), judge, drawn(sliver, teacher, "reference"));
            references.add(reference);
            if (Files.exists(found)) {
                return JsonFile.read(found, SliverReport.Part.class);
            }
            int frames = whole.spec().network().frames();
            double again = reference.distance(drawn(sliver, teacher, "again"), spec.seed());
            Narrowness narrow = Narrowness.of(
                    reference.units(),
                    frames,
                    whole.denoiser(),
                    anything,
                    teacher.denoiser(),
                    sliver.asked(),
                    manager,
                    spec.seed());
            double affine = reference.distance(reference.affine(spec.seed()), spec.seed());
            SliverReport.Part part =
                    new SliverReport.Part(sliver.name(), narrow.nats(), narrow.rank(), again, affine, List.of());
            JsonFile.write(found, part);
            return part;
        }
    }

    private List<LogMel> drawn(Sliver sliver, MagnitudeGenerator teacher, String purpose) {
        return sliver.draw(teacher, teacher.plan(), spec.samples(), Seeds.key(spec.seed(), purpose, 0), display);
    }
}
