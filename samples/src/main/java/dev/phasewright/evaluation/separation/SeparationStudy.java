package dev.phasewright.evaluation.separation;

import dev.phasewright.audio.Audio;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.separate.MixingLaw;
import dev.phasewright.diffusion.separate.Prior;
import dev.phasewright.diffusion.separate.SoundSeparator;
import dev.phasewright.diffusion.separate.SpectralMask;
import dev.phasewright.judge.Judge;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.metric.ScaleInvariantSdr;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * How well generators take two of their sounds apart: real clips of two classes, by two speakers if it is known who speaks, or
 * of two corpora, are mixed as loud as they are, and what is taken out is held against what was put in.
 */
public final class SeparationStudy {
    private static final int ROUNDS = 40;
    private static final int TRIES = 10_000;

    private final Spec spec;
    private final List<SoundSource> sources;
    private final ProgressDisplay display;
    private final MelSpec features;
    private final Stft stft;
    private final int length;
    private final List<Mixture> mixtures = new ArrayList<>();

    /**
     * What is studied.
     *
     * @param part the folder of each corpus whose clips are mixed
     * @param count mixtures
     * @param seed which they are, and where the noise comes from
     */
    public record Spec(String part, int count, long seed) {}

    /** One of the sounds of a mixture: what it is of, and itself. */
    private record Part(KnownSounds of, Recordings.Item item, Audio sound) {}

    /** Some sounds, and their sum. */
    private record Mixture(List<Part> parts, Audio sum) {
        List<Audio> sounds() {
            return parts.stream().map(Part::sound).toList();
        }
    }

    /** Takes a mixture apart. */
    @FunctionalInterface
    private interface Method {
        List<Audio> apart(int index, Mixture mixture) throws IOException;
    }

    /**
     * Draws the mixtures.
     *
     * @param sources one, of which two sounds are mixed, or two, of which one each is; all of the same features
     * @throws IOException if a corpus cannot be read or has not enough of its generator's classes
     */
    public SeparationStudy(Spec spec, List<SoundSource> sources, ProgressDisplay display) throws IOException {
        this.spec = spec;
        this.sources = List.copyOf(sources);
        this.display = display;
        this.features = sources.get(0).generator().spec().features();
        this.stft = Stft.of(features.stft());
        int frames = sources.stream()
                .mapToInt(source -> source.generator().spec().network().frames())
                .max()
                .orElseThrow();
        this.length = frames * features.stft().hop() - 1;
        KnownSounds first = new KnownSounds(sources.get(0), spec.part());
        boolean alone = sources.size() == 1;
        KnownSounds second = alone ? first : new KnownSounds(sources.get(1), spec.part());
        first.require(alone ? 2 : 1);
        second.require(1);
        RandomGenerator random = Seeds.stream(spec.seed(), "mixtures", 0);
        for (int tries = 0; mixtures.size() < spec.count() && tries < TRIES; tries++) {
            Recordings.Item a = first.draw(random);
            Recordings.Item b = second.draw(random);
            // Of two corpora of one model sounds may be of the same kind, so that nothing tells which is which.
            if (alone ? first.areApart(a, b) : !first.prior(a).equals(second.prior(b))) {
                mix(part(first, a), part(second, b));
            }
        }
        if (mixtures.isEmpty()) {
            throw new IOException(corpora() + ": has not two speakers, or all clips are silent");
        }
    }

    private String corpora() {
        return sources.stream()
                .map(source -> source.corpus().resolve(spec.part()).toString())
                .collect(Collectors.joining(" and "));
    }

    private Part part(KnownSounds of, Recordings.Item item) throws IOException {
        return new Part(of, item, audio(of.read(item, length)));
    }

    private void mix(Part a, Part b) {
        if (a.sound().rms() == 0 || b.sound().rms() == 0) {
            return;
        }
        float[] sum = a.sound().channel(0);
        float[] other = b.sound().channel(0);
        for (int i = 0; i < length; i++) {
            sum[i] += other[i];
        }
        mixtures.add(new Mixture(List.of(a, b), audio(sum)));
    }

    private Audio audio(float[] samples) {
        return Audio.mono(samples, features.stft().sampleRate());
    }

    /**
     * Takes all mixtures apart, by the generators and by what they are held against.
     *
     * @param plan how is sampled
     * @param samples that are drawn of each mixture
     * @throws IOException if a training clip cannot be read
     */
    public SeparationReport run(SamplingPlan plan, int samples) throws IOException {
        Map<String, Method> methods = new LinkedHashMap<>();
        methods.put("the mixture itself", (i, mixture) -> List.of(mixture.sum(), mixture.sum()));
        methods.put("non-negative factors", (i, mixture) -> factored(mixture));
        SoundSeparator separator = new SoundSeparator(plan, samples, SamplingObserver.NONE);
        methods.put(sources.size() == 1 ? "the generator" : "the generators", (i, mixture) -> {
            List<Prior> priors = mixture.parts().stream()
                    .map(part -> part.of().prior(part.item()))
                    .toList();
            return separator
                    .separate(mixture.sum(), priors, Seeds.key(spec.seed(), "stems", i))
                    .stems();
        });
        methods.put("the true mel bands", (i, mixture) -> SpectralMask.ofMel(List.of(logMels(mixture)))
                .apply(mixture.sum()));
        methods.put("the true spectra", (i, mixture) -> SpectralMask.of(
                        mixture.sounds().stream().map(this::magnitudes).toList())
                .apply(mixture.sum()));
        methods.put("the clips themselves", (i, mixture) -> mixture.sounds());
        List<SeparationReport.Row> rows = new ArrayList<>();
        for (Map.Entry<String, Method> method : methods.entrySet()) {
            rows.add(measure(method.getKey(), method.getValue()));
        }
        return new SeparationReport(corpora(), mixtures.size(), law(), rows);
    }

    private List<LogMel> logMels(Mixture mixture) {
        return mixture.sounds().stream()
                .map(part -> LogMelDataset.features(part, features))
                .toList();
    }

    private Magnitudes magnitudes(Audio sound) {
        return stft.forward(sound).magnitudes();
    }

    private SeparationReport.Row measure(String name, Method method) throws IOException {
        List<Double> gains = new ArrayList<>();
        List<List<LogMel>> heard = List.of(new ArrayList<>(), new ArrayList<>());
        try (ProgressDisplay.Task bar = display.start(name, mixtures.size(), "mixtures")) {
            for (int i = 0; i < mixtures.size(); i++) {
                Mixture mixture = mixtures.get(i);
                List<Audio> stems = method.apart(i, mixture);
                double gain = 0;
                for (int k = 0; k < stems.size(); k++) {
                    float[] part = mixture.parts().get(k).sound().channel(0);
                    gain += ScaleInvariantSdr.between(part, stems.get(k).channel(0))
                            - ScaleInvariantSdr.between(part, mixture.sum().channel(0));
                    heard.get(k).add(LogMelDataset.features(stems.get(k), features));
                }
                gains.add(gain / stems.size());
                bar.at(i + 1L);
            }
        }
        double right = 0;
        for (int k = 0; k < heard.size(); k++) {
            int place = k;
            int[] said = mixtures.stream()
                    .map(mixture -> mixture.parts().get(place))
                    .mapToInt(part -> part.of().verdict(part.item()))
                    .toArray();
            Judge judge = sources.get(Math.min(k, sources.size() - 1)).judge();
            right += judge.verdicts(heard.get(k)).accuracy(said) / heard.size();
        }
        return new SeparationReport.Row(name, SeparationReport.interval(gains, spec.seed()), right, gains);
    }

    private List<Audio> factored(Mixture mixture) throws IOException {
        List<NonNegativeFactors> factors = new ArrayList<>();
        for (Part part : mixture.parts()) {
            factors.add(part.of().factors(part.item(), spec.seed()));
        }
        return SpectralMask.of(
                        NonNegativeFactors.parts(magnitudes(mixture.sum()), factors.get(0), factors.get(1), ROUNDS))
                .apply(mixture.sum());
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
