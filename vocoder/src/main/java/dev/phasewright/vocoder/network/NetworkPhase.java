package dev.phasewright.vocoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.phase.LeastSquaresIntegration;
import dev.phasewright.vocoder.phase.PhaseDifferences;
import dev.phasewright.vocoder.phase.PhaseIntegration;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import dev.phasewright.vocoder.phase.TreeIntegration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Phase by a small network in one pass: it estimates how the phase changes from bin to bin and from frame to frame, and
 * how sure that is; the changes are turned into phases along those that are surest. No sound is made and measured on
 * the way, and nothing is random.
 *
 * <p>Each frame's phase depends on the magnitudes of all frames before it and of {@link #lookAhead} frames after its
 * block. {@link #frameByFrame} has the shortest view ahead. Safe for use by several threads, which take turns at the
 * network.
 */
public final class NetworkPhase implements PhaseReconstructor {
    /** Frames put through the network at a time, besides those that they see on either side: nine blocks of a tree. */
    static final int CHUNK = 432;

    /** Trust in Nyquist's bin going on as it did, which the network says nothing of. */
    private static final float LITTLE = 0.1f;

    private final StftSpec stft;
    private final PhaseNetwork network;
    private final int reach;
    private final NDManager manager;
    private final boolean alongTree;

    /** The network's weights, and {@code manager}, belong to someone else. */
    NetworkPhase(StftSpec stft, PhaseNetwork network, int reach, NDManager manager) {
        this(stft, network, reach, manager, true);
    }

    private NetworkPhase(StftSpec stft, PhaseNetwork network, int reach, NDManager manager, boolean alongTree) {
        this.stft = stft;
        this.network = network;
        this.reach = reach;
        this.manager = manager;
        this.alongTree = alongTree;
    }

    /**
     * The same network with a least-squares fit of each frame to the one before it: for uses that cannot wait. The
     * phases are less good, above all where sounds begin.
     */
    public NetworkPhase frameByFrame() {
        return new NetworkPhase(stft, network, reach, manager, false);
    }

    /** Frames after the last of its {@link #block} that a frame's phase depends on. */
    public int lookAhead() {
        return reach + integration().lookAhead();
    }

    /** Frames that get their phase together; with {@link #lookAhead} and half a window, the latency of a stream. */
    public int block() {
        return integration().block();
    }

    private PhaseIntegration integration() {
        return alongTree ? new TreeIntegration(stft) : new LeastSquaresIntegration(stft);
    }

    /**
     * {@inheritDoc}
     *
     * @param random not used
     * @throws IllegalArgumentException if the magnitudes are of another transform than the network's
     */
    @Override
    public ComplexSpectrogram reconstruct(Magnitudes magnitudes, RandomGenerator random) {
        return reconstruct(magnitudes);
    }

    ComplexSpectrogram reconstruct(Magnitudes magnitudes) {
        if (!magnitudes.spec().equals(stft)) {
            throw new IllegalArgumentException("magnitudes of " + magnitudes.spec() + " do not fit " + stft);
        }
        int frames = magnitudes.frames();
        int bins = stft.bins();
        float[] m = magnitudes.toArray();
        float[] re = new float[m.length];
        float[] im = new float[m.length];
        Session session = new Session();
        int ahead = lookAhead();
        // While the network works on one lot of frames, the one before gets its phase.
        CompletableFuture<Void> behind = CompletableFuture.completedFuture(null);
        for (int from = 0; from < frames; from += CHUNK) {
            int at = from;
            int count = Math.min(frames - from, CHUNK);
            int first = Math.max(0, from - ahead);
            int end = Math.min(frames, from + count + ahead);
            float[] seen = Arrays.copyOfRange(m, first * bins, end * bins);
            PhaseDifferences differences = differences(seen, end - first);
            behind.join();
            behind = CompletableFuture.runAsync(() -> {
                float[][] piece = session.integrate(seen, at - first, count, differences);
                System.arraycopy(piece[0], 0, re, at * bins, piece[0].length);
                System.arraycopy(piece[1], 0, im, at * bins, piece[1].length);
            });
        }
        behind.join();
        return new ComplexSpectrogram(stft, magnitudes.samples(), re, im);
    }

    /** A sound that comes in pieces: remembers the phase it has got to. */
    final class Session {
        private final PhaseIntegration integration = integration();

        /** Frames that get their phase together. */
        int block() {
            return integration.block();
        }

        /**
         * The spectrum of the next frames.
         *
         * @param magnitudes of these frames and of up to {@link #lookAhead} on either side, row-major
         * @param before frames in the array before these
         * @param count how many these are: a multiple of {@link #block}, unless the sound ends with them
         * @param differences what {@link NetworkPhase#differences} says of all frames in the array
         * @return real and imaginary parts of these frames
         */
        float[][] integrate(float[] magnitudes, int before, int count, PhaseDifferences differences) {
            int bins = stft.bins();
            float[] re = new float[magnitudes.length];
            float[] im = new float[magnitudes.length];
            int end = before + count;
            for (int t = before; t < end; t += integration.block()) {
                int block = Math.min(integration.block(), end - t);
                integration.next(magnitudes, t, block, magnitudes.length / bins - t, differences, re, im);
            }
            PhaseDifferences.centre(re, im, bins);
            return new float[][] {
                Arrays.copyOfRange(re, before * bins, end * bins), Arrays.copyOfRange(im, before * bins, end * bins)
            };
        }
    }

    /**
     * A sound of at most {@value #CHUNK} frames, of which the network has said what it has to say.
     *
     * @param differences of all its frames
     */
    ComplexSpectrogram reconstruct(Magnitudes magnitudes, PhaseDifferences differences) {
        float[][] parts = new Session().integrate(magnitudes.toArray(), 0, magnitudes.frames(), differences);
        return new ComplexSpectrogram(stft, magnitudes.samples(), parts[0], parts[1]);
    }

    /** What the network says of the first {@code frames} frames. */
    PhaseDifferences differences(float[] magnitudes, int frames) {
        return differences(List.of(magnitudes), frames).get(0);
    }

    /** What the network says of the first {@code frames} frames of each of several sounds, seen at once. */
    List<PhaseDifferences> differences(List<float[]> magnitudes, int frames) {
        int bins = stft.bins();
        int width = PhaseNetwork.inputBins(stft);
        float[] input = new float[magnitudes.size() * frames * width];
        for (int row = 0; row < magnitudes.size() * frames; row++) {
            PhaseNetwork.input(magnitudes.get(row / frames), row % frames * bins, bins, input, row * width);
        }
        // All networks of a vocoder have one manager. Each uses all processors; two at once would be in each other's
        // way.
        synchronized (manager) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray seen = scope.create(input, new Shape(magnitudes.size(), frames, width));
                NDList found = network.forward(seen.log());
                float[] timeRe = found.get(0).toFloatArray();
                float[] timeIm = found.get(1).toFloatArray();
                float[] frequencyRe = found.get(2).toFloatArray();
                float[] frequencyIm = found.get(3).toFloatArray();
                return IntStream.range(0, magnitudes.size())
                        .mapToObj(i -> new PhaseDifferences(
                                stft,
                                frames,
                                withNyquist(timeRe, i * frames, frames, LITTLE),
                                withNyquist(timeIm, i * frames, frames, 0),
                                withNyquist(frequencyRe, i * frames, frames, LITTLE),
                                withNyquist(frequencyIm, i * frames, frames, 0)))
                        .toList();
            }
        }
    }

    private float[] withNyquist(float[] values, int first, int frames, float nyquist) {
        int bins = stft.bins();
        float[] all = new float[frames * bins];
        Arrays.fill(all, nyquist);
        for (int t = 0; t < frames; t++) {
            System.arraycopy(values, (first + t) * (bins - 1), all, t * bins, bins - 1);
        }
        return all;
    }
}
