package dev.phasewright.vocoder.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.PitchTrack;
import org.junit.jupiter.api.Test;

class PitchAgreementTest {
    private static final double NO = Double.NaN;

    private static PitchTrack track(double[] hertz, double... periodicity) {
        return new PitchTrack(hertz, periodicity, new double[hertz.length]);
    }

    @Test
    void measuresAreReckonedAsByHand() {
        PitchTrack a = track(new double[] {200, 100, 100, NO, NO}, 1, 1, 0.9, 0.2, 0);
        PitchTrack b = track(new double[] {200, 200, NO, 300, NO}, 1, 1, 0.5, 0.8, 0);

        PitchAgreement found = PitchAgreement.between(a, b);

        assertEquals(Math.sqrt((0.16 + 0.36) / 5), found.periodicityError(), 1e-12);
        // Two true positives, one false positive, one false negative: precision and recall are both 2/3.
        assertEquals(2.0 / 3, found.voicingF1(), 1e-12);
        assertEquals(Math.sqrt(1200 * 1200 / 2.0), found.pitchError(), 1e-9);
    }

    @Test
    void silenceCountsOnlyWhereOneOfTheTwoCanBeHeard() {
        double[] level = {0, -39, -41, -41, Double.NEGATIVE_INFINITY};
        double[] found = {0, -90, -41, -39, -39};
        PitchTrack a = new PitchTrack(new double[] {200, 200, 200, 200, NO}, new double[] {1, 1, 1, 1, 0}, level);
        PitchTrack b = new PitchTrack(new double[] {200, NO, NO, NO, 90}, new double[] {1, 0, 0, 0, 1}, found);

        assertEquals(new PitchAgreement(4, 3, 1, 1, 2, 0), PitchAgreement.between(a, b));
    }

    @Test
    void severalClipsAreTakenTogether() {
        PitchAgreement one = new PitchAgreement(10, 0.4, 6, 1, 0, 600);
        PitchAgreement two = new PitchAgreement(30, 1.2, 14, 4, 5, 400);

        PitchAgreement both = PitchAgreement.NONE.plus(one).plus(two);

        assertEquals(0.2, both.periodicityError(), 1e-12);
        assertEquals(0.8, both.voicingF1(), 1e-12);
        assertEquals(Math.sqrt(50), both.pitchError(), 1e-12);
    }

    @Test
    void equalSoundsAgreeWhateverTheirLevelAndSign() {
        PitchAgreement found = PitchAgreement.between(Spoiled.ORIGINAL, Spoiled.ORIGINAL.scaled(-0.01));

        assertTrue(found.voiced() > 50, "voiced " + found.voiced());
        assertEquals(0, found.periodicityError(), 1e-5);
        assertEquals(1, found.voicingF1());
        assertEquals(0, found.pitchError(), 0.1);
    }

    @Test
    void silenceHasNothingToAgreeOn() {
        Audio silence = Spoiled.ORIGINAL.scaled(0);
        PitchAgreement both = PitchAgreement.between(silence, silence);
        assertTrue(Double.isNaN(both.periodicityError()));
        assertTrue(Double.isNaN(both.voicingF1()) && Double.isNaN(both.pitchError()));

        PitchAgreement lost = PitchAgreement.between(Spoiled.ORIGINAL, silence);
        assertEquals(0, lost.voicingF1());
        assertTrue(Double.isNaN(lost.pitchError()));

        Audio empty = Spoiled.ORIGINAL.slice(0, 0);
        assertTrue(Double.isNaN(PitchAgreement.between(empty, empty).periodicityError()));
    }

    @Test
    void otherLengthsAndRatesAreRefused() {
        Audio sound = Spoiled.ORIGINAL;
        assertThrows(IllegalArgumentException.class, () -> PitchAgreement.between(sound, sound.slice(0, 15_999)));
        Audio slower = Audio.mono(sound.channel(0), 8_000);
        assertThrows(IllegalArgumentException.class, () -> PitchAgreement.between(sound, slower));
        PitchTrack one = track(new double[] {NO}, 0);
        PitchTrack two = track(new double[] {NO, NO}, 0, 0);
        assertThrows(IllegalArgumentException.class, () -> PitchAgreement.between(one, two));
    }
}
