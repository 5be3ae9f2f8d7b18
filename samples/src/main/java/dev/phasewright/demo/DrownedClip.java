package dev.phasewright.demo;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.web.StepReel;
import java.util.stream.IntStream;

/** What makes a drowned clip a sound that is level and hisses, where it would be a bang or a click. */
final class DrownedClip {
    private DrownedClip() {}

    /**
     * Brings what is in a network's units to a deviation that is no more than a clip's.
     *
     * @param values changed in place
     */
    static void calm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value / values.length;
        }
        double scale = Math.max(1, Math.sqrt(squares));
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) scale;
        }
    }

    /** The clip with each band within the range that it has in a clean one, and no frame louder than the loudest of it. */
    static LogMel within(LogMel drowned, LogMel clean) {
        return levelled(StepReel.clipped(drowned, clean), clean);
    }

    /**
     * No frame louder than the loudest of a clean clip: slow noise lifts all bands at once, which within their ranges would be
     * a bang that nothing else is heard beside.
     */
    static LogMel levelled(LogMel drowned, LogMel clean) {
        double most = IntStream.range(0, clean.frames())
                .mapToDouble(frame -> loudness(clean, frame))
                .max()
                .orElseThrow();
        float[] values = drowned.toArray();
        for (int frame = 0; frame < drowned.frames(); frame++) {
            float over = (float) Math.max(0, loudness(drowned, frame) - most);
            for (int band = 0; band < drowned.bands(); band++) {
                values[frame * drowned.bands() + band] -= over;
            }
        }
        return new LogMel(drowned.spec(), values);
    }

    /** Half the logarithm of a frame's energy, which itself may be beyond any number's range where nothing was learned. */
    private static double loudness(LogMel mel, int frame) {
        double top = Double.NEGATIVE_INFINITY;
        for (int band = 0; band < mel.bands(); band++) {
            top = Math.max(top, mel.at(frame, band));
        }
        double energy = 0;
        for (int band = 0; band < mel.bands(); band++) {
            energy += Math.exp(2 * (mel.at(frame, band) - top));
        }
        return top + Math.log(energy) / 2;
    }
}
