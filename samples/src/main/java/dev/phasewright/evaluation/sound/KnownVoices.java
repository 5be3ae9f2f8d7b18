package dev.phasewright.evaluation.sound;

import dev.phasewright.audio.Audio;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.evaluation.EvaluationObserver;
import dev.phasewright.judge.FeatureSpace;
import dev.phasewright.judge.Groups;
import dev.phasewright.judge.Verdicts;
import dev.phasewright.judge.VoiceSpace;
import dev.phasewright.judge.twosample.TwoSampleTest;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of the voices of training clips: a space in which clips of one voice lie near each other, and of any
 * sound, which of the voices it is most like.
 *
 * <p>Generated clips have no speaker of their own, but they are like somebody. A classifier that is asked about clips of a
 * voice that it has not heard must not have heard generated clips in that voice either, or it knows the voice after all,
 * as a generated one.
 */
public final class KnownVoices {
    private final FeatureSpace space;
    private final Function<List<Audio>, List<String>> nearest;

    private KnownVoices(FeatureSpace space, Function<List<Audio>, List<String>> nearest) {
        this.space = space;
        this.nearest = nearest;
    }

    /**
     * A judge of speakers, if it knows all these voices; if not, that is told, and there is none.
     *
     * @param speakers null if there is none anyway
     */
    public static @Nullable Hearing knowing(
            @Nullable Hearing speakers, List<String> voices, EvaluationObserver observer) {
        if (speakers == null) {
            return null;
        }
        List<String> unknown = voices.stream()
                .distinct()
                .filter(name -> !speakers.spec().classes().contains(name))
                .toList();
        if (unknown.isEmpty()) {
            return speakers;
        }
        observer.missing("no number of voices: the judge of speakers does not know " + unknown.size()
                + " of the training voices, such as " + unknown.get(0));
        return null;
    }

    /** By a judge whose classes are the voices; open as long as this is in use. */
    public static KnownVoices of(Hearing speakers) {
        List<String> names = speakers.spec().classes();
        return new KnownVoices(speakers, sounds -> {
            Verdicts verdicts = speakers.verdicts(sounds);
            return IntStream.range(0, verdicts.size())
                    .mapToObj(i -> names.get(verdicts.classOf(i)))
                    .toList();
        });
    }

    /**
     * By the space of voices in closed form.
     *
     * @param clips at least two of a voice, not all the same
     * @param voices whose each of them is
     * @throws IllegalArgumentException if no two clips of a voice differ
     */
    public static KnownVoices of(List<LogMel> clips, List<String> voices) {
        List<String> names = voices.stream().distinct().toList();
        int[] indices = voices.stream().mapToInt(names::indexOf).toArray();
        VoiceSpace space = VoiceSpace.of(clips, indices);
        float[][] means = means(clips.stream().map(space::place).toArray(float[][]::new), indices, names.size());
        MelSpec features = clips.get(0).spec();
        FeatureSpace places = sounds -> sounds.parallelStream()
                .map(sound -> space.place(LogMelDataset.features(sound, features)))
                .toArray(float[][]::new);
        return new KnownVoices(places, sounds -> Arrays.stream(places.places(sounds))
                .map(place -> names.get(nearest(place, means)))
                .toList());
    }

    private static float[][] means(float[][] places, int[] voices, int count) {
        float[][] means = new float[count][places[0].length];
        int[] sizes = new int[count];
        for (int voice : voices) {
            sizes[voice]++;
        }
        for (int i = 0; i < places.length; i++) {
            for (int f = 0; f < places[i].length; f++) {
                means[voices[i]][f] += places[i][f] / sizes[voices[i]];
            }
        }
        return means;
    }

    private static int nearest(float[] place, float[][] means) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < means.length; i++) {
            double squares = 0;
            for (int f = 0; f < place.length; f++) {
                squares += (place[f] - means[i][f]) * (place[f] - means[i][f]);
            }
            if (squares < least) {
                least = squares;
                best = i;
            }
        }
        return best;
    }

    /** Where sounds lie. */
    public FeatureSpace space() {
        return space;
    }

    /** Sounds of the voice that each is most like together; each by itself if all are like the same few. */
    public Groups likeness(List<Audio> sounds) {
        Groups likeness = Groups.of(nearest.apply(sounds));
        return likeness.count() < TwoSampleTest.FOLDS ? Groups.each(sounds.size()) : likeness;
    }
}
