/**
 * Can two sets of clips be told apart? The measure that needs no explanation: a classifier learns to tell them apart on
 * some of the clips and is asked about others (Lopez-Paz &amp; Oquab, "Revisiting classifier two-sample tests", 2017). If
 * it is right half of the time, nothing that it could look at differs; if always, something gives one set away.
 *
 * <p>{@link dev.phasewright.judge.twosample.TwoSampleTest} is the test, for any {@link
 * dev.phasewright.judge.twosample.Classifier}: a {@link dev.phasewright.judge.twosample.LogisticRegression} on features, or
 * a small network that looks at spectrograms ({@link dev.phasewright.judge.twosample.SpectrogramClassifier}). What should
 * not count, such as level, onset and the depth of silence, is made equal before ({@link
 * dev.phasewright.judge.twosample.EvenClip}), so a hiss in what should be silence is not heard here: the texture space
 * and the floor among {@link dev.phasewright.judge.texture.SoundDescriptors} hear it. Nor does it count whose voices are
 * heard, since each is asked about by who has not heard it.
 */
@Incubating
@NullMarked
package dev.phasewright.judge.twosample;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
