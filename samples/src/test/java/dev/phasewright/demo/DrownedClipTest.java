package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DrownedClipTest {
    private static final int FRAMES = 20;

    /** Each band's loudest frame is another one; a frame in which all are at their loudest is as loud as none of them. */
    @Test
    void slowNoiseIsNoBang() {
        MelSpec spec = MelSpec.STANDARD;
        float[] clean = new float[FRAMES * spec.bands()];
        Arrays.fill(clean, -6);
        float[] bang = clean.clone();
        for (int band = 0; band < spec.bands(); band++) {
            clean[band % FRAMES * spec.bands() + band] = 0;
            bang[3 * spec.bands() + band] = 0;
        }
        LogMel clip = new LogMel(spec, clean);
        LogMel levelled = DrownedClip.levelled(new LogMel(spec, bang), clip);
        // Five bands of a hundred are loud at once.
        assertEquals(-Math.log(spec.bands() / 5.0) / 2, levelled.at(3, 50), 1e-3);
        assertEquals(-6, levelled.at(4, 50), "other frames stay");
        assertArrayEquals(clean, DrownedClip.levelled(clip, clip).toArray());
    }
}
