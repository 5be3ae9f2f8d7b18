package dev.phasewright.judge.texture;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Onset;
import dev.phasewright.data.KnobScale;
import dev.phasewright.data.Measures;
import dev.phasewright.judge.texture.SoundDescriptors.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one may want of a stroke on a drum, as a plain figure that is read off its sound. None depends on the level; of
 * silence all are NaN. Where a sound lies among others by such a figure is for {@link
 * dev.phasewright.data.PercentileScale} to say.
 */
public enum Knob {
    /** Where the middle of its spectrum is: {@link SoundDescriptors#centroid}. */
    BRIGHTNESS("Hz") {
        @Override
        double measureSound(Audio sound) {
            return Spectrum.of(sound, LevelContour.of(sound)).centroid();
        }
    },
    /** How much of its energy lies below 120 Hz, from −100 to 0 dB. */
    BOOM("dB") {
        @Override
        double measureSound(Audio sound) {
            return StrokeEnergy.of(sound).shareBelow(LOW_HERTZ);
        }
    },
    /** How long it takes from a tenth of its peak to nine tenths. */
    ATTACK("ms") {
        @Override
        double measureSound(Audio sound) {
            int from = Onset.of(sound, TENTH_DB);
            return 1000.0 * (Onset.of(sound, NINE_TENTHS_DB) - from) / sound.sampleRate();
        }
    },
    /** How long it is from its onset, within 30 dB of the peak, until 99.9 % of its energy has been heard. */
    DECAY("s") {
        @Override
        double measureSound(Audio sound) {
            int heard = StrokeEnergy.of(sound).samplesUntil(NEARLY_ALL);
            return (double) (heard - Onset.of(sound, ONSET_DB)) / sound.sampleRate();
        }
    },
    /** How near its spectrum is to noise: {@link SoundDescriptors#flatness}. */
    NOISINESS("dB") {
        @Override
        double measureSound(Audio sound) {
            return Spectrum.of(sound, LevelContour.of(sound)).flatness();
        }
    };

    private static final double LOW_HERTZ = 120;
    private static final double TENTH_DB = 20;
    private static final double NINE_TENTHS_DB = -20 * Math.log10(0.9);
    private static final double ONSET_DB = 30;
    private static final double NEARLY_ALL = 0.999;

    private final String unit;

    Knob(String unit) {
        this.unit = unit;
    }

    /** Its name, such as {@code brightness}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In what its figures are. */
    public String unit() {
        return unit;
    }

    /** The knob of a name, if there is one. */
    public static Optional<Knob> of(String label) {
        return Arrays.stream(values())
                .filter(knob -> knob.label().equals(label))
                .findFirst();
    }

    /** What has to be measured on recordings that a model with such knobs learns from; nothing if it has none. */
    public static Measures measures(List<KnobScale> knobs) {
        return knobs.isEmpty() ? Measures.NONE : measures();
    }

    /** All knobs as what is measured on recordings to be learned from, in their order here. */
    public static Measures measures() {
        List<Knob> all = List.of(values());
        return new Measures(
                all.stream().map(Knob::label).toList(),
                all.stream().map(Knob::unit).toList(),
                sound -> {
                    Audio mono = sound.toMono();
                    return all.stream().mapToDouble(knob -> knob.measure(mono)).toArray();
                });
    }

    /** The figure of a sound, mixed to mono, in {@link #unit}s; NaN of silence. */
    public double measure(Audio sound) {
        Audio mono = sound.toMono();
        return mono.peak() == 0 ? Double.NaN : measureSound(mono);
    }

    /** The figure of a sound of one channel that is not silent. */
    abstract double measureSound(Audio sound);
}
