package dev.phasewright.demo;

import dev.phasewright.evaluation.theory.SpectrumStudy;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.theory.causality.NoisyClips;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import dev.phasewright.theory.spectrum.SpectrumMeter;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The clips that the pages of frequency measure the network on: those that a corpus holds out, or if none was given clips
 * that the generator made, which stand in for them.
 *
 * @param clips in the network's units
 * @param spectrum λ of what the model learned from, as it remembers it; else of these clips
 * @param told what they are, in words
 */
record MeasuredClips(NoisyClips clips, SpatialSpectrum spectrum, String told) {
    /** Enough for an octave's error to be known within a tenth; few enough to be measured in seconds. */
    private static final int MOST = 32;

    /**
     * Those of a site.
     *
     * @param generated clips that stand in if there is no corpus
     * @throws IOException if the corpus cannot be read
     */
    static MeasuredClips of(DemoContext context, List<LogMel> generated) throws IOException {
        DemoPlan plan = context.plan();
        NoisyClips clips = plan.corpus() == null ? made(context, generated) : heldOut(context);
        SpatialSpectrum known = context.spec().spectrum();
        String told = plan.corpus() == null
                ? clips.size() + " clips that the generator made, since no corpus was given"
                : clips.size() + " clips that " + plan.corpus().getFileName() + " holds out";
        return new MeasuredClips(clips, known == null ? measured(clips) : known, told);
    }

    private static NoisyClips made(DemoContext context, List<LogMel> generated) {
        int count = Math.min(MOST, generated.size());
        List<float[]> units = IntStream.range(0, count)
                // Spread over all, which are sorted by class.
                .mapToObj(i -> {
                    float[] values = generated.get(i * generated.size() / count).toArray();
                    context.spec().normalization().normalize(values);
                    return values;
                })
                .toList();
        return new NoisyClips(
                context.spec().network().frames(),
                context.features().bands(),
                units,
                context.plan().seed());
    }

    private static NoisyClips heldOut(DemoContext context) throws IOException {
        DemoPlan plan = context.plan();
        SpectrumStudy.Spec study = new SpectrumStudy.Spec(
                plan.corpus(),
                context.features(),
                context.spec().network().frames(),
                context.spec().normalization(),
                MOST,
                plan.seed());
        return new SpectrumStudy(study, ProgressDisplay.NONE).heldOut(MOST);
    }

    private static SpatialSpectrum measured(NoisyClips clips) {
        CosineTransform transform = new CosineTransform(clips.frames(), clips.bands());
        SpectrumMeter meter = new SpectrumMeter(clips.frames(), clips.bands());
        clips.clips().forEach(clip -> meter.add(transform.forward(clip)));
        return meter.spectrum();
    }

    /** Some of the clips: the first, and no more than there are. */
    NoisyClips first(int count) {
        return new NoisyClips(
                clips.frames(), clips.bands(), clips.clips().subList(0, Math.min(count, clips.size())), clips.seed());
    }
}
