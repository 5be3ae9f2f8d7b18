package dev.phasewright.autoregressive;

import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Spread;
import dev.phasewright.theory.spectrum.CosineTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Which coefficients of a clip's cosine transform are written down, in which order, and how finely: those that vary
 * most from clip to clip, rounded to one step for all (reverse water-filling: an error of the same size everywhere, and
 * none spent on what varies less than that). Where four deviations are more than {@value #MOST} steps the step is
 * wider: a clip hears nothing of that, for such coefficients are few and each is spread over all of it.
 *
 * @param frames of a clip
 * @param bands of a clip
 * @param step the finest step, in the network's units, positive
 * @param places of the coefficients that are kept, {@code v·bands + u} with v along the frames, in the order of writing
 * @param means of each
 * @param deviations of each, not negative
 */
public record CoefficientTable(
        int frames, int bands, double step, List<Integer> places, List<Float> means, List<Float> deviations) {
    /** The largest number that is written, in steps from the mean; what lies beyond is written as this. */
    public static final int MOST = 32;

    /** Numbers that can be written: 0 to {@value #MOST}, and as many below 0. */
    public static final int SYMBOLS = 2 * MOST + 1;

    private static final double REACH = 4;
    /** Of a deviation, in steps: one that deviates less is written as its mean nearly always, and this says so. */
    private static final double LEAST = 0.3;
    /** Clips that are measured: enough for each variance to be right within three per cent. */
    private static final int MEASURED = 2000;

    /** @throws IllegalArgumentException if a place is none of a clip's or written twice, or a number is out of its range */
    public CoefficientTable {
        if (frames < 1 || bands < 1) {
            throw new IllegalArgumentException("coefficients of clips of " + frames + " × " + bands + " values");
        }
        if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("coefficients cannot be rounded to steps of " + step);
        }
        places = List.copyOf(places);
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        if (places.isEmpty() || means.size() != places.size() || deviations.size() != places.size()) {
            throw new IllegalArgumentException(places.size() + " coefficients with " + means.size() + " means and "
                    + deviations.size() + " deviations");
        }
        long all = (long) frames * bands;
        if (new HashSet<>(places).size() < places.size() || places.stream().anyMatch(p -> p < 0 || p >= all)) {
            throw new IllegalArgumentException("coefficients are written twice, or are none of " + all);
        }
        if (means.stream().anyMatch(m -> !Float.isFinite(m))
                || deviations.stream().anyMatch(d -> !(d >= 0 && d < Float.POSITIVE_INFINITY))) {
            throw new IllegalArgumentException("a mean or a deviation of a coefficient is no number");
        }
    }

    /** The order in which coefficients are written. */
    public enum Order {
        /** What varies most first: slow changes before quick ones. */
        FALLING,
        /** The other way round, as a control: if order matters, this is worse. */
        RISING;

        /** As it is asked for, in lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** In which order they are written. */
    public Order order() {
        return deviations.get(0) < deviations.get(deviations.size() - 1) ? Order.RISING : Order.FALLING;
    }

    /**
     * Chooses coefficients by how they vary in a data set, each recording cut or padded with silence to {@code frames}
     * frames.
     *
     * @param normalization to the network's units
     * @param kept how many, from 1 to all
     * @param step as above
     * @throws IllegalArgumentException if there are not so many coefficients, or fewer of them vary by as much as a
     *     quarter of a step: of what is left then, nothing would be written
     */
    public static CoefficientTable measure(
            LogMelDataset data, Normalization normalization, int frames, int kept, double step, Order order) {
        int bands = data.spec().bands();
        int all = frames * bands;
        if (kept < 1 || kept > all) {
            throw new IllegalArgumentException(
                    kept + " coefficients of a clip that has " + all + " cannot be kept; keep 1 to " + all);
        }
        CosineTransform transform = new CosineTransform(frames, bands);
        double[] sums = new double[all];
        double[] squares = new double[all];
        int[] some = Spread.over(data.size(), MEASURED);
        int count = some.length;
        float[] clip = new float[all];
        for (int item : some) {
            data.copy(item, 0, frames, clip, 0);
            normalization.normalize(clip);
            float[] coefficients = transform.forward(clip);
            for (int k = 0; k < all; k++) {
                sums[k] += coefficients[k];
                squares[k] += (double) coefficients[k] * coefficients[k];
            }
        }
        double[] deviations = new double[all];
        Arrays.setAll(deviations, k -> {
            double mean = sums[k] / count;
            return Math.sqrt(Math.max(0, squares[k] / count - mean * mean));
        });
        List<Integer> chosen = new ArrayList<>(IntStream.range(0, all)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -deviations[k]))
                .limit(kept)
                .toList());
        if (deviations[chosen.get(0)] < step / 4) {
            throw new IllegalArgumentException("steps of " + step + " leave nothing of these clips, whose coefficients"
                    + " deviate by " + deviations[chosen.get(0)] + " at most; they are silent or all the same, or the"
                    + " step is too wide");
        }
        if (order == Order.RISING) {
            Collections.reverse(chosen);
        }
        return new CoefficientTable(
                frames,
                bands,
                step,
                chosen,
                chosen.stream().map(k -> (float) (sums[k] / count)).toList(),
                chosen.stream().map(k -> (float) deviations[k]).toList());
    }

    /** The coefficients that are kept. */
    public int length() {
        return places.size();
    }

    /** The step that the coefficient in a place of the order is rounded to. */
    public double stepOf(int index) {
        return Math.max(step, REACH * deviations.get(index) / MOST);
    }

    /** What a symbol says of the coefficient in a place of the order: how far from its mean, in its deviations. */
    double inDeviations(int index, int symbol) {
        double deviation = Math.max(LEAST, deviations.get(index) / stepOf(index));
        return (symbol - MOST) / deviation;
    }

    /** The place of a coefficient along the frames, v. */
    int time(int index) {
        return places.get(index) / bands;
    }

    /** The place of a coefficient along the bands, u. */
    int band(int index) {
        return places.get(index) % bands;
    }
}
