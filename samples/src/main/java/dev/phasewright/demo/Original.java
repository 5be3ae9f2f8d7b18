package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A sound that demos begin with: three recordings that come with Phasewright, and two that are made by a formula.
 *
 * @param id what its file is called, without ending; also a kind of sound for tables
 * @param name of it
 * @param about what there is to hear of phase
 * @param sound mono, 16 kHz
 * @param command what made it
 */
public record Original(String id, String name, String about, Audio sound, String command) {
    private static final int RATE = 16_000;
    private static final double FORMULA_SECONDS = 2.4;
    private static final int CLICKS_PER_SECOND = 5;
    private static final double NOISE = 0.15;

    /** The file that it is in a site, as commands call it. */
    String file() {
        return "originals/" + id + ".wav";
    }

    /**
     * All of them, the recordings first.
     *
     * @param seconds how much of each
     * @throws IOException if the recordings are not in this build
     */
    public static List<Original> all(double seconds) throws IOException {
        int length = (int) Math.round(RATE * Math.min(seconds, FORMULA_SECONDS));
        List<Original> all = new ArrayList<>(recordings(seconds));
        all.add(new Original(
                "clicks",
                "Clicks",
                "A click is every frequency at the same moment: its phase is all there is to it. Short windows keep it "
                        + "sharp whatever they do to phase; a long window smears it over its whole length.",
                clicks(length),
                "phasewright phase signal clicks -o originals/clicks.wav"));
        all.add(new Original(
                "noise",
                "White noise",
                "The control. Its phases are random to begin with, so other random ones sound the same. If you hear a "
                        + "difference here between random phases, distrust your ears elsewhere.",
                noise(length),
                "phasewright phase signal noise -o originals/noise.wav"));
        return all;
    }

    /**
     * The recordings: speech, a note, drums.
     *
     * @throws IOException if they are not in this build
     */
    public static List<Original> recordings(double seconds) throws IOException {
        return List.of(
                new Original(
                        "speech",
                        "Speech",
                        "Short windows leave it intelligible and rough; beyond a quarter of a second it is no longer "
                                + "speech. Zero phase puts a pulse into every frame, so the voice takes on the pitch of the "
                                + "frame rate.",
                        recording("speech", seconds),
                        "flite -voice slt -t \"What does a spectrogram throw away?\" -o speech.wav"),
                new Original(
                        "note",
                        "A sustained note",
                        "Two notes of a cello. Its partials last longer than any short window, so each gets a new phase "
                                + "many times a second, and a steady tone begins to bubble. Long windows forgive here what "
                                + "they ruin in speech.",
                        recording("note", seconds),
                        "fluidsynth -F note.wav FluidR3_GM.sf2 note.mid  (samples/audio/make)"),
                new Original(
                        "drums",
                        "Drums",
                        "A stroke is a moment at which many frequencies agree. Without their phases they no longer do: "
                                + "the stroke spreads over the window, before the moment and after it.",
                        recording("drums", seconds),
                        "fluidsynth -F drums.wav FluidR3_GM.sf2 drums.mid  (samples/audio/make)"));
    }

    private static Audio recording(String name, double seconds) throws IOException {
        Path file = Files.createTempFile(name, ".wav");
        try (InputStream in = SiteFolder.asset("audio/" + name + ".wav")) {
            Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Audio sound = SoundFile.read(file);
            return sound.slice(0, Math.min(sound.length(), (int) Math.round(seconds * RATE)));
        } finally {
            Files.delete(file);
        }
    }

    private static Audio clicks(int length) {
        float[] samples = new float[length];
        for (int i = RATE / CLICKS_PER_SECOND / 2; i < length; i += RATE / CLICKS_PER_SECOND) {
            samples[i] = (float) 0.9;
        }
        return Audio.mono(samples, RATE);
    }

    private static Audio noise(int length) {
        SplittableRandom random = new SplittableRandom(1);
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (NOISE * random.nextGaussian());
        }
        return Audio.mono(samples, RATE);
    }
}
