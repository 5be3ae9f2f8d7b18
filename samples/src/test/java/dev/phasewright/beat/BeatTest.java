package dev.phasewright.beat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.kit.DrumKit;
import dev.phasewright.kit.Stroke;
import dev.phasewright.midi.Pad;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BeatTest {
    private static final int RATE = 44_100;

    /** One sample at an onset. */
    private static Stroke click(int onset, double level) {
        float[] samples = new float[onset + 1];
        samples[onset] = (float) level;
        return Stroke.of(Audio.mono(samples, RATE));
    }

    private static Stroke ringing(int length) {
        float[] samples = new float[length];
        Arrays.fill(samples, 0.5f);
        return Stroke.of(Audio.mono(samples, RATE));
    }

    private static Audio play(String pattern, Groove groove, Map<Pad, List<List<Stroke>>> kit) {
        return new Beat(List.of(Pattern.parse(pattern)), groove, new DrumKit(kit)).render();
    }

    private static void assertRefused(String why, Executable what) {
        String told = assertThrows(IllegalArgumentException.class, what).getMessage();
        assertTrue(told.contains(why), told);
    }

    @Test
    void lettersAreStrokesCapitalsAccentsAndDotsRests() {
        Pattern pattern = Pattern.parse("k..S | h-");
        assertEquals(6, pattern.steps());
        assertEquals(
                List.of(
                        new Pattern.Hit(0, Pad.KICK, Pattern.STROKE),
                        new Pattern.Hit(3, Pad.SNARE, Pattern.ACCENT),
                        new Pattern.Hit(4, Pad.CLOSED_HAT, Pattern.STROKE)),
                pattern.hits());
        assertRefused("'z' at place 2", () -> Pattern.parse("kz"));
        assertRefused("no steps", () -> Pattern.parse(" | "));
    }

    @Test
    void groovesOutOfReasonAreRefused() {
        assertRefused("tempo", () -> new Groove(0, 1, 16, 50));
        assertRefused("tempo", () -> new Groove(Double.NaN, 1, 16, 50));
        assertRefused("at least 1 bar", () -> new Groove(120, 0, 16, 50));
        assertRefused("1000000 bars last", () -> new Groove(120, 1_000_000, 16, 50));
        assertRefused("swing", () -> new Groove(120, 1, 16, 90));
        assertRefused("steps", () -> new Groove(120, 1, 0, 50));
        assertRefused("5 steps does not fill 16", () -> new Groove(120, 1, 16, 50)
                .requireWhole(List.of(Pattern.parse("k...."))));
    }

    @Test
    void everyStrokeFallsOnItsSampleHoweverManyBarsWentBefore() {
        Groove groove = new Groove(97, 100, 16, 50);
        Audio beat = play("K...", groove, Map.of(Pad.KICK, List.of(List.of(click(441, 1)))));
        assertEquals(Math.round(100 * 4 * 60.0 / 97 * RATE), beat.length());
        for (int i = 0; i < 400; i++) {
            int place = (int) Math.round(i * 60.0 / 97 * RATE);
            assertEquals(1, beat.sample(0, place), "beat " + i);
            assertEquals(0, beat.sample(0, place + 1));
        }
    }

    @Test
    void swingDelaysEverySecondStep() {
        Groove groove = new Groove(120, 1, 8, 60);
        assertEquals(0, groove.at(0));
        assertEquals(0.3, groove.at(1), 1e-9);
        assertEquals(0.5, groove.at(2), 1e-9);
    }

    @Test
    void whatRingsOnAtTheEndIsHeardAtTheBeginning() {
        Groove groove = new Groove(120, 1, 16, 50);
        Audio beat = play(
                "................".replaceFirst(".$", "X"),
                groove,
                Map.of(Pad.CRASH, List.of(List.of(ringing(10_000)))));
        int last = (int) Math.round(15 / 16.0 * 2 * RATE);
        assertEquals(0.5, beat.sample(0, last));
        assertEquals(0.5, beat.sample(0, 0));
        int rest = 10_000 - (beat.length() - last);
        assertEquals(0.5, beat.sample(0, rest - 1));
        assertEquals(0, beat.sample(0, rest));
    }

    @Test
    void whatComesBeforeTheFirstStrokeIsHeardAtTheEnd() {
        float[] samples = new float[100];
        samples[99] = 1;
        samples[98] = 0.01f;
        Audio beat = play(
                "K...............",
                new Groove(120, 1, 16, 50),
                Map.of(Pad.KICK, List.of(List.of(Stroke.of(Audio.mono(samples, RATE))))));
        assertEquals(1, beat.sample(0, 0));
        assertEquals(0.01f, beat.sample(0, beat.length() - 1));
    }

    @Test
    void takesTakeTurnsAndVelocitiesChooseLayers() {
        Map<Pad, List<List<Stroke>>> kit = Map.of(
                Pad.SNARE, List.of(List.of(click(0, 0.1), click(0, 0.2)), List.of(click(0, 0.7), click(0, 0.8))));
        Groove groove = new Groove(120, 1, 4, 50);
        Audio accents = play("SSSS", groove, kit);
        int beat = RATE / 2;
        assertEquals(0.7f, accents.sample(0, 0));
        assertEquals(0.8f, accents.sample(0, beat));
        assertEquals(0.7f, accents.sample(0, 2 * beat));
        Audio strokes = play("s...", groove, kit);
        assertEquals(0.7 * Math.pow(Pattern.STROKE, 2), strokes.sample(0, 0), 1e-6);
        Map<Pad, List<List<Stroke>>> finer = Map.of(
                Pad.SNARE,
                List.of(
                        List.of(click(0, 0.1)),
                        List.of(click(0, 0.2)),
                        List.of(click(0, 0.3)),
                        List.of(click(0, 0.4)),
                        List.of(click(0, 0.9))));
        assertEquals(
                0.4 * Math.pow(Pattern.STROKE / 0.8, 2),
                play("s...", groove, finer).sample(0, 0),
                1e-6);
    }

    @Test
    void aHiHatEndsWhereTheNextOneIsStruck() {
        Audio beat = play(
                "o.f.",
                new Groove(120, 1, 4, 50),
                Map.of(
                        Pad.OPEN_HAT, List.of(List.of(ringing(60_000))),
                        Pad.PEDAL_HAT, List.of(List.of(click(0, 1)))));
        assertTrue(beat.sample(0, RATE - 1) > 0.2);
        assertEquals(0, beat.sample(0, RATE + 441));
    }

    @Test
    void aPadWithoutASoundIsNamed() {
        assertRefused(
                "no kick",
                () -> play("k...", new Groove(120, 1, 16, 50), Map.of(Pad.SNARE, List.of(List.of(click(0, 1))))));
    }
}
