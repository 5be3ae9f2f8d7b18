package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.web.StepReel;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NoisePageTest {
    private static final int FRAMES = 127;

    /** Of a spectrogram of levels, the part of all energy that its loudest frame has. */
    private static double loudestFrame(LogMel mel) {
        double sum = 0;
        double most = 0;
        for (int frame = 0; frame < mel.frames(); frame++) {
            double energy = 0;
            for (int band = 0; band < mel.bands(); band++) {
                energy += Math.exp(2 * mel.at(frame, band));
            }
            sum += energy;
            most = Math.max(most, energy);
        }
        return most / sum;
    }

    @Test
    void pureNoiseHissesInsteadOfClicking() {
        MelSpec spec = MelSpec.STANDARD;
        Random random = new Random(1);
        float[] noise = new float[FRAMES * spec.bands()];
        float[] speech = new float[noise.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (-5 + 3 * random.nextGaussian());
            int frame = i / spec.bands();
            speech[i] = (float) (-9 + 7 * Math.sin(Math.PI * frame / FRAMES));
        }
        LogMel held = new LogMel(spec, noise);
        LogMel heard = StepReel.clipped(held, new LogMel(spec, speech));

        assertTrue(loudestFrame(held) > 0.2, "one frame drowned all others: " + loudestFrame(held));
        assertTrue(loudestFrame(heard) < 0.03, "now none does: " + loudestFrame(heard));
        LogMel clean = new LogMel(spec, speech);
        assertEquals(clean.at(60, 3), StepReel.clipped(clean, clean).at(60, 3), "what is in the range stays");
    }
}
