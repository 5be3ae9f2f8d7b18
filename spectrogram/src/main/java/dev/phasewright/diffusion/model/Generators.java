package dev.phasewright.diffusion.model;

import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several generators that are open together; one that is named twice is loaded once. */
public final class Generators implements AutoCloseable {
    private final List<MagnitudeGenerator> generators = new ArrayList<>();
    private final Map<Path, MagnitudeGenerator> loaded = new HashMap<>();

    private Generators() {}

    /**
     * Loads them.
     *
     * @param folders of each, in the order in which they are asked for
     * @param precision of all
     * @throws IOException as {@link MagnitudeGenerator#load(ModelFolder, Precision)} does; none stays open then
     */
    public static Generators load(List<ModelFolder> folders, Precision precision) throws IOException {
        Generators all = new Generators();
        try {
            for (ModelFolder folder : folders) {
                MagnitudeGenerator known = all.loaded.get(folder.path());
                if (known == null) {
                    known = MagnitudeGenerator.load(folder, precision);
                    all.loaded.put(folder.path(), known);
                }
                all.generators.add(known);
            }
            return all;
        } catch (IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    /** The generator of a folder, by its place among them. */
    public MagnitudeGenerator get(int place) {
        return generators.get(place);
    }

    @Override
    public void close() {
        loaded.values().forEach(MagnitudeGenerator::close);
    }
}
