package dev.phasewright.cli.vocode;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.VocoderChoice;
import dev.phasewright.nn.Precision;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.CopySynthesis;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.network.VocoderStream;
import dev.phasewright.vocoder.vocos.Vocos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Phase discarded and made anew, in every channel for itself, by whichever vocoder; loaded, and to be closed. */
public final class Copier implements AutoCloseable {
    private final CopyPlan plan;
    /** Null unless it is the vocoder. */
    private final NetworkVocoder network;
    /** Null unless it is the vocoder. */
    private final Vocos vocos;
    /** Null if Vocos is the vocoder. */
    private final CopySynthesis synthesis;

    /** @throws IOException if the plan's model cannot be used */
    public Copier(CopyPlan plan) throws IOException {
        VocoderChoice vocoder = plan.vocoder();
        this.plan = plan;
        this.network = vocoder.kind() == VocoderChoice.Kind.NETWORK
                ? NetworkVocoder.load(vocoder.model(), Precision.FLOAT32)
                : null;
        this.vocos = vocoder.kind() == VocoderChoice.Kind.VOCOS ? Vocos.load(vocoder.folder()) : null;
        this.synthesis = vocos == null ? synthesis().refined(plan.refine()) : null;
    }

    private CopySynthesis synthesis() {
        if (network != null) {
            return plan.viaMel() ? CopySynthesis.viaMel(network) : CopySynthesis.of(plan.stft(), network.phase());
        }
        return plan.viaMel()
                ? CopySynthesis.viaMel(plan.features(), plan.method())
                : CopySynthesis.of(plan.stft(), plan.method());
    }

    /** What it was made for. */
    CopyPlan plan() {
        return plan;
    }

    /** How long after a sample it depends on, in seconds; of what is done piece by piece. */
    double lookAhead() {
        return (double) stream().lookAhead() / plan.stft().sampleRate();
    }

    /** How long after a sample it could come out, in seconds; of what is done piece by piece. */
    double latency() {
        return (double) stream().latency() / plan.stft().sampleRate();
    }

    private VocoderStream stream() {
        return plan.lowLatency() ? VocoderStream.frameByFrame(network) : new VocoderStream(network, plan.viaMel());
    }

    /**
     * A sound's copy, of the same length.
     *
     * @param source at the vocoder's rate; closed with the copy
     * @param file where it comes from
     */
    SoundSource of(SoundSource source, Path file) {
        if (plan.lowLatency()) {
            return VocoderStream.throughFrameByFrame(source, network);
        }
        return plan.isStreamed()
                ? VocoderStream.through(source, network, plan.viaMel())
                : new WholeCopy(source, plan.room(file, source), this::copy);
    }

    /**
     * A sound's copy at its own rate and of its length: to the vocoder's rate, through it, and back.
     *
     * @param original closed with the copy
     * @param file where it comes from
     */
    public SoundSource copy(SoundSource original, Path file) {
        int rate = plan.stft().sampleRate();
        return SameLength.after(
                original, sound -> Resampler.resample(of(Resampler.resample(sound, rate), file), sound.sampleRate()));
    }

    /** Tells of a sound that has another rate than the vocoder. */
    public void tellRate(Path file, int own, Console console) {
        int rate = plan.stft().sampleRate();
        if (own != rate) {
            console.say(
                    "%s: %d Hz, vocoded at %d Hz and brought back%s",
                    file, own, rate, own > rate ? "; nothing above " + rate / 2 + " Hz is left" : "");
        }
    }

    private float[] copy(float[] samples, int channel) {
        RandomGenerator random = Seeds.phase(plan.seed(), channel);
        if (vocos != null) {
            return vocosCopy(samples, random);
        }
        return synthesis.copy(samples, random);
    }

    /** Vocos makes whole hops, so it is given as many. */
    private float[] vocosCopy(float[] samples, RandomGenerator random) {
        int hop = plan.stft().hop();
        float[] padded = Arrays.copyOf(samples, (samples.length + hop - 1) / hop * hop);
        LogMel features = vocos.features(Audio.mono(padded, plan.stft().sampleRate()));
        return Arrays.copyOf(vocos.synthesize(features, random).channel(0), samples.length);
    }

    @Override
    public void close() {
        if (network != null) {
            network.close();
        }
        if (vocos != null) {
            vocos.close();
        }
    }
}
