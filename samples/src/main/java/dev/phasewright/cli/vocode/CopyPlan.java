package dev.phasewright.cli.vocode;

import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.cli.console.HeapRoom;
import dev.phasewright.cli.console.VocoderChoice;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import java.nio.file.Path;

/**
 * How phase is to be made anew.
 *
 * @param vocoder by what
 * @param viaMel whether only mel bands are kept of the magnitudes
 * @param iterations of a method that iterates; 0 for as many as it does by itself
 * @param refine iterations of fast Griffin-Lim after it, or 0
 * @param lowLatency whether the network is to wait for as little as it can
 * @param seed what random phases are drawn from
 */
public record CopyPlan(
        VocoderChoice vocoder, boolean viaMel, int iterations, int refine, boolean lowLatency, long seed) {
    /** The features that the vocoder takes; their transform is that of linear magnitudes. */
    MelSpec features() {
        return vocoder.features() == null ? MelSpec.STANDARD : vocoder.features();
    }

    StftSpec stft() {
        return features().stft();
    }

    /** Whether it is done piece by piece; everything but the network alone needs the whole sound at once. */
    boolean isStreamed() {
        return vocoder.kind() == VocoderChoice.Kind.NETWORK && refine == 0;
    }

    /**
     * Refuses a sound that must be taken as a whole, and does not fit.
     *
     * @throws SoundFileException naming the file and what can be done
     */
    public void requireRoom(Path file, SoundSource sound) throws SoundFileException {
        if (!isStreamed()) {
            double seconds = (double) Math.max(0, sound.length()) / sound.sampleRate();
            room(file, sound).require((long) (seconds * stft().sampleRate()));
        }
    }

    /** What a sound that must be taken as a whole has to fit in. */
    HeapRoom room(Path file, SoundSource sound) {
        String instead = "use " + vocoder.option() + " " + VocoderOptions.NETWORK
                + (refine > 0 ? " without --refine" : "") + ", which goes piece by piece";
        return new HeapRoom(file, stft(), sound.channels(), instead);
    }

    /** The method that was asked for. */
    PhaseReconstructor method() {
        PhaseReconstructor method = vocoder.method();
        return iterations > 0 && method instanceof GriffinLim iterative ? iterative.times(iterations) : method;
    }

    @Override
    public String toString() {
        return vocoder.name()
                + (lowLatency ? ", frame by frame" : "")
                + (viaMel && vocoder.kind() != VocoderChoice.Kind.VOCOS ? " via mel" : "")
                + (iterations > 0 ? ", " + iterations + " iterations" : "")
                + (refine > 0 ? ", refined by " + refine + " iterations" : "");
    }
}
