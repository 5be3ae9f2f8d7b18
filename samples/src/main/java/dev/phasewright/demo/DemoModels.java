package dev.phasewright.demo;

import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.evaluation.theory.FineGraining;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Models that have pages of their own beside the generator's: found and described, and loaded one after the other, as each is
 * big.
 *
 * @param watched those that are watched drawing a sound; may be none
 * @param undoing those that are heard on their way up out of their corruptions; may be none
 * @param rivals an autoregressive model and the model of diffusion that it is held against; empty for no such page
 */
record DemoModels(List<ModelFolder> watched, List<ModelFolder> undoing, List<ModelFolder> rivals) {
    /**
     * Those of a plan.
     *
     * @param taken the site's vocoder, which makes all but the watched ones heard
     * @throws IOException if one is missing, of another kind, or makes what the vocoder does not take
     */
    static DemoModels of(DemoPlan plan, VocoderChoice taken) throws IOException {
        List<ModelFolder> watched = new ArrayList<>();
        for (String name : plan.watched()) {
            ModelFolder folder = ModelFolder.find(name);
            GeneratorSpec.of(folder); // Refused now, if it is a model of another kind.
            watched.add(folder);
        }
        List<ModelFolder> undoing = new ArrayList<>();
        for (String name : plan.undoing()) {
            ModelFolder folder = ModelFolder.find(name);
            taken.requireFit(name, GeneratorSpec.of(folder).features());
            undoing.add(folder);
        }
        return new DemoModels(watched, undoing, rivals(plan, taken));
    }

    private static List<ModelFolder> rivals(DemoPlan plan, VocoderChoice taken) throws IOException {
        if (plan.rival() == null) {
            return List.of();
        }
        ModelFolder writing = ModelFolder.find(plan.rival());
        AutoregressiveSpec writer = AutoregressiveSpec.of(writing);
        ModelFolder denoising = ModelFolder.find(plan.against());
        GeneratorSpec denoiser = GeneratorSpec.of(denoising);
        FineGraining.requireFit(writer, denoiser);
        taken.requireFit(plan.rival(), writer.features());
        return List.of(writing, denoising);
    }
}
