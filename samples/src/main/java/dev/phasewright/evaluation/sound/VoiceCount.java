package dev.phasewright.evaluation.sound;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.phasewright.judge.EffectiveNumber;
import dev.phasewright.judge.Interval;
import dev.phasewright.judge.Verdicts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many voices a set of sounds has, by a judge who knows who speaks in training clips.
 *
 * @param clips which set
 * @param number the effective number; its interval is of clips drawn anew, not of speakers, who are what is counted
 * @param ratio to that of real clips of the same speakers; none of these themselves
 * @param sure how sure the judge is of the median clip, 0 to 1: where it is not, blurred voices count as several
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VoiceCount(String clips, Interval number, @Nullable Interval ratio, double sure) {
    /**
     * Counts.
     *
     * @param real what to divide by; null of real clips themselves
     */
    public static VoiceCount of(String clips, Verdicts verdicts, @Nullable VoiceCount real, long seed) {
        Interval number = EffectiveNumber.interval(verdicts.probabilities(), seed);
        double[] surest = Arrays.stream(verdicts.probabilities())
                .mapToDouble(row -> {
                    float most = 0;
                    for (float p : row) {
                        most = Math.max(most, p);
                    }
                    return most;
                })
                .sorted()
                .toArray();
        return new VoiceCount(
                clips, number, real == null ? null : number.dividedBy(real.number), surest[surest.length / 2]);
    }
}
