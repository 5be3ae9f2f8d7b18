package dev.phasewright;

import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.MagnitudeEditor;
import dev.phasewright.diffusion.edit.Region;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.phase.PhaseInfill;
import java.util.Arrays;

/**
 * Edits sounds with a generator and its vocoder. Samples that an edit does not touch come out as they went in, to the bit:
 * their phase is known, so nothing has to be made up. Sounds are mono and have the generator's rate.
 *
 * <pre>{@code
 * try (Phasewright digits = Phasewright.load("digits")) {
 *     SoundEditor editor = new SoundEditor(digits, SamplingPlan.DEFAULT.deterministic(), SamplingObserver.NONE);
 *     Audio other = editor.inpaint(sound, Region.time(0.3, 0.5), 2, Condition.none(1), 42).sound();
 * }
 * }</pre>
 *
 * <p>Not for use by several threads at once.
 */
public final class SoundEditor {
    private static final PhaseInfill INFILL = new PhaseInfill(32);

    private final Phasewright phasewright;
    private final MagnitudeEditor editor;
    private final MelSpec features;
    private final StftSpec spec;
    private final Stft stft;
    private final MelFilterBank filters;

    /**
     * An editor.
     *
     * @param phasewright stays open
     * @param plan how is sampled
     * @param observer told of each step, and may cancel by throwing
     */
    public SoundEditor(Phasewright phasewright, SamplingPlan plan, SamplingObserver observer) {
        this.phasewright = phasewright;
        this.editor = new MagnitudeEditor(phasewright.generator(), plan, observer);
        this.features = phasewright.generator().spec().features();
        this.spec = features.stft();
        this.stft = Stft.of(spec);
        this.filters = MelFilterBank.of(features);
    }

    /**
     * Another sound like a given one.
     *
     * @param strength 0 leaves it as it is, 1 leaves nothing of it
     * @param condition of one item
     * @throws IllegalArgumentException if the strength is outside 0 to 1, or the sound is not mono or has another rate
     */
    public GeneratedSound vary(Audio sound, double strength, Condition condition, long seed) {
        LogMel given = measure(sound);
        LogMel varied = editor.vary(given, strength, condition, seed);
        boolean untouched = Arrays.equals(given.toArray(), varied.toArray());
        return new GeneratedSound(
                untouched ? sound : audio(sound(varied, sound.length(), seed)).noLouderThan(Vocoding.PEAK_DB), varied);
    }

    /**
     * Fills a hole with what could be there.
     *
     * @param hole what is drawn anew
     * @param resamplings how often its content is drawn again, so that it takes notice of its surroundings; not negative
     * @param condition of one item
     * @throws IllegalArgumentException if nothing of the sound lies in the hole, or it is not mono or has another rate
     */
    public GeneratedSound inpaint(Audio sound, Region hole, int resamplings, Condition condition, long seed) {
        LogMel filled = editor.inpaint(measure(sound), hole, resamplings, condition, seed);
        return new GeneratedSound(audio(infilled(sound.channel(0), hole, filled, seed)), filled);
    }

    /**
     * Goes on from a sound.
     *
     * @param samples how many follow, positive
     * @param resamplings as in {@link #inpaint}
     * @param condition of one item
     * @throws IllegalArgumentException if the sound is not mono or has another rate
     */
    public GeneratedSound extend(Audio sound, int samples, int resamplings, Condition condition, long seed) {
        if (samples < 1) {
            throw new IllegalArgumentException("a sound goes on for at least one sample, not " + samples);
        }
        measure(sound);
        float[] longer = Arrays.copyOf(sound.channel(0), Math.addExact(sound.length(), samples));
        // Frames that see beyond the sound's end see what is not there yet.
        Region hole =
                Region.time(Math.max(0, seconds(sound.length() - spec.fftSize() / 2 + 1)), Double.POSITIVE_INFINITY);
        LogMel filled = editor.inpaint(measure(audio(longer)), hole, resamplings, condition, seed);
        Region open = Region.time(seconds(sound.length()), Double.POSITIVE_INFINITY);
        return new GeneratedSound(audio(infilled(longer, open, filled, seed)), filled);
    }

    /**
     * Lets a sound's end run into its beginning, so that it can be repeated.
     *
     * @param samples how many are drawn anew on either side of the place where they meet, positive
     * @param resamplings as in {@link #inpaint}
     * @param condition of one item
     * @throws IllegalArgumentException if that is the whole sound, or it is not mono or has another rate
     */
    public GeneratedSound loop(Audio sound, int samples, int resamplings, Condition condition, long seed) {
        if (samples < spec.hop() || 2L * samples >= sound.length()) {
            throw new IllegalArgumentException("a seam of " + samples + " samples on either side does not fit into "
                    + sound.length() + ": it needs at least " + spec.hop() + ", and less than half the sound");
        }
        measure(sound);
        // Turned, the seam is a hole in the middle.
        int turn = sound.length() / 2;
        float[] turned = turned(sound.channel(0), turn);
        int seam = sound.length() - turn;
        Region hole = Region.time(seconds(seam - samples), seconds(seam + samples));
        LogMel filled = editor.inpaint(measure(audio(turned)), hole, resamplings, condition, seed);
        float[] looped = turned(infilled(turned, hole, filled, seed), seam);
        return new GeneratedSound(
                audio(looped), filters.apply(stft.forward(looped).magnitudes()));
    }

    private float[] infilled(float[] sound, Region hole, LogMel filled, long seed) {
        return INFILL.fill(sound, hole, stft.forward(sound(filled, sound.length, seed)));
    }

    private static float[] turned(float[] sound, int first) {
        float[] turned = new float[sound.length];
        System.arraycopy(sound, first, turned, 0, sound.length - first);
        System.arraycopy(sound, 0, turned, sound.length - first, first);
        return turned;
    }

    /** As many samples as asked for: mel frames do not tell where within the last hop a sound ends. */
    private float[] sound(LogMel mel, int samples, long seed) {
        return Arrays.copyOf(phasewright.synthesize(mel, seed).channel(0), samples);
    }

    private LogMel measure(Audio sound) {
        if (sound.channels() != 1 || sound.sampleRate() != spec.sampleRate()) {
            throw new IllegalArgumentException("a sound of " + sound.channels() + " channels at " + sound.sampleRate()
                    + " Hz is not mono at " + spec.sampleRate() + " Hz");
        }
        return filters.apply(stft.forward(sound.channel(0)).magnitudes());
    }

    private Audio audio(float[] samples) {
        return Audio.mono(samples, spec.sampleRate());
    }

    private double seconds(int samples) {
        return (double) samples / spec.sampleRate();
    }
}
