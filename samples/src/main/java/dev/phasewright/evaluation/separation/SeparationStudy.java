package dev.phasewright.evaluation.separation;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Spread;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.data.Voices;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.separate.MixingLaw;
import dev.phasewright.diffusion.separate.SoundSeparator;
import dev.phasewright.diffusion.separate.SpectralMask;
import dev.phasewright.evaluation.Speakers;
import dev.phasewright.judge.Judge;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.metric.ScaleInvariantSdr;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How well a generator takes two of its sounds apart: real clips of two classes, by two speakers if it is known who speaks,
 * are mixed as loud as they are, and what is taken out is held against what was put in.
 */
public final class SeparationStudy {
    private static final int ATOMS = 20;
    private static final int LEARNED_CLIPS = 40;
    private static final int ROUNDS = 40;
    /** Every so many frames of a training clip are learned from: neighbours are nearly the same. */
    private static final int APART = 3;

    private static final float HEARD = 1e-3f;
    private static final int TRIES = 10_000;

    private final Spec spec;
    private final MagnitudeGenerator generator;
    private final Judge judge;
    private final ProgressDisplay display;
    private final MelSpec features;
    private final Stft stft;
    private final List<Mixture> mixtures = new ArrayList<>();
    private final Map<Integer, NonNegativeFactors> factors = new HashMap<>();

    /**
     * What is studied.
     *
     * @param corpus with the folder {@code part}, and {@code train} for non-negative factors to learn from
     * @param part the folder whose clips are mixed
     * @param count mixtures
     * @param seed which they are, and where the noise comes from
     */
    public record Spec(Path corpus, String part, int count, long seed) {}

    /** Two clips of two classes, indices into the generator's, and their sum. */
    @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
    private record Mixture(int[] classes, List<Audio> parts, Audio sum) {}

    /** Takes a mixture apart. */
    @FunctionalInterface
    private interface Method {
        List<Audio> apart(int index, Mixture mixture) throws IOException;
    }

    /**
     * Draws the mixtures.
     *
     * @param generator open as long as this is in use, as is the judge, who is of the same features and classes
     * @throws IOException if the corpus cannot be read or has not two of the generator's classes
     */
    public SeparationStudy(Spec spec, MagnitudeGenerator generator, Judge judge, ProgressDisplay display)
            throws IOException {
        this.spec = spec;
        this.generator = generator;
        this.judge = judge;
        this.display = display;
        this.features = generator.spec().features();
        this.stft = Stft.of(features.stft());
        Recordings part = TrainingSplit.part(spec.corpus(), spec.part());
        List<Recordings.Item> known = part.items().stream()
                .filter(item -> item.classIndex() >= 0
                        && generator.spec().classes().contains(part.classes().get(item.classIndex())))
                .toList();
        if (known.stream().mapToInt(Recordings.Item::classIndex).distinct().count() < 2) {
            throw new IOException(part.root() + ": has not clips of two classes that the model knows, "
                    + String.join(", ", generator.spec().classes()));
        }
        Speakers speakers = Speakers.of(spec.corpus(), part, List.of(Voices.COLUMN));
        RandomGenerator random = Seeds.stream(spec.seed(), "mixtures", 0);
        for (int tries = 0; mixtures.size() < spec.count() && tries < TRIES; tries++) {
            Recordings.Item a = known.get(random.nextInt(known.size()));
            Recordings.Item b = known.get(random.nextInt(known.size()));
            if (a.classIndex() != b.classIndex() && !speakers.of(a).equals(speakers.of(b))) {
                mix(part, a, b);
            }
        }
        if (mixtures.isEmpty()) {
            throw new IOException(part.root() + ": has not two speakers, or all clips are silent");
        }
    }

    private void mix(Recordings part, Recordings.Item a, Recordings.Item b) throws IOException {
        int length = generator.spec().network().frames() * features.stft().hop() - 1;
        float[] first = read(a, length);
        float[] second = read(b, length);
        float[] sum = new float[length];
        for (int i = 0; i < length; i++) {
            sum[i] = first[i] + second[i];
        }
        if (audio(first).rms() == 0 || audio(second).rms() == 0) {
            return;
        }
        int[] classes = {
            generator.classIndex(part.classes().get(a.classIndex())),
            generator.classIndex(part.classes().get(b.classIndex()))
        };
        mixtures.add(new Mixture(classes, List.of(audio(first), audio(second)), audio(sum)));
    }

    private float[] read(Recordings.Item item, int length) throws IOException {
        Audio sound = SoundFile.read(item.file()).toMono();
        return Arrays.copyOf(
                Resampler.resample(sound, features.stft().sampleRate()).channel(0), length);
    }

    private Audio audio(float[] samples) {
        return Audio.mono(samples, features.stft().sampleRate());
    }

    /**
     * Takes all mixtures apart, by the generator and by what it is held against.
     *
     * @param plan how is sampled
     * @param samples that are drawn of each mixture
     * @throws IOException if a training clip cannot be read
     */
    public SeparationReport run(SamplingPlan plan, int samples) throws IOException {
        Map<String, Method> methods = new LinkedHashMap<>();
        methods.put("the mixture itself", (i, mixture) -> List.of(mixture.sum(), mixture.sum()));
        methods.put("non-negative factors", (i, mixture) -> factored(mixture));
        SoundSeparator separator = new SoundSeparator(generator, plan, samples, SamplingObserver.NONE);
        methods.put("the generator", (i, mixture) -> separator
                .separate(mixture.sum(), Condition.of(mixture.classes()), Seeds.key(spec.seed(), "stems", i))
                .stems());
        methods.put("the true mel bands", (i, mixture) -> SpectralMask.ofMel(List.of(logMels(mixture)))
                .apply(mixture.sum()));
        methods.put("the true spectra", (i, mixture) -> SpectralMask.of(
                        mixture.parts().stream().map(this::magnitudes).toList())
                .apply(mixture.sum()));
        methods.put("the clips themselves", (i, mixture) -> mixture.parts());
        List<SeparationReport.Row> rows = new ArrayList<>();
        for (Map.Entry<String, Method> method : methods.entrySet()) {
            rows.add(measure(method.getKey(), method.getValue()));
        }
        return new SeparationReport(spec.corpus().resolve(spec.part()).toString(), mixtures.size(), law(), rows);
    }

    private List<LogMel> logMels(Mixture mixture) {
        return mixture.parts().stream()
                .map(part -> LogMelDataset.features(part, features))
                .toList();
    }

    private Magnitudes magnitudes(Audio sound) {
        return stft.forward(sound).magnitudes();
    }

    private SeparationReport.Row measure(String name, Method method) throws IOException {
        List<Double> gains = new ArrayList<>();
        List<LogMel> heard = new ArrayList<>();
        List<Integer> said = new ArrayList<>();
        try (ProgressDisplay.Task bar = display.start(name, mixtures.size(), "mixtures")) {
            for (int i = 0; i < mixtures.size(); i++) {
                Mixture mixture = mixtures.get(i);
                List<Audio> stems = method.apart(i, mixture);
                double gain = 0;
                for (int k = 0; k < stems.size(); k++) {
                    float[] part = mixture.parts().get(k).channel(0);
                    gain += ScaleInvariantSdr.between(part, stems.get(k).channel(0))
                            - ScaleInvariantSdr.between(part, mixture.sum().channel(0));
                    heard.add(LogMelDataset.features(stems.get(k), features));
                    said.add(judge.spec()
                            .classes()
                            .indexOf(generator.spec().classes().get(mixture.classes()[k])));
                }
                gains.add(gain / stems.size());
                bar.at(i + 1L);
            }
        }
        double right =
                judge.verdicts(heard).accuracy(said.stream().mapToInt(c -> c).toArray());
        return new SeparationReport.Row(name, SeparationReport.interval(gains, spec.seed()), right, gains);
    }

    private List<Audio> factored(Mixture mixture) throws IOException {
        Magnitudes sum = magnitudes(mixture.sum());
        return SpectralMask.of(NonNegativeFactors.parts(
                        sum, factors(mixture.classes()[0]), factors(mixture.classes()[1]), ROUNDS))
                .apply(mixture.sum());
    }

    private NonNegativeFactors factors(int index) throws IOException {
        NonNegativeFactors known = factors.get(index);
        if (known == null) {
            Recordings train = TrainingSplit.part(spec.corpus(), "train");
            int own = train.classes().indexOf(generator.spec().classes().get(index));
            List<Recordings.Item> items = Spread.over(
                    train.items().stream()
                            .filter(item -> item.classIndex() == own)
                            .toList(),
                    LEARNED_CLIPS);
            List<float[]> frames = new ArrayList<>();
            for (Recordings.Item item : items) {
                Audio sound = Resampler.resample(
                        SoundFile.read(item.file()).toMono(), features.stft().sampleRate());
                float[][] all = NonNegativeFactors.frames(magnitudes(sound));
                for (int t = 0; t < all.length; t += APART) {
                    double most = 0;
                    for (float value : all[t]) {
                        most = Math.max(most, value);
                    }
                    if (most > HEARD) {
                        frames.add(all[t]);
                    }
                }
            }
            if (frames.isEmpty()) {
                throw new IOException(train.root() + ": no clip of "
                        + generator.spec().classes().get(index) + " to learn from is heard");
            }
            known = NonNegativeFactors.learn(frames.toArray(float[][]::new), ATOMS, ROUNDS, spec.seed());
            factors.put(index, known);
        }
        return known;
    }

    /** What the law of mixing is in these mixtures. */
    private MixingLaw.Fit law() {
        LogMel[][] parts = new LogMel[mixtures.size()][];
        LogMel[] sums = new LogMel[mixtures.size()];
        for (int i = 0; i < sums.length; i++) {
            parts[i] = logMels(mixtures.get(i)).toArray(LogMel[]::new);
            sums[i] = LogMelDataset.features(mixtures.get(i).sum(), features);
        }
        return MixingLaw.fit(features, parts, sums);
    }
}
