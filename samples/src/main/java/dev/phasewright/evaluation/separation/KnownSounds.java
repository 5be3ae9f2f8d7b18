package dev.phasewright.evaluation.separation;

import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Spread;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.data.Voices;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.separate.Prior;
import dev.phasewright.evaluation.Speakers;
import dev.phasewright.spectrogram.Stft;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Recordings of what a generator knows, to be mixed with others. */
final class KnownSounds {
    private static final int ATOMS = 20;
    private static final int LEARNED_CLIPS = 40;
    private static final int ROUNDS = 40;
    /** Every so many frames of a training clip are learned from: neighbours are nearly the same. */
    private static final int APART = 3;

    private static final float HEARD = 1e-3f;

    private final SoundSource source;
    private final Recordings part;
    private final List<Recordings.Item> known;
    private final Speakers speakers;
    private final Map<Integer, NonNegativeFactors> factors = new HashMap<>();

    /**
     * The recordings of one part of a corpus.
     *
     * @throws IOException if it cannot be read
     */
    KnownSounds(SoundSource source, String name) throws IOException {
        this.source = source;
        this.part = TrainingSplit.part(source.corpus(), name);
        GeneratorSpec spec = source.generator().spec();
        this.known = part.items().stream()
                .filter(item -> item.classIndex() >= 0 && spec.classes().contains(className(item)))
                .toList();
        this.speakers = Speakers.of(source.corpus(), part, List.of(Voices.COLUMN));
    }

    /** Demands recordings of so many classes that the generator knows. */
    void require(int classes) throws IOException {
        if (known.stream().mapToInt(Recordings.Item::classIndex).distinct().count() < classes) {
            throw new IOException(part.root() + ": has not clips of "
                    + (classes == 1 ? "a class" : classes + " classes") + " that the model knows, "
                    + String.join(", ", source.generator().spec().classes()));
        }
    }

    private String className(Recordings.Item item) {
        return part.classes().get(item.classIndex());
    }

    Recordings.Item draw(RandomGenerator random) {
        return known.get(random.nextInt(known.size()));
    }

    /** Whether two of them are of two classes, and by two speakers if it is known who speaks. */
    boolean areApart(Recordings.Item a, Recordings.Item b) {
        return a.classIndex() != b.classIndex() && !speakers.of(a).equals(speakers.of(b));
    }

    /** What the generator is asked for: the class, and the pitch if it is one of notes. */
    Prior prior(Recordings.Item item) {
        GeneratorSpec spec = source.generator().spec();
        int pitch = spec.network().pitches().contains(item.pitch()) ? item.pitch() : Condition.NONE;
        return new Prior(source.generator(), spec.condition(className(item), pitch));
    }

    /** What the judge has to say of it. */
    int verdict(Recordings.Item item) {
        return source.judge().spec().classes().indexOf(className(item));
    }

    /** A recording of a class, cut or followed by silence. */
    float[] read(Recordings.Item item, int length) throws IOException {
        return Arrays.copyOf(samples(item.file()), length);
    }

    private float[] samples(Path file) throws IOException {
        int rate = source.generator().spec().features().stft().sampleRate();
        return Resampler.resample(SoundFile.read(file).toMono(), rate).channel(0);
    }

    /** Spectra of the training clips of such a recording's class. */
    NonNegativeFactors factors(Recordings.Item like, long seed) throws IOException {
        NonNegativeFactors found = factors.get(like.classIndex());
        if (found == null) {
            found = learn(className(like), seed);
            factors.put(like.classIndex(), found);
        }
        return found;
    }

    private NonNegativeFactors learn(String className, long seed) throws IOException {
        Stft stft = Stft.of(source.generator().spec().features().stft());
        Recordings train = TrainingSplit.part(source.corpus(), "train");
        int own = train.classes().indexOf(className);
        List<Recordings.Item> items = Spread.over(
                train.items().stream().filter(item -> item.classIndex() == own).toList(), LEARNED_CLIPS);
        List<float[]> frames = new ArrayList<>();
        for (Recordings.Item item : items) {
            float[][] all =
                    NonNegativeFactors.frames(stft.forward(samples(item.file())).magnitudes());
            for (int t = 0; t < all.length; t += APART) {
                double most = 0;
                for (float value : all[t]) {
                    most = Math.max(most, value);
                }
                if (most > HEARD) {
                    frames.add(all[t]);
                }
            }
        }
        if (frames.isEmpty()) {
            throw new IOException(train.root() + ": no clip of " + className + " to learn from is heard");
        }
        return NonNegativeFactors.learn(frames.toArray(float[][]::new), ATOMS, ROUNDS, seed);
    }
}
