package dev.phasewright;

import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.MagnitudeEditor;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.model.SamplingStep;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.Vocoder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Requests on their way to sounds. First the magnitudes of all: those of the model's own length in batches, longer and
 * shorter ones each by itself, since its windows are a batch already, and so blends. Then the phase of all, some at a time.
 */
final class Generation {
    private final MagnitudeGenerator generator;
    private final Vocoder vocoder;
    private final List<SoundRequest> requests;
    /** Of each request the condition, or those that are blended. */
    private final List<List<Condition>> asked;

    private final SamplingPlan plan;
    private final GenerationObserver observer;
    private final long steps;
    private final long total;

    /** @throws IllegalArgumentException if the model does not know a class or a pitch, or a sound is too short for it */
    Generation(
            MagnitudeGenerator generator,
            Vocoder vocoder,
            List<SoundRequest> requests,
            SamplingPlan plan,
            GenerationObserver observer) {
        this.generator = generator;
        this.vocoder = vocoder;
        this.requests = List.copyOf(requests);
        this.asked = this.requests.stream()
                .map(request -> request.conditions(generator.spec()))
                .toList();
        this.plan = plan;
        this.steps = (long) requests.size() * plan.steps();
        this.total = steps + requests.size();
        this.observer = observer.interruptible();
    }

    List<GeneratedSound> run() {
        observer.at(0, total);
        return sounds(magnitudes());
    }

    /** The only sound that is asked for, shown on its way. */
    GeneratedSound watched(Consumer<SamplingStep> watcher) {
        observer.at(0, total);
        boolean own = places(true).length > 0;
        SamplingObserver watching = SamplingStep.tell(generator.spec(), frames(0), step -> {
            watcher.accept(step);
            observer.at((step.step() + 1L) * steps / step.steps(), total);
        });
        LogMel drawn = own
                ? generator
                        .generate(
                                plan,
                                asked.get(0).get(0),
                                new long[] {requests.get(0).seed()},
                                watching)
                        .get(0)
                : byItself(0, watching);
        return sounds(List.of(drawn)).get(0);
    }

    private List<GeneratedSound> sounds(List<LogMel> magnitudes) {
        List<GeneratedSound> whole =
                new Vocoding(vocoder, requests).run(magnitudes, done -> observer.at(steps + done, total));
        return IntStream.range(0, requests.size())
                .mapToObj(i -> new GeneratedSound(
                        ended(requests.get(i), whole.get(i).sound()),
                        whole.get(i).magnitudes()))
                .toList();
    }

    /**
     * A stroke, which is what knobs are of, begins after the silence that its model learned, and ends where it has decayed,
     * unless it is to be of some length.
     */
    private Audio ended(SoundRequest request, Audio sound) {
        if (generator.spec().knobs().isEmpty()) {
            return sound;
        }
        Audio begun = StrokeStart.of(sound, generator.spec().leadSeconds());
        return request.seconds() == SoundRequest.OWN_LENGTH ? StrokeEnd.of(begun) : begun;
    }

    private List<LogMel> magnitudes() {
        LogMel[] magnitudes = new LogMel[requests.size()];
        int[] own = places(true);
        if (own.length > 0) {
            List<LogMel> clips = generator.generate(
                    plan,
                    Condition.concat(
                            IntStream.of(own).mapToObj(i -> asked.get(i).get(0)).toList()),
                    IntStream.of(own).mapToLong(i -> requests.get(i).seed()).toArray(),
                    (done, of) -> observer.at(done, total));
            for (int i = 0; i < own.length; i++) {
                magnitudes[own[i]] = clips.get(i);
            }
        }
        long done = (long) own.length * plan.steps();
        for (int place : places(false)) {
            long before = done;
            magnitudes[place] = byItself(
                    place,
                    (step, of, sigma, x, denoised) -> observer.at(before + (step + 1L) * plan.steps() / of, total));
            done += plan.steps();
        }
        return Arrays.asList(magnitudes);
    }

    /** The places of those requests that are of one class and of the model's own length, or of the others. */
    private int[] places(boolean own) {
        return IntStream.range(0, requests.size())
                .filter(i -> (isOfOwnLength(i) && requests.get(i).blend().isEmpty()) == own)
                .toArray();
    }

    private boolean isOfOwnLength(int place) {
        return requests.get(place).seconds() == SoundRequest.OWN_LENGTH;
    }

    private LogMel byItself(int place, SamplingObserver watching) {
        SoundRequest request = requests.get(place);
        return new MagnitudeEditor(generator, plan, watching)
                .blend(frames(place), asked.get(place), request.shares(), request.seed());
    }

    private int frames(int place) {
        StftSpec stft = generator.spec().features().stft();
        return isOfOwnLength(place)
                ? generator.spec().network().frames()
                : stft.frames((int) Math.round(requests.get(place).seconds() * stft.sampleRate()));
    }
}
