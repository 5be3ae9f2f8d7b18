package dev.phasewright.kit;

import dev.phasewright.Phasewright;
import dev.phasewright.StrokeEnd;
import dev.phasewright.StrokeStart;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.MagnitudeEditor;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.midi.Pad;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes kits with a model. The loudest stroke of each pad is drawn, or given; the first take of a softer layer is a variation
 * of it that is asked to be duller, and each other take is a variation of its layer's first. So all sounds of a pad are
 * related, and no two the same. Peaks are at −1 dBFS in the loudest layer and 3 dB lower from layer to layer; what plays the
 * kit scales them by velocity besides.
 *
 * <p>The same plan gives the same kit, and a pad is the same whatever other pads there are.
 */
public final class KitMaker {
    /** The share of the schedule's steps by which takes of a layer differ. */
    private static final double TAKE_STRENGTH = 0.25;

    /** And by which layers do. */
    private static final double LAYER_STRENGTH = 0.35;

    private static final double PEAK_DB = -1;
    private static final double LAYER_DB = 3;

    private final Phasewright model;
    private final SamplingPlan sampling;
    private final MagnitudeEditor editor;

    /**
     * A maker of kits.
     *
     * @param model stays open; knows the kinds of pads as classes
     * @param sampling how is sampled
     */
    public KitMaker(Phasewright model, SamplingPlan sampling) {
        this.model = model;
        this.sampling = sampling;
        this.editor = new MagnitudeEditor(model.generator(), sampling, SamplingObserver.NONE);
    }

    /**
     * Makes a kit.
     *
     * @param like the loudest strokes of some pads, which are their first takes; any rate and number of channels
     * @param observer told of each sound that is made; may cancel by throwing
     * @throws IllegalArgumentException if the model does not know a pad's class, or has not a knob that is asked for
     */
    public DrumKit make(KitPlan plan, Map<Pad, Audio> like, GenerationObserver observer) {
        GeneratorSpec spec = model.generator().spec();
        plan.require(spec);
        Map<Pad, List<List<Stroke>>> pads = new EnumMap<>(Pad.class);
        Progress progress = new Progress(plan.sounds(), observer.interruptible());
        for (Pad pad : plan.pads()) {
            long seed = Seeds.key(plan.seed(), "pad " + pad.label(), 0);
            Audio given = like.get(pad);
            LogMel first = given == null
                    ? model.generator()
                            .generate(sampling, plan.condition(spec, pad, 0), new long[] {seed}, SamplingObserver.NONE)
                            .get(0)
                    : LogMelDataset.features(given, spec.features());
            List<List<Stroke>> layers = new ArrayList<>();
            for (int v = 0; v < plan.layers(); v++) {
                int softer = plan.layers() - 1 - v;
                layers.add(layer(plan, pad, softer, first, given, Seeds.key(seed, v), progress));
            }
            pads.put(pad, layers);
        }
        return new DrumKit(pads);
    }

    private List<Stroke> layer(
            KitPlan plan, Pad pad, int softer, LogMel loudest, @Nullable Audio given, long seed, Progress progress) {
        Condition asked = plan.condition(model.generator().spec(), pad, softer);
        LogMel first = softer == 0 ? loudest : editor.vary(loudest, LAYER_STRENGTH, asked, seed);
        List<Stroke> takes = new ArrayList<>();
        for (int r = 0; r < plan.roundRobins(); r++) {
            long own = Seeds.key(seed, r);
            Audio sound = r == 0 && softer == 0 && given != null
                    ? Resampler.resample(given.toMono(), loudest.spec().stft().sampleRate())
                    : stroke(model.synthesize(r == 0 ? first : editor.vary(first, TAKE_STRENGTH, asked, own), own));
            takes.add(Stroke.of(sound.peak() == 0 ? sound : sound.normalizedPeak(PEAK_DB - LAYER_DB * softer)));
            progress.made();
        }
        return takes;
    }

    private Audio stroke(Audio sound) {
        return StrokeEnd.of(StrokeStart.of(sound, model.generator().spec().leadSeconds()));
    }

    /** Counts sounds. */
    private static final class Progress {
        private final int of;
        private final GenerationObserver observer;
        private int done;

        Progress(int of, GenerationObserver observer) {
            this.of = of;
            this.observer = observer;
            observer.at(0, of);
        }

        void made() {
            observer.at(++done, of);
        }
    }
}
