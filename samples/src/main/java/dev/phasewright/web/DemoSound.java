package dev.phasewright.web;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.corpus.ClassicSignal;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A sound that demos begin with: three recordings that come with Phasewright, and two that are made by a formula.
 *
 * @param id what its file is called, without ending; also a kind of sound for tables
 * @param name of it
 * @param about what there is to hear of phase
 * @param sound mono, 16 kHz
 * @param command what made it
 */
public record DemoSound(String id, String name, String about, Audio sound, String command) {
    private static final int RATE = 16_000;
    private static final double FORMULA_SECONDS = 2.4;
    private static final int CLICKS_PER_SECOND = 5;

    /** Where it comes from, in two words. */
    public String origin() {
        return command.startsWith("phasewright") ? "made by a formula" : "as recorded";
    }

    /** The same without anything above 3.5 kHz: what a listening test after ITU-R BS.1534 hides as its low anchor. */
    public Audio anchor() {
        return LowPass.anchor(sound);
    }

    /** The file that it is in a site, as commands call it. */
    public String file() {
        return "originals/" + id + ".wav";
    }

    /**
     * All of them, the recordings first.
     *
     * @param seconds how much of each
     * @throws IOException if the recordings are not in this build
     */
    public static List<DemoSound> all(double seconds) throws IOException {
        int length = (int) Math.round(RATE * Math.min(seconds, FORMULA_SECONDS));
        List<DemoSound> all = new ArrayList<>(recordings(seconds));
        all.add(new DemoSound(
                "clicks",
                "Clicks",
                "A click is every frequency at the same moment: its phase is all there is to it. Short windows keep it "
                        + "sharp whatever they do to phase; a long window smears it over its whole length.",
                ClassicSignal.CLICKS.make(CLICKS_PER_SECOND, ClassicSignal.HARMONICS, length, RATE, 1),
                String.format(
                        Locale.ROOT,
                        "phasewright phase signal clicks --hertz %d --seconds %s -o originals/clicks.wav",
                        CLICKS_PER_SECOND,
                        (double) length / RATE)));
        all.add(new DemoSound(
                "noise",
                "White noise",
                "The control. Its phases are random to begin with, so other random ones sound the same. If you hear a "
                        + "difference here between random phases, distrust your ears elsewhere.",
                ClassicSignal.NOISE.make(0, ClassicSignal.HARMONICS, length, RATE, 1),
                String.format(
                        Locale.ROOT,
                        "phasewright phase signal noise --seconds %s -o originals/noise.wav",
                        (double) length / RATE)));
        return all;
    }

    /**
     * The recordings: speech, a note, drums.
     *
     * @throws IOException if they are not in this build
     */
    public static List<DemoSound> recordings(double seconds) throws IOException {
        return List.of(
                new DemoSound(
                        "speech",
                        "Speech",
                        "Short windows leave it intelligible and rough; beyond a quarter of a second it is no longer "
                                + "speech. Zero phase makes a pulse of every window, so the voice takes on their pitch.",
                        recording("speech", seconds),
                        "flite -voice slt -t \"What does a spectrogram throw away?\" -o speech.wav"),
                new DemoSound(
                        "note",
                        "A sustained note",
                        "Two notes of a cello. Its partials last longer than any short window, so each gets a new phase "
                                + "many times a second, and a steady tone begins to bubble. Long windows forgive here what "
                                + "they ruin in speech.",
                        recording("note", seconds),
                        "fluidsynth -F note.wav FluidR3_GM.sf2 note.mid  # samples/audio/make"),
                new DemoSound(
                        "drums",
                        "Drums",
                        "A stroke is a moment at which many frequencies agree. Without their phases they no longer do: "
                                + "the stroke spreads over the window, before the moment and after it.",
                        recording("drums", seconds),
                        "fluidsynth -F drums.wav FluidR3_GM.sf2 drums.mid  # samples/audio/make"));
    }

    private static Audio recording(String name, double seconds) throws IOException {
        try (InputStream in = SiteAssets.open("audio/" + name + ".wav")) {
            Audio sound = SoundFile.read(in);
            return sound.slice(0, Math.min(sound.length(), (int) Math.round(seconds * RATE)));
        }
    }
}
