package dev.phasewright.evaluation.sound;

import dev.phasewright.audio.Audio;
import dev.phasewright.evaluation.EvaluationObserver;
import dev.phasewright.judge.FeatureSet;
import dev.phasewright.judge.FeatureSpace;
import dev.phasewright.judge.FrechetLimit;
import dev.phasewright.judge.Groups;
import dev.phasewright.judge.Interval;
import dev.phasewright.judge.KernelDistance;
import dev.phasewright.judge.Standardization;
import dev.phasewright.judge.twosample.Classifier;
import dev.phasewright.judge.twosample.EvenClip;
import dev.phasewright.judge.twosample.LogisticRegression;
import dev.phasewright.judge.twosample.SpectrogramClassifier;
import dev.phasewright.judge.twosample.TwoSampleTest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Holds sets of sounds against each other by all measures that tell sets apart: distances in several spaces of features,
 * in units of the second set's spread, of the sounds as they are; and classifiers, of sounds whose level, onset and
 * silence were made equal.
 */
public final class SoundComparison {
    /** Of each set, more are of no use but to take longer. */
    public static final int MOST = 600;

    private static final int ROUNDS_OF_REGRESSION = 3;
    private static final int ROUNDS_OF_NETWORK = 1;
    /** Seconds of the shortest and the longest even clip. */
    private static final double SHORTEST = 0.1;

    private static final double LONGEST = 2;
    private static final double LOUD_DB = 40;
    private static final double NEARLY_ALL = 0.95;

    private final Map<String, FeatureSpace> spaces;
    private final boolean classifiers;
    private final long seed;
    private final EvaluationObserver observer;

    /**
     * A comparison in some spaces.
     *
     * @param spaces besides that of texture, by name
     * @param classifiers whether classifiers are trained, too, which takes minutes
     * @param seed of all that is drawn
     */
    public SoundComparison(
            Map<String, FeatureSpace> spaces, boolean classifiers, long seed, EvaluationObserver observer) {
        this.spaces = new LinkedHashMap<>(spaces);
        this.classifiers = classifiers;
        this.seed = seed;
        this.observer = observer;
    }

    /**
     * Finds the places of a set's sounds, once for all its comparisons; it is told if there are silent ones, or all are the
     * same.
     *
     * @param seconds of even clips, the same for all sets
     */
    public PlacedSounds place(SoundSet set, double seconds) {
        int samples = (int) (EvenClip.SAMPLE_RATE * Math.max(SHORTEST, Math.min(LONGEST, seconds)));
        tellOddities(set);
        PlacedSounds placed = PlacedSounds.of(set, spaces, samples, observer);
        observer.finished("measuring sounds");
        return placed;
    }

    private void tellOddities(SoundSet set) {
        int size = set.sounds().size();
        long silent = set.sounds().stream().filter(sound -> sound.rms() == 0).count();
        if (silent > 0) {
            observer.doubtful(silent + " of " + size + " clips of " + set.name()
                    + " are silent: they have no descriptors, and lie apart from all others");
        }
        float[] first = set.sounds().get(0).channel(0);
        if (size > 1
                && silent < size
                && set.sounds().stream().allMatch(sound -> Arrays.equals(sound.channel(0), first))) {
            observer.doubtful("all " + size + " clips of " + set.name() + " are the same");
        }
    }

    /** How long a clip must be to hold what is loud in nearly all of some sounds, in seconds. */
    public static double holding(List<Audio> sounds) {
        double[] durations = sounds.parallelStream()
                .mapToDouble(sound -> sound.trimSilence(LOUD_DB).seconds())
                .sorted()
                .toArray();
        return durations[(int) (NEARLY_ALL * (durations.length - 1))];
    }

    /** Holds one set against another. */
    public Comparison compare(PlacedSounds clips, PlacedSounds against) {
        Map<String, Interval> kernel = new LinkedHashMap<>();
        Map<String, Interval> frechet = new LinkedHashMap<>();
        for (String name : against.spaces().keySet()) {
            FeatureSet reference = against.spaces().get(name);
            if (!suffices("the distances in the space of " + name, clips, against, 2, 2, SoundSet::groups)) {
                continue;
            }
            Standardization units = Standardization.of(reference.features());
            FeatureSet a = standard(clips.spaces().get(name), units);
            FeatureSet b = standard(reference, units);
            if (suffices("the kernel distance", clips, against, KernelDistance.FEWEST, 2, SoundSet::groups)) {
                kernel.put(name, KernelDistance.between(a, b, seed));
            }
            int fewest = FrechetLimit.fewest(a.features()[0].length);
            if (suffices("the Fréchet distance in the space of " + name, clips, against, fewest, 2, SoundSet::groups)) {
                frechet.put(name, FrechetLimit.between(a, b, seed));
            }
        }
        observer.finished("distances");
        Map<String, Interval> toldApart = new LinkedHashMap<>();
        if (classifiers
                && suffices(
                        "the two-sample test",
                        clips,
                        against,
                        TwoSampleTest.FEWEST,
                        TwoSampleTest.FOLDS,
                        SoundSet::voices)) {
            toldApart.put(
                    "features", accuracy(new LogisticRegression(), ROUNDS_OF_REGRESSION, clips.even(), against.even()));
            toldApart.put(
                    "spectrograms",
                    accuracy(
                            new SpectrogramClassifier(),
                            ROUNDS_OF_NETWORK,
                            clips.spectrograms(),
                            against.spectrograms()));
            observer.finished("two-sample tests");
        }
        return new Comparison(clips.set().name(), against.set().name(), kernel, frechet, toldApart);
    }

    private Interval accuracy(Classifier classifier, int rounds, FeatureSet a, FeatureSet b) {
        return new TwoSampleTest(classifier, rounds, seed).accuracy(a, b);
    }

    private static FeatureSet standard(FeatureSet set, Standardization units) {
        return new FeatureSet(units.apply(set.features()), set.groups());
    }

    /** Whether both sets are large enough for a measure; if not, it is told how many clips it needs. */
    private boolean suffices(
            String measure,
            PlacedSounds a,
            PlacedSounds b,
            int clips,
            int groups,
            Function<SoundSet, Groups> speakers) {
        int fewestClips = Math.min(a.set().sounds().size(), b.set().sounds().size());
        int fewestGroups = Math.min(
                speakers.apply(a.set()).count(), speakers.apply(b.set()).count());
        if (fewestClips >= clips && fewestGroups >= groups) {
            return true;
        }
        observer.missing("no " + measure.replaceFirst("^the ", "") + " of "
                + a.set().name() + " against "
                + b.set().name() + ": it needs " + clips + " clips of " + groups + " speakers in each set, there are "
                + fewestClips + " of " + fewestGroups);
        return false;
    }
}
