package dev.phasewright;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.Vocoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocodingTest {
    /** Drums of a generator reach twice full scale, which files of integers would flatten. */
    @Test
    void whatWouldClipIsQuieterAsAWhole() {
        Audio loud = Audio.mono(new float[] {0.5f, -1.98f, 0.99f}, 16_000);
        Audio quiet = Audio.mono(new float[] {0.1f, -0.2f}, 16_000);
        Vocoder vocoder = (magnitudes, seed) -> magnitudes.toArray()[0] > 0 ? loud : quiet;
        float[] high = new float[MelSpec.STANDARD.bands()];
        high[0] = 1;
        List<LogMel> clips = List.of(
                new LogMel(MelSpec.STANDARD, high), new LogMel(MelSpec.STANDARD, new float[MelSpec.STANDARD.bands()]));

        List<GeneratedSound> made = new Vocoding(vocoder, List.of(SoundRequest.of(null, 1), SoundRequest.of(null, 2)))
                .run(clips, done -> {});

        float[] heard = made.get(0).sound().channel(0);
        assertEquals(0.8913, -heard[1], 1e-4);
        assertEquals(-0.5, heard[2] / heard[1], 1e-6);
        assertSame(quiet, made.get(1).sound());
    }
}
