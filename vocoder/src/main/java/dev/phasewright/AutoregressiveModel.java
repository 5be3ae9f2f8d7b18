package dev.phasewright;

import dev.phasewright.api.Incubating;
import dev.phasewright.autoregressive.AutoregressiveGenerator;
import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An autoregressive model and the temperature it is asked at. It knows sounds of its own length only: a shorter one is
 * the beginning of one of those, and a longer one is refused.
 *
 * @param folder where it is
 * @param spec what it is
 * @param temperature as {@link AutoregressiveGenerator#generate} takes it, positive
 */
@Incubating
public record AutoregressiveModel(ModelFolder folder, AutoregressiveSpec spec, double temperature)
        implements SoundModel {
    @Override
    public MelSpec features() {
        return spec.features();
    }

    @Override
    public List<String> classes() {
        return spec.classes();
    }

    @Override
    public int steps() {
        return spec.coefficients().length();
    }

    @Override
    public void require(SoundRequest request) {
        condition(request);
        if (request.seconds() != SoundRequest.OWN_LENGTH) {
            if (request.seconds() < shortestSeconds()
                    || frames(request) > spec.coefficients().frames()) {
                throw new IllegalArgumentException("an autoregressive model writes sounds of one length; ask for "
                        + shortestSeconds() + " to " + spec.seconds() + " s, not " + request.seconds());
            }
        }
    }

    private Condition condition(SoundRequest request) {
        if (!request.blend().isEmpty()) {
            throw new IllegalArgumentException("an autoregressive model makes no blends; ask one of diffusion");
        }
        return spec.condition(request.className(), request.pitch(), request.knobs());
    }

    private int frames(SoundRequest request) {
        return request.seconds() == SoundRequest.OWN_LENGTH
                ? spec.coefficients().frames()
                : features().stft().frames((int)
                        Math.round(request.seconds() * features().stft().sampleRate()));
    }

    @Override
    public Opened open(Precision precision, VocoderChoice choice) throws IOException {
        choice.requireFit(folder.path().toString(), features());
        Vocoder vocoder = choice.open(features());
        try {
            return new Writer(AutoregressiveGenerator.load(folder, precision), vocoder);
        } catch (IOException | RuntimeException e) {
            vocoder.close();
            throw e;
        }
    }

    /** Both halves. */
    private final class Writer implements Opened {
        private final AutoregressiveGenerator generator;
        private final Vocoder vocoder;

        Writer(AutoregressiveGenerator generator, Vocoder vocoder) {
            this.generator = generator;
            this.vocoder = vocoder;
        }

        @Override
        public List<GeneratedSound> generate(List<SoundRequest> requests, GenerationObserver observer) {
            requests.forEach(AutoregressiveModel.this::require);
            long steps = (long) requests.size() * steps();
            long total = steps + requests.size();
            GenerationObserver watched = observer.interruptible();
            watched.at(0, total);
            List<LogMel> magnitudes = requests.isEmpty()
                    ? List.of()
                    : generator.generate(
                            temperature,
                            Condition.concat(requests.stream()
                                    .map(AutoregressiveModel.this::condition)
                                    .toList()),
                            requests.stream().mapToLong(SoundRequest::seed).toArray(),
                            (done, of) -> watched.at(done, total));
            List<LogMel> cut = new ArrayList<>(magnitudes.size());
            for (int i = 0; i < magnitudes.size(); i++) {
                cut.add(cut(magnitudes.get(i), frames(requests.get(i))));
            }
            return new Vocoding(vocoder, requests).run(cut, done -> watched.at(steps + done, total));
        }

        private static LogMel cut(LogMel clip, int frames) {
            return frames == clip.frames()
                    ? clip
                    : new LogMel(clip.spec(), Arrays.copyOf(clip.toArray(), frames * clip.bands()));
        }

        @Override
        public void close() {
            generator.close();
            vocoder.close();
        }
    }
}
