package dev.phasewright.serve;

import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Who can be asked for sounds. Models come and go; a damaged one is nobody's who did not name it. */
final class OfferedModels implements AutoCloseable {
    private final Fit fit;

    /** By name, replaced as a whole; what is asked for unless something else is comes first. */
    private volatile Map<String, OfferedModel> all = Map.of();

    /** Those that nobody can ask for any more, and that are closed when nobody uses them. */
    private final Queue<OfferedModel> retired = new ConcurrentLinkedQueue<>();

    /** Whether there is a vocoder. */
    @FunctionalInterface
    interface Fit {
        /** Whether features can be made to sound. */
        boolean of(MelSpec features) throws IOException;
    }

    /** The one that is asked for unless another is. */
    OfferedModels(OfferedModel usual, Fit fit) {
        this.fit = fit;
        put(usual);
    }

    /** All by name, the usual one first. */
    Map<String, OfferedModel> all() {
        return all;
    }

    OfferedModel usual() {
        return all.values().iterator().next();
    }

    /** Offers a model by its folder's name, unless another is called so. */
    void offerIfMissing(Path folder) throws IOException {
        try {
            ModelFolder found = ModelFolder.read(folder);
            if (!all.containsKey(found.name())) {
                offer(found.name(), found);
            }
        } catch (CheckpointException e) {
            // It is told to whoever names it.
        }
    }

    /** Offers a model, or what has become of the one that is called so. */
    void offer(String name, Path folder) throws IOException {
        try {
            offer(name, ModelFolder.read(folder));
        } catch (CheckpointException e) {
            // Likewise.
        }
    }

    private void offer(String name, ModelFolder folder) throws IOException {
        if (folder.isOf(GeneratorSpec.KIND)) {
            OfferedModel model = new OfferedModel(name, folder);
            if (fit.of(model.spec().features())) {
                put(model);
            }
        }
    }

    private synchronized void put(OfferedModel model) {
        Map<String, OfferedModel> more = new LinkedHashMap<>(all);
        OfferedModel before = more.put(model.name(), model);
        if (before != null) {
            retired.add(before);
        }
        all = Collections.unmodifiableMap(more);
    }

    synchronized void withdraw(String name) {
        Map<String, OfferedModel> fewer = new LinkedHashMap<>(all);
        OfferedModel gone = fewer.remove(name);
        if (gone != null) {
            retired.add(gone);
            all = Collections.unmodifiableMap(fewer);
        }
    }

    /**
     * What has become of a model since it was asked for. To be called by the one thread that generates: what it used before
     * is closed now.
     *
     * @throws IOException if it is not offered any more
     */
    OfferedModel current(OfferedModel model) throws IOException {
        for (OfferedModel gone; (gone = retired.poll()) != null; ) {
            gone.close();
        }
        OfferedModel now = all.get(model.name());
        if (now == null) {
            throw new IOException("the model " + model.name() + " is no longer here");
        }
        return now;
    }

    @Override
    public void close() {
        retired.forEach(OfferedModel::close);
        all.values().forEach(OfferedModel::close);
    }
}
