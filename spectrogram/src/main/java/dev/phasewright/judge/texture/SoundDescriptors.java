package dev.phasewright.judge.texture;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.PitchTrack;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What can be named about a short sound, such as a word or a note. None of it depends on its level. What a sound does not
 * have is NaN: the pitch of a hiss, anything of silence.
 *
 * @param harmonicity median harmonics-to-noise ratio of its loud frames, dB ({@link Harmonicity})
 * @param jitter how unsteady the pitch is, in cents: the median bend of the pitch contour (by YIN, 10 ms a frame), half
 *     the second difference; a glide is not unsteady
 * @param floor the level of its quietest fifth below its loudest 10 ms, dB; −200 for digital silence
 * @param onset when it begins, seconds: within 30 dB of the loudest
 * @param duration from there until it is quieter for good, seconds
 * @param pause the longest time in between in which it is quieter than that, seconds: that of a stop in a word is below a
 *     sixth of a second, and longer ones come between two words
 * @param centroid median centre of the magnitudes of its loud frames, Hz
 * @param flatness median flatness of the power spectrum of its loud frames, dB: about −2.5 for white
 *     noise, far below for tones
 * @param flux mean change of the log spectrum from one loud frame to the next, 8 ms later, dB
 */
public record SoundDescriptors(
        double harmonicity,
        double jitter,
        double floor,
        double onset,
        double duration,
        double pause,
        double centroid,
        double flatness,
        double flux) {
    /** How far below the loudest a frame may be to count as loud. */
    private static final double LOUD_DB = -20;

    /** What is farther below the loudest value of a spectrogram counts as this. */
    private static final double CLEAREST_DB = -70;

    private static final double CENTS_PER_NEPER = 1200 / Math.log(2);
    private static final double LONGEST_WINDOW_SECONDS = 0.064;
    private static final double HOP_SECONDS = 0.008;
    private static final SoundDescriptors OF_SILENCE = new SoundDescriptors(
            Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** The descriptors of a sound, mixed to mono. */
    public static SoundDescriptors of(Audio sound) {
        LevelContour level = LevelContour.of(sound);
        if (level.isSilent()) {
            return OF_SILENCE;
        }
        IntPredicate loud = f -> level.at(f * Harmonicity.HOP_SECONDS) >= LOUD_DB;
        double[] harmonicity = Harmonicity.of(sound, loud);
        DoubleStream loudOnes =
                IntStream.range(0, harmonicity.length).filter(loud).mapToDouble(f -> harmonicity[f]);
        Spectrum spectrum = Spectrum.of(sound, level);
        return new SoundDescriptors(
                median(loudOnes),
                jitter(sound, level),
                level.floor(),
                level.onset(),
                level.end() - level.onset(),
                level.pause(),
                spectrum.centroid,
                spectrum.flatness,
                spectrum.flux);
    }

    /** The median of some figures; NaN of none. */
    private static double median(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double jitter(Audio sound, LevelContour level) {
        int from = (int) (level.onset() * sound.sampleRate());
        int to = (int) Math.min(sound.length(), level.end() * sound.sampleRate());
        PitchTrack track = PitchTrack.of(sound.slice(from, to));
        return median(IntStream.range(1, track.frames() - 1)
                .filter(f ->
                        IntStream.rangeClosed(f - 1, f + 1).allMatch(i -> track.voiced(i) && track.level(i) >= LOUD_DB))
                .mapToDouble(f -> Math.abs(cents(track, f - 1) - 2 * cents(track, f) + cents(track, f + 1)) / 2));
    }

    private static double cents(PitchTrack track, int frame) {
        return CENTS_PER_NEPER * Math.log(track.hertz(frame));
    }

    /** What is read off the magnitudes of the loud frames. */
    record Spectrum(double centroid, double flatness, double flux) {
        /** Of a sound that is not silent. */
        static Spectrum of(Audio sound, LevelContour level) {
            StftSpec viewing = StftSpec.forViewing(sound.sampleRate());
            int hop = Math.max(1, (int) Math.round(HOP_SECONDS * sound.sampleRate()));
            int size = Math.min(
                    viewing.fftSize(), Integer.highestOneBit((int) (LONGEST_WINDOW_SECONDS * sound.sampleRate())));
            Stft stft = Stft.of(new StftSpec(sound.sampleRate(), size, hop, viewing.window()));
            Magnitudes magnitudes = stft.forward(sound.toMono()).magnitudes();
            float[] values = magnitudes.toArray();
            float largest = 0;
            for (float value : values) {
                largest = Math.max(largest, value);
            }
            double least = largest * Math.pow(10, CLEAREST_DB / 20);
            int[] loud = IntStream.range(0, magnitudes.frames())
                    .filter(f -> level.at(f * HOP_SECONDS) >= LOUD_DB)
                    .toArray();
            double[] flux = IntStream.of(loud)
                    .filter(f -> f > 0 && Arrays.binarySearch(loud, f - 1) >= 0)
                    .mapToDouble(f -> change(magnitudes, f, least))
                    .toArray();
            return new Spectrum(
                    median(IntStream.of(loud).mapToDouble(f -> centroid(magnitudes, f))),
                    median(IntStream.of(loud).mapToDouble(f -> flatness(magnitudes, f, least))),
                    Arrays.stream(flux).average().orElse(Double.NaN));
        }

        private static double centroid(Magnitudes magnitudes, int frame) {
            double sum = 0;
            double moment = 0;
            for (int k = 0; k < magnitudes.bins(); k++) {
                sum += magnitudes.at(frame, k);
                moment += magnitudes.at(frame, k) * magnitudes.spec().frequency(k);
            }
            return moment / sum;
        }

        private static double flatness(Magnitudes magnitudes, int frame, double least) {
            double logs = 0;
            double sum = 0;
            for (int k = 0; k < magnitudes.bins(); k++) {
                double power = Math.pow(Math.max(least, magnitudes.at(frame, k)), 2);
                logs += Math.log10(power) / magnitudes.bins();
                sum += power / magnitudes.bins();
            }
            return 10 * (logs - Math.log10(sum));
        }

        private static double change(Magnitudes magnitudes, int frame, double least) {
            double sum = 0;
            for (int k = 0; k < magnitudes.bins(); k++) {
                double now = Math.max(least, magnitudes.at(frame, k));
                double before = Math.max(least, magnitudes.at(frame - 1, k));
                sum += Math.abs(20 * Math.log10(now / before)) / magnitudes.bins();
            }
            return sum;
        }
    }
}
