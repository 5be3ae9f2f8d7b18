package dev.phasewright.theory.machine;

import ai.djl.ndarray.types.Shape;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The clips that a machine knows, in a network's units. They are not copied, but read one at a time. */
public final class LearnedClips {
    private final int frames;
    private final int bands;
    private final int[] classes;
    private final Reader reader;

    /** Fills an array with a clip. */
    @FunctionalInterface
    private interface Reader {
        void copy(int index, float[] into);
    }

    private LearnedClips(int frames, int bands, int[] classes, Reader reader) {
        if (classes.length == 0) {
            throw new IllegalArgumentException("a machine without clips knows nothing");
        }
        this.frames = frames;
        this.bands = bands;
        this.classes = classes;
        this.reader = reader;
    }

    /**
     * The recordings of a data set, each from its beginning and padded with silence.
     *
     * @param data open as long as this is in use; at least one recording
     * @param normalization the network's
     * @param frames of a clip, positive
     */
    public static LearnedClips of(LogMelDataset data, Normalization normalization, int frames) {
        int[] classes = IntStream.range(0, data.size()).map(data::classOf).toArray();
        return new LearnedClips(frames, data.spec().bands(), classes, (index, into) -> {
            data.copy(index, 0, frames, into, 0);
            normalization.normalize(into);
        });
    }

    /**
     * Clips in memory.
     *
     * @param clips {@code [frames × bands]} each, at least one
     * @param classes of each of them
     * @throws IllegalArgumentException if there is none, one is of another size, or there are not as many classes
     */
    public static LearnedClips of(List<float[]> clips, int[] classes, int frames, int bands) {
        if (clips.size() != classes.length) {
            throw new IllegalArgumentException(classes.length + " classes for " + clips.size() + " clips");
        }
        for (float[] clip : clips) {
            if (clip.length != frames * bands) {
                throw new IllegalArgumentException(
                        "a clip of " + clip.length + " values, not " + frames + " × " + bands);
            }
        }
        List<float[]> own = List.copyOf(clips);
        return new LearnedClips(frames, bands, classes.clone(), (index, into) -> {
            float[] clip = own.get(index);
            System.arraycopy(clip, 0, into, 0, clip.length);
        });
    }

    /** The number of clips. */
    public int size() {
        return classes.length;
    }

    /** Rows of a clip. */
    public int frames() {
        return frames;
    }

    /** Columns of a clip. */
    public int bands() {
        return bands;
    }

    /** Values of a clip. */
    public int values() {
        return frames * bands;
    }

    /** Whether all clips are the same, so that there is nothing to be decided between them. */
    public boolean isOneSound() {
        float[] first = new float[values()];
        float[] other = new float[values()];
        copy(0, first);
        return IntStream.range(1, size()).allMatch(i -> {
            copy(i, other);
            return Arrays.equals(first, other);
        });
    }

    /** The class of a clip. */
    public int classOf(int index) {
        return classes[index];
    }

    /** @throws IllegalArgumentException if a batch is not of such clips, or a class is asked for of which there is none */
    void requireFit(Shape batch, Condition condition) {
        if (!batch.equals(new Shape(condition.batch(), frames, bands))) {
            throw new IllegalArgumentException("the machine's clips are of " + frames + " × " + bands
                    + " values, the batch of " + condition.batch() + " is " + batch);
        }
        for (int item = 0; item < condition.batch(); item++) {
            int asked = condition.classOf(item);
            if (asked != Condition.NONE && Arrays.stream(classes).noneMatch(c -> c == asked)) {
                throw new IllegalArgumentException("the machine knows no clip of class " + asked);
            }
        }
    }

    /** Fills an array of {@link #values} with a clip. */
    public void copy(int index, float[] into) {
        reader.copy(index, into);
    }
}
