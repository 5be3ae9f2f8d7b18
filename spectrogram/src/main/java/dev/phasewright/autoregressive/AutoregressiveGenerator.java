package dev.phasewright.autoregressive;

import ai.djl.ndarray.NDManager;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.TrainedNetwork;
import dev.phasewright.nn.Precision;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A generator of log-mel magnitudes that writes one coefficient after the other, each drawn from what the network
 * thinks likely after those before it. Several threads may generate at once: they take turns, a batch at a time.
 *
 * <p>A clip follows from its condition and seed. Other clips in its batch change what it is computed from by rounding
 * alone, which once in about a thousand clips is enough to let another symbol be drawn; the same batch is the same to
 * the bit.
 */
public final class AutoregressiveGenerator implements AutoCloseable {
    /** How unlikely symbols are made less likely still, unless something else is asked for. */
    public static final double TEMPERATURE = 0.6;

    /** Clips that are drawn together, at most. */
    private static final int BATCH = 64;

    private final AutoregressiveSpec spec;
    private final CoefficientDecoder network;
    private final ClipCode code;
    private final NDManager manager;

    AutoregressiveGenerator(AutoregressiveSpec spec, CoefficientDecoder network, NDManager manager) {
        this.spec = spec;
        this.network = network;
        this.code = new ClipCode(spec.coefficients());
        this.manager = manager;
    }

    /**
     * Loads a trained model that was found before.
     *
     * @param folder with {@code model.safetensors}
     * @param precision what its products are computed in
     * @throws CheckpointException if it is a model of another kind, or missing or corrupt
     * @throws IOException if it cannot be read
     */
    public static AutoregressiveGenerator load(ModelFolder folder, Precision precision) throws IOException {
        AutoregressiveSpec spec = AutoregressiveSpec.of(folder);
        TrainedNetwork<CoefficientDecoder> trained = TrainedNetwork.load(
                folder.path(),
                CoefficientDecoder.size(spec),
                declaration -> new CoefficientDecoder(spec, declaration),
                CoefficientDecoder::weights,
                precision);
        return new AutoregressiveGenerator(spec, trained.network(), trained.manager());
    }

    /** What the model is. */
    public AutoregressiveSpec spec() {
        return spec;
    }

    /** The steps of one clip: the symbols that are written. */
    public int steps() {
        return spec.coefficients().length();
    }

    /**
     * Draws any number of clips, in batches.
     *
     * @param temperature symbols are drawn by their probability to the power of its inverse; positive, 1 for as it is
     * @param condition what is asked of each clip
     * @param seeds a seed for each clip
     * @param observer told of the steps of all clips; may cancel by throwing, as does {@link Thread#interrupt}
     * @return the clips, in the order of their seeds
     * @throws IllegalArgumentException if there are not as many seeds as clips, or the temperature is not positive
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public List<LogMel> generate(double temperature, Condition condition, long[] seeds, GenerationObserver observer) {
        requireAsMany(condition.batch(), condition, seeds);
        int[][] nothing = new int[seeds.length][0];
        return write(temperature, nothing, condition, seeds, observer);
    }

    /**
     * Finishes clips of which the coefficients that are written first are given: spectral fine-graining. Of a model
     * that goes from coarse to fine those are the lowest frequencies.
     *
     * @param clips as long as the model's, of its features; what is beyond their first coefficients is not looked at
     * @param given how many are taken from each, from 0 to all
     * @param temperature as in {@link #generate}
     * @param condition what is asked of each
     * @param seeds a seed for each
     * @param observer as in {@link #generate}
     * @return what became of each
     * @throws IllegalArgumentException if a clip is of another length or other features, {@code given} out of its range,
     *     or there are not as many seeds as clips
     */
    public List<LogMel> finish(
            List<LogMel> clips,
            int given,
            double temperature,
            Condition condition,
            long[] seeds,
            GenerationObserver observer) {
        requireAsMany(clips.size(), condition, seeds);
        int[][] begun = clips.stream().map(clip -> begun(clip, given)).toArray(int[][]::new);
        return write(temperature, begun, condition, seeds, observer);
    }

    private static void requireAsMany(int clips, Condition condition, long[] seeds) {
        if (seeds.length != clips || condition.batch() != clips) {
            throw new IllegalArgumentException(
                    seeds.length + " seeds and " + condition.batch() + " conditions for " + clips + " clips");
        }
    }

    /**
     * What is heard of a clip whose first coefficients are given, when nothing is put in the place of the others.
     *
     * @param given as in {@link #finish}
     */
    public LogMel begin(LogMel clip, int given) {
        int[] symbols = new int[steps()];
        Arrays.fill(symbols, CoefficientTable.MOST);
        int[] begun = begun(clip, given);
        System.arraycopy(begun, 0, symbols, 0, given);
        return heard(symbols);
    }

    /** What writing a sound's first frames down and reading them again does to them: the floor of what can be reached. */
    public LogMel read(LogMel sound) {
        return begin(fitted(sound), steps());
    }

    /** A sound's first frames as a clip of the model's length, with silence behind them if there are not enough. */
    public LogMel fitted(LogMel sound) {
        float[] whole = sound.toArray();
        float[] clip = Arrays.copyOf(whole, spec.coefficients().frames() * sound.bands());
        if (whole.length < clip.length) {
            Arrays.fill(clip, whole.length, clip.length, (float)
                    Math.log(sound.spec().floor()));
        }
        return new LogMel(sound.spec(), clip);
    }

    private int[] begun(LogMel clip, int given) {
        if (given < 0 || given > steps()) {
            throw new IllegalArgumentException(given + " of " + steps() + " coefficients cannot be given");
        }
        if (!clip.spec().equals(spec.features())
                || clip.frames() != spec.coefficients().frames()) {
            throw new IllegalArgumentException("a clip of " + clip.frames() + " frames and of " + clip.spec()
                    + " for a model of " + spec.coefficients().frames() + " frames and of " + spec.features());
        }
        float[] values = clip.toArray();
        spec.normalization().normalize(values);
        return Arrays.copyOf(code.encode(values), given);
    }

    private List<LogMel> write(
            double temperature, int[][] begun, Condition condition, long[] seeds, GenerationObserver observer) {
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a temperature of " + temperature + "; it must be above 0");
        }
        GenerationObserver watched = observer.interruptible();
        long total = (long) seeds.length * steps();
        List<LogMel> clips = new ArrayList<>(seeds.length);
        watched.at(0, total);
        for (int from = 0; from < seeds.length; from += BATCH) {
            int to = Math.min(seeds.length, from + BATCH);
            int[] batch = IntStream.range(from, to).toArray();
            long before = (long) from * steps();
            int[][] symbols = writeTogether(
                    temperature,
                    Arrays.copyOfRange(begun, from, to),
                    condition.select(batch),
                    Arrays.copyOfRange(seeds, from, to),
                    done -> watched.at(before + done, total));
            for (int[] sentence : symbols) {
                clips.add(heard(sentence));
            }
        }
        return clips;
    }

    /** One batch at a time: each uses all processors. */
    private synchronized int[][] writeTogether(
            double temperature, int[][] begun, Condition condition, long[] seeds, LongConsumer watch) {
        RandomGenerator[] random = LongStream.of(seeds)
                .mapToObj(seed -> Seeds.stream(seed, "symbols", 0))
                .toArray(RandomGenerator[]::new);
        int[][] written = new int[seeds.length][steps()];
        int[] last = new int[seeds.length];
        try (NDManager scope = manager.newSubManager()) {
            CoefficientDecoder.Writing writing = network.write(scope, condition);
            for (int i = 0; i < steps(); i++) {
                float[] likely = writing.next(last);
                for (int c = 0; c < last.length; c++) {
                    double chance = random[c].nextDouble();
                    last[c] = i < begun[c].length ? begun[c][i] : draw(likely, c, temperature, chance);
                    written[c][i] = last[c];
                }
                watch.accept((i + 1L) * last.length);
            }
        }
        return written;
    }

    private static int draw(float[] likely, int item, double temperature, double chance) {
        int from = item * CoefficientTable.SYMBOLS;
        double most = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < CoefficientTable.SYMBOLS; s++) {
            most = Math.max(most, likely[from + s]);
        }
        double[] upTo = new double[CoefficientTable.SYMBOLS];
        double sum = 0;
        for (int s = 0; s < upTo.length; s++) {
            sum += StrictMath.exp((likely[from + s] - most) / temperature);
            upTo[s] = sum;
        }
        for (int s = 0; s < upTo.length; s++) {
            if (chance * sum < upTo[s]) {
                return s;
            }
        }
        return upTo.length - 1;
    }

    private LogMel heard(int[] symbols) {
        return spec.normalization().denormalize(code.decode(symbols), spec.features());
    }

    /** Frees the model, once no batch is at work. */
    @Override
    public synchronized void close() {
        manager.close();
    }
}
