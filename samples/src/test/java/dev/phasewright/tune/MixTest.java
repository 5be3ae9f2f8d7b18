package dev.phasewright.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.SoundSink;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.data.PitchRange;
import dev.phasewright.tune.Arrangement.Part;
import dev.phasewright.tune.Arrangement.Sound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who plays what, and where it sounds. */
class MixTest {
    private static final int RATE = 8000;
    private static final Sound SOUND = new Sound("flute", 60);
    private static final PitchRange OCTAVE = new PitchRange(60, 71);

    @TempDir
    private Path folder;

    /** Silence of 50 ms, then a second at a quarter: after the mix's leveling, ones. */
    private static Audio steady() {
        float[] samples = new float[400 + RATE];
        Arrays.fill(samples, 400, samples.length, 0.25f);
        return Audio.mono(samples, RATE);
    }

    private static Part part(double from, double to, double gain) {
        return new Part(new Note(1, 60, from, to, 1, gain), SOUND);
    }

    private float[] mixed(double gain, Part... parts) throws IOException {
        Mix mix = new Mix(List.of(parts), Map.of(SOUND, steady()), RATE, 0.05);
        Path file = folder.resolve("mix.wav");
        try (SoundSink sink = SoundFile.create(file, 1, RATE, SampleFormat.FLOAT_32)) {
            mix.write(gain, sink, samples -> {});
            sink.finish();
        }
        float[] samples = SoundFile.read(file).channel(0);
        assertEquals(mix.length(), samples.length);
        double peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        assertEquals(mix.peak(samples1 -> {}) * gain, peak, 1e-6);
        return samples;
    }

    @Test
    void aNoteBeginsWhereItIsStruckIsHeldAndFadesOut() throws IOException {
        float[] samples = mixed(0.5, part(0.25, 0.5, 1));

        assertEquals(0, samples[1999]);
        assertEquals(0.5, samples[2000 + 16], 1e-6, "after an attack of 2 ms");
        assertEquals(0.5, samples[3999], 1e-6);
        assertEquals(0.25, samples[4000 + 480], 1e-3, "half-way through the release of 120 ms");
        assertEquals(4000 + 960, samples.length);
        assertEquals(0, samples[samples.length - 1], 1e-4);
    }

    @Test
    void notesAddUpAcrossPiecesWhereverTheyBegin() throws IOException {
        // A piece has 16384 samples: the second note lies across its end, the third far behind in one of its own.
        float[] samples = mixed(1, part(1.5, 2.2, 1), part(2, 2.5, 0.5), part(9, 9.5, 0.25));

        assertEquals(1, samples[15_999], 1e-6);
        assertEquals(1.5, samples[16_383], 1e-6);
        assertEquals(1.5, samples[16_384], 1e-6);
        assertEquals(0.5, samples[19_999], 1e-6);
        assertEquals(0, samples[40_000]);
        assertEquals(0.25, samples[73_000], 1e-6);
    }

    @Test
    void aNoteHeldLongerThanItsSoundFadesOutWithIt() throws IOException {
        float[] samples = mixed(1, part(0, 5, 1));

        assertEquals(RATE, samples.length);
        assertEquals(1, samples[RATE - 961], 1e-6);
        assertEquals(0, samples[RATE - 1], 1e-4);
        assertEquals(1 - 0.12, Mix.longest(1.05, 0.05), 1e-9);
    }

    @Test
    void notesOutsideTheRangeAreTransposedByOctaves() {
        Tune tune = new Tune(List.of(
                new Note(1, 36, 0, 1, 1, 1),
                new Note(1, 62, 0, 1, 1, 1),
                new Note(1, 72, 0, 1, 1, 1),
                new Note(10, 62, 0, 1, 1, 1)));

        Arrangement all = Arrangement.of(tune, Instruments.parse("flute"), OCTAVE);
        assertEquals(
                List.of(60, 62, 60),
                all.parts().stream().map(p -> p.sound().pitch()).toList());
        assertEquals(2, all.transposed());
        assertEquals(Map.of(10, 1), all.leftOut());
        assertEquals(List.of(new Sound("flute", 60), new Sound("flute", 62)), all.sounds());

        Arrangement few = Arrangement.of(tune, Instruments.parse("flute"), new PitchRange(60, 61));
        assertEquals(1, few.unreachable());
        assertEquals(2, few.parts().size());
    }

    @Test
    void channelsHaveTheirInstruments() {
        Instruments some = Instruments.parse("1=flute, 2=piano");
        assertEquals(Optional.of("piano"), some.of(2));
        assertEquals(Optional.empty(), some.of(3));
        Instruments all = Instruments.parse("flute,16=piano,10=bass");
        assertEquals(Optional.of("flute"), all.of(1));
        assertEquals(Optional.of("piano"), all.of(16));
        assertEquals(Optional.of("bass"), all.of(10));
        assertEquals(Optional.empty(), Instruments.parse("flute").of(10), "percussion");
        assertEquals(Set.of("bass", "flute", "piano"), all.names());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1=",
                "=flute",
                "17=flute",
                "0=flute",
                "a=flute",
                "1=2=flute",
                "flute,",
                "flute,piano",
                "1=flute,1=piano"
            })
    void whatCannotBeUnderstoodIsRefused(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Instruments.parse(text))
                .getMessage();
        assertTrue(message.contains("\""), message);
    }
}
