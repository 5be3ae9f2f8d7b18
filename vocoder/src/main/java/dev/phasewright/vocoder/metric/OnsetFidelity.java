package dev.phasewright.vocoder.metric;

import dev.phasewright.audio.Audio;
import dev.phasewright.judge.texture.Knob;
import dev.phasewright.judge.texture.StrokeEnergy;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is left of a stroke's onset in a reconstruction, or the median of that over clips.
 *
 * @param attack how many times as long as the original's the way from a tenth of the peak to nine tenths is; NaN if the
 *     original has none
 * @param preEcho the energy of 10 ms before the onset relative to that of 10 ms after it, in dB ({@link
 *     StrokeEnergy#preEcho}); NaN if there is nothing before the onset
 */
public record OnsetFidelity(double attack, double preEcho) {
    /** Measures one reconstruction, which is of the original's rate and in step with it. */
    public static OnsetFidelity of(Audio original, Audio reconstructed) {
        return new OnsetFidelity(
                Knob.ATTACK.measure(reconstructed) / Knob.ATTACK.measure(original),
                StrokeEnergy.of(reconstructed).preEcho());
    }

    /** The median over clips of each figure, where it is finite; NaN if it is finite of none. */
    public static OnsetFidelity median(List<OnsetFidelity> clips) {
        return new OnsetFidelity(median(clips, OnsetFidelity::attack), median(clips, OnsetFidelity::preEcho));
    }

    private static double median(List<OnsetFidelity> clips, ToDoubleFunction<OnsetFidelity> figure) {
        double[] sorted = clips.stream()
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        return sorted.length == 0 ? Double.NaN : (sorted[half] + sorted[(sorted.length - 1) / 2]) / 2;
    }
}
