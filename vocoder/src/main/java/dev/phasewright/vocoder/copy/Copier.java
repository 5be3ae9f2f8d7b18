package dev.phasewright.vocoder.copy;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.nn.Precision;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.network.VocoderStream;
import dev.phasewright.vocoder.vocos.Vocos;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Phase discarded and made anew, by whichever vocoder: of a sound of any rate, and in every channel for itself. A method
 * that is given all magnitudes works at the sound's own rate; for networks and mel bands, which are of one rate, the
 * sound is resampled there and back. The copy is as long as the sound; silence stays silent, whatever a model makes of it.
 *
 * <pre>{@code
 * CopyPlan plan = CopyPlan.by(VocoderChoice.of("network"), 1);
 * try (Copier copier = Copier.load(plan)) {
 *     Audio copy = copier.copy(SoundFile.read(Path.of("song.flac")));
 * }
 * }</pre>
 *
 * <p>As safe for use by several threads as the vocoder.
 */
public final class Copier implements AutoCloseable {
    private final CopyPlan plan;
    /** Null unless it is the vocoder. */
    private final @Nullable NetworkVocoder network;
    /** From one channel, its transform, and what random phases are drawn from. */
    private final Channel whole;

    private final Runnable closing;

    /** A channel's copy, made as a whole. */
    @FunctionalInterface
    private interface Channel {
        float[] copy(float[] samples, StftSpec transform, RandomGenerator random);

        /** By what knows its transform by itself. */
        static Channel by(CopySynthesis synthesis) {
            return (samples, transform, random) -> synthesis.copy(samples, random);
        }
    }

    private Copier(CopyPlan plan, @Nullable NetworkVocoder network, Channel whole, Runnable closing) {
        this.plan = plan;
        this.network = network;
        this.whole = whole;
        this.closing = closing;
    }

    /**
     * Loads what a plan needs.
     *
     * @throws IOException if the plan's model cannot be used
     */
    public static Copier load(CopyPlan plan) throws IOException {
        VocoderChoice vocoder = plan.vocoder();
        return switch (vocoder.kind()) {
            case METHOD -> new Copier(plan, null, method(plan), () -> {});
            case NETWORK -> {
                NetworkVocoder network =
                        NetworkVocoder.load(Objects.requireNonNull(vocoder.model()), Precision.FLOAT32);
                yield new Copier(plan, network, Channel.by(synthesis(plan, network)), network::close);
            }
            case VOCOS -> {
                Vocos vocos = Vocos.load(Objects.requireNonNull(vocoder.folder()));
                yield new Copier(
                        plan, null, (samples, transform, random) -> copy(vocos, samples, random), vocos::close);
            }
        };
    }

    /**
     * A copier by a network that is loaded already.
     *
     * @param plan of a network
     * @param network the plan's; not closed with this
     */
    public static Copier over(NetworkVocoder network, CopyPlan plan) {
        return new Copier(plan, network, Channel.by(synthesis(plan, network)), () -> {});
    }

    private static Channel method(CopyPlan plan) {
        if (plan.viaMel()) {
            return Channel.by(
                    CopySynthesis.viaMel(plan.features(), plan.method()).refined(plan.refine()));
        }
        return (samples, transform, random) -> CopySynthesis.of(transform, plan.method())
                .refined(plan.refine())
                .copy(samples, random);
    }

    private static CopySynthesis synthesis(CopyPlan plan, NetworkVocoder network) {
        CopySynthesis synthesis =
                plan.viaMel() ? CopySynthesis.viaMel(network) : CopySynthesis.of(plan.stft(), network.phase());
        return synthesis.refined(plan.refine());
    }

    /** Vocos makes whole hops, so it is given as many. */
    private static float[] copy(Vocos vocos, float[] samples, RandomGenerator random) {
        int hop = vocos.spec().stft().hop();
        float[] padded = Arrays.copyOf(samples, (samples.length + hop - 1) / hop * hop);
        LogMel features = vocos.features(Audio.mono(padded, vocos.spec().stft().sampleRate()));
        return Arrays.copyOf(vocos.synthesize(features, random).channel(0), samples.length);
    }

    /** What it was made for. */
    public CopyPlan plan() {
        return plan;
    }

    /**
     * How long after a sample it depends on, in seconds.
     *
     * @throws IllegalStateException if it is not done piece by piece
     */
    public double lookAhead() {
        return (double) stream().lookAhead() / plan.stft().sampleRate();
    }

    /**
     * How long after a sample it could come out, in seconds.
     *
     * @throws IllegalStateException if it is not done piece by piece
     */
    public double latency() {
        return (double) stream().latency() / plan.stft().sampleRate();
    }

    private VocoderStream stream() {
        if (!plan.isStreamed()) {
            throw new IllegalStateException(plan + " takes a sound as a whole");
        }
        return plan.lowLatency() ? VocoderStream.frameByFrame(network()) : new VocoderStream(network(), plan.viaMel());
    }

    private NetworkVocoder network() {
        return Objects.requireNonNull(network, "only a network copies piece by piece");
    }

    /**
     * A sound's copy, made as a whole: at its own rate and of its length.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public Audio copy(Audio sound) {
        StftSpec transform = plan.stft(sound.sampleRate());
        Audio there = Resampler.resample(sound, transform.sampleRate());
        float[][] made = new float[sound.channels()][];
        for (int c = 0; c < made.length; c++) {
            made[c] = channel(there.channel(c), transform, c);
        }
        Audio copy = Resampler.resample(Audio.of(made, there.sampleRate()), sound.sampleRate());
        return copy.slice(0, sound.length());
    }

    /**
     * A sound's copy while it is being read, piece by piece if the plan {@link CopyPlan#isStreamed is}: at its own rate
     * and of its length.
     *
     * @param original closed with the copy
     * @param limit asked where all of the sound is read before the copy's first sample
     */
    public SoundSource copy(SoundSource original, CopyLimit limit) {
        StftSpec transform = plan.stft(original.sampleRate());
        return SameLength.after(
                original,
                sound -> Resampler.resample(
                        through(Resampler.resample(sound, transform.sampleRate()), transform, limit),
                        sound.sampleRate()));
    }

    private SoundSource through(SoundSource source, StftSpec transform, CopyLimit limit) {
        if (plan.lowLatency()) {
            return VocoderStream.throughFrameByFrame(source, network());
        }
        return plan.isStreamed()
                ? VocoderStream.through(source, network(), plan.viaMel())
                : new WholeCopy(source, limit, (samples, c) -> channel(samples, transform, c));
    }

    private float[] channel(float[] samples, StftSpec transform, int channel) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted before channel " + channel);
        }
        for (float sample : samples) {
            if (sample != 0) {
                return whole.copy(samples, transform, Seeds.phase(plan.seed(), channel));
            }
        }
        return samples;
    }

    /** Frees the model, if it was loaded here. */
    @Override
    public void close() {
        closing.run();
    }
}
