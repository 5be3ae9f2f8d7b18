package dev.phasewright.vocoder.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.JsonFile;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Precision;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.metric.LogSpectralDistance;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import dev.phasewright.vocoder.phase.PhaseIntegrationTest;
import dev.phasewright.vocoder.train.VocoderTrainingTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkVocoderTest {
    private static final VocoderSpec SPEC = VocoderTrainingTest.SPEC;

    private final NDManager manager = NDManager.newBaseManager();

    @TempDir
    private Path folder;

    @AfterEach
    void free() {
        manager.close();
    }

    private static LogMel logMel(float[] sound) {
        return MelFilterBank.of(SPEC.features())
                .apply(Stft.of(SPEC.stft()).forward(sound).magnitudes());
    }

    /** With a hop so long that rounds follow the linear input. */
    private static VocoderSpec sparse() {
        MelSpec features = SPEC.features();
        StftSpec stft = features.stft();
        return new VocoderSpec(
                VocoderSpec.KIND,
                new MelSpec(
                        new StftSpec(stft.sampleRate(), stft.fftSize(), stft.fftSize() / 4, stft.window()),
                        features.bands(),
                        features.scale(),
                        features.slaneyNorm(),
                        features.lowHz(),
                        features.highHz(),
                        features.floor()),
                SPEC.phase(),
                SPEC.magnitudeWidth(),
                SPEC.magnitudeDepth(),
                Map.of());
    }

    /** They keep the magnitudes, and make the sound's nearer to them. */
    @Test
    void roundsFollowWhereFramesOverlapLittle() {
        VocoderSpec spec = sparse();
        assertEquals(0, SPEC.linearRounds());
        assertTrue(spec.linearRounds() > 0 && spec.melRounds() > SPEC.melRounds());
        Stft stft = Stft.of(spec.stft());
        Magnitudes m = stft.forward(PhaseIntegrationTest.sound()).magnitudes();
        try (NetworkVocoder vocoder = NetworkVocoder.untrained(spec, Precision.FLOAT32, new SplittableRandom(4))) {
            ComplexSpectrogram alone = vocoder.linearPhase().reconstruct(m, new SplittableRandom(0));
            ComplexSpectrogram refined = vocoder.phase().reconstruct(m, new SplittableRandom(0));
            assertArrayEquals(m.toArray(), refined.magnitudes().toArray(), 1e-3f);
            double gained = SpectralConvergence.between(
                            m, stft.forward(stft.inverse(alone)).magnitudes())
                    - SpectralConvergence.between(
                            m, stft.forward(stft.inverse(refined)).magnitudes());
            assertTrue(gained > 1, gained + " dB");
        }
    }

    private VocoderNetworks networks() {
        return new VocoderNetworks(SPEC, Declaration.fresh(manager, new SplittableRandom(4)));
    }

    private Weights weights() {
        return networks().weights();
    }

    private void save() throws IOException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        Weights weights = weights();
        weights.toArrays()
                .forEach((name, v) ->
                        arrays.put(name, new Tensor(weights.get(name).getShape(), v)));
        Checkpoint.write(folder, SPEC, arrays, DataType.FLOAT32);
    }

    @Test
    void parametersAreCountedWithoutMakingThem() {
        assertEquals(weights().count(), VocoderNetworks.size(SPEC).parameters());
    }

    @Test
    void untrainedItStartsFromTheMelEnvelope() {
        float[] sound = PhaseIntegrationTest.sound();
        Magnitudes truth = Stft.of(SPEC.stft()).forward(sound).magnitudes();
        try (NetworkVocoder vocoder = new NetworkVocoder(SPEC, networks(), manager.newSubManager())) {
            Magnitudes estimate = vocoder.magnitudes(logMel(sound));
            // Bands sum to the truth, so the envelope has the right level; detail within a band is lost.
            assertTrue(LogSpectralDistance.between(truth, estimate) < 12);
        }
    }

    @Test
    void bothDoorsAreAsLongAsTheirMagnitudes() {
        float[] sound = PhaseIntegrationTest.sound();
        try (NetworkVocoder vocoder = new NetworkVocoder(SPEC, networks(), manager.newSubManager())) {
            LogMel features = logMel(sound);
            assertEquals(
                    SPEC.stft().samples(features.frames()),
                    vocoder.synthesize(features, new SplittableRandom(0)).length());
            Magnitudes m = Stft.of(SPEC.stft()).forward(sound).magnitudes();
            assertArrayEquals(
                    m.toArray(),
                    vocoder.phase()
                            .reconstruct(m, new SplittableRandom(0))
                            .magnitudes()
                            .toArray(),
                    1e-3f);
        }
    }

    @Test
    void severalSoundsAreMadeAsEachIs() {
        float[] sound = PhaseIntegrationTest.sound();
        // Twenty, of which not all have one length and one is too long to be seen at once with others.
        List<LogMel> clips = IntStream.range(0, 20)
                .mapToObj(i -> logMel(i == 18 ? new float[40_000] : Arrays.copyOf(sound, i < 7 ? 2000 : 2000 + 64 * i)))
                .toList();
        List<SplittableRandom> randoms =
                clips.stream().map(clip -> new SplittableRandom(0)).toList();
        try (NetworkVocoder vocoder = NetworkVocoder.untrained(SPEC, Precision.FLOAT32, new SplittableRandom(4))) {
            List<Audio> together = vocoder.synthesize(clips, randoms);
            assertEquals(clips.size(), together.size());
            for (int i = 0; i < clips.size(); i++) {
                float[] alone = vocoder.synthesize(clips.get(i), randoms.get(i)).channel(0);
                assertArrayEquals(alone, together.get(i).channel(0), 1e-4f, "sound " + i);
            }
            assertThrows(IllegalArgumentException.class, () -> vocoder.synthesize(clips, randoms.subList(1, 20)));
        }
    }

    @Test
    void severalThreadsMayUseIt() {
        LogMel clip = logMel(PhaseIntegrationTest.sound());
        try (NetworkVocoder vocoder = NetworkVocoder.untrained(SPEC, Precision.FLOAT32, new SplittableRandom(4))) {
            float[] alone = vocoder.synthesize(clip, new SplittableRandom(0)).channel(0);
            IntStream.range(0, 8)
                    .parallel()
                    .forEach(i -> assertArrayEquals(
                            alone,
                            vocoder.synthesize(clip, new SplittableRandom(0)).channel(0),
                            1e-5f));
        }
    }

    @Test
    void silenceStaysSilent() {
        try (NetworkVocoder vocoder = new NetworkVocoder(SPEC, networks(), manager.newSubManager())) {
            float[] out = vocoder.synthesize(logMel(new float[4000]), new SplittableRandom(0))
                    .channel(0);
            assertArrayEquals(new float[out.length], out);
        }
    }

    @Test
    void longSoundsAreTakenInPiecesWithoutASeam() {
        float[] once = PhaseIntegrationTest.sound();
        float[] sound = new float[7 * once.length];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = once[i % once.length];
        }
        try (NetworkVocoder vocoder = new NetworkVocoder(SPEC, networks(), manager.newSubManager())) {
            LogMel whole = logMel(sound);
            assertTrue(whole.frames() > 2 * NetworkPhase.CHUNK);
            float[] all = vocoder.magnitudes(whole).toArray();
            // The middle of it alone, with what it sees of its neighbours, lies otherwise in the pieces.
            int bands = SPEC.features().bands();
            int from = NetworkPhase.CHUNK - 150;
            int reach = MagnitudeNetwork.reach(SPEC);
            LogMel middle = new LogMel(
                    SPEC.features(), Arrays.copyOfRange(whole.toArray(), from * bands, (from + 300) * bands));
            float[] part = vocoder.magnitudes(middle).toArray();
            int bins = SPEC.stft().bins();
            for (int t = reach; t < 300 - reach; t++) {
                for (int k = 0; k < bins; k++) {
                    float expected = all[(from + t) * bins + k];
                    assertEquals(expected, part[t * bins + k], 1e-4f * (1 + expected));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, 40000, 1000, false",
        "true, 40000, 7777, false",
        "false, 33333, 40000, false",
        "true, 100, 7, false",
        "false, 0, 1, false",
        "false, 400000, 50000, true",
        "true, 400000, 77777, true",
        "false, 300, 7, true"
    })
    void aStreamGivesWhatTheWholeDoes(boolean viaMel, int length, int step, boolean sparse) {
        VocoderSpec spec = sparse ? sparse() : SPEC;
        float[] sound = repeated(length, 0);
        try (NetworkVocoder vocoder = NetworkVocoder.untrained(spec, Precision.FLOAT32, new SplittableRandom(4))) {
            Stft stft = Stft.of(spec.stft());
            Magnitudes magnitudes = stft.forward(sound).magnitudes();
            ComplexSpectrogram spectrum = viaMel
                    ? vocoder.spectrum(MelFilterBank.of(spec.features()).apply(magnitudes), length)
                    : vocoder.phase().reconstruct(magnitudes, new SplittableRandom(0));
            float[] whole = stft.inverse(spectrum);

            VocoderStream stream = new VocoderStream(vocoder, viaMel);
            float[] streamed = new float[length];
            int done = 0;
            for (int from = 0; from < length; from += step) {
                float[] out = stream.step(Arrays.copyOfRange(sound, from, Math.min(length, from + step)));
                System.arraycopy(out, 0, streamed, done, out.length);
                done += out.length;
            }
            float[] rest = stream.flush();
            System.arraycopy(rest, 0, streamed, done, rest.length);
            assertEquals(length, done + rest.length);
            assertArrayEquals(whole, streamed, 1e-4f);
        }
    }

    @ParameterizedTest
    @CsvSource({"40000, 1", "40000, 9999", "100, 7", "0, 1"})
    void frameByFrameAStreamGivesWhatTheWholeDoesAndSoon(int length, int step) {
        float[] sound = repeated(length, 0);
        try (NetworkVocoder vocoder = new NetworkVocoder(SPEC, networks(), manager.newSubManager())) {
            Stft stft = Stft.of(SPEC.stft());
            float[] whole = stft.inverse(vocoder.linearPhase()
                    .frameByFrame()
                    .reconstruct(stft.forward(sound).magnitudes()));
            VocoderStream stream = VocoderStream.frameByFrame(vocoder);
            assertTrue(stream.lookAhead() < stream.latency());
            assertTrue(stream.latency() < new VocoderStream(vocoder, false).lookAhead());
            float[] streamed = new float[length];
            int done = 0;
            for (int from = 0; from < length; from += step) {
                float[] out = stream.step(Arrays.copyOfRange(sound, from, Math.min(length, from + step)));
                System.arraycopy(out, 0, streamed, done, out.length);
                done += out.length;
                assertTrue(from + step - done <= stream.latency() + step, done + " samples out of " + (from + step));
            }
            float[] rest = stream.flush();
            System.arraycopy(rest, 0, streamed, done, rest.length);
            assertArrayEquals(whole, streamed, 1e-4f);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 40000", "true, 40000", "false, 100", "true, 0"})
    void channelsGoThroughInStep(boolean viaMel, int length) throws IOException {
        float[][] channels = {repeated(length, 0), repeated(length, 3000), new float[length]};
        try (NetworkVocoder vocoder = new NetworkVocoder(SPEC, networks(), manager.newSubManager());
                SoundSource source = VocoderStream.through(
                        Audio.of(channels, SPEC.stft().sampleRate()).source(), vocoder, viaMel)) {
            assertEquals(length, source.length());
            float[][] found = new float[3][length + 10];
            int done = 0;
            for (int step = 1, count = 1; count > 0; step = 7 * step % 9973, done += count) {
                count = source.read(found, done, Math.min(step, length + 10 - done));
            }
            assertEquals(length, done);
            for (int c = 0; c < 3; c++) {
                float[] alone = streamed(new VocoderStream(vocoder, viaMel), channels[c]);
                assertArrayEquals(alone, Arrays.copyOf(found[c], length), 1e-5f);
            }
            assertArrayEquals(new float[length + 10], found[2]);
        }
    }

    @Test
    void aSoundAtAnotherRateIsRefused() {
        SoundSource other = Audio.mono(new float[9], 8000).source();
        try (NetworkVocoder vocoder = new NetworkVocoder(SPEC, networks(), manager.newSubManager())) {
            assertThrows(IllegalArgumentException.class, () -> VocoderStream.through(other, vocoder, false));
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void nothingFartherAheadThanToldMatters(boolean viaMel) {
        int length = 30_000;
        int changed = 22_345;
        try (NetworkVocoder vocoder = new NetworkVocoder(SPEC, networks(), manager.newSubManager())) {
            float[] sound = repeated(length, 0);
            VocoderStream stream = new VocoderStream(vocoder, viaMel);
            int certain = changed - stream.lookAhead();
            assertTrue(certain > 5000 && certain < changed - SPEC.stft().fftSize());
            float[] expected = streamed(stream, sound);
            stream.reset();
            assertArrayEquals(expected, streamed(stream, sound), "as if new");
            Arrays.fill(sound, changed, length, 0.5f);
            float[] found = streamed(new VocoderStream(vocoder, viaMel), sound);
            assertArrayEquals(Arrays.copyOf(expected, certain), Arrays.copyOf(found, certain), 1e-5f);
            assertFalse(Arrays.equals(expected, found));
        }
    }

    private static float[] repeated(int length, int from) {
        float[] once = PhaseIntegrationTest.sound();
        float[] sound = new float[length];
        for (int i = 0; i < length; i++) {
            sound[i] = once[(from + i) % once.length];
        }
        return sound;
    }

    private static float[] streamed(VocoderStream stream, float[] sound) {
        float[] first = stream.step(sound);
        float[] rest = stream.flush();
        float[] all = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }

    @Test
    void loadsWhatWasStored() throws IOException {
        save();
        LogMel features = logMel(PhaseIntegrationTest.sound());
        try (NetworkVocoder own = new NetworkVocoder(SPEC, networks(), manager.newSubManager());
                NetworkVocoder loaded = NetworkVocoder.load(folder, Precision.FLOAT32)) {
            assertEquals(SPEC, loaded.spec());
            assertArrayEquals(
                    own.synthesize(features, new SplittableRandom(0)).channel(0),
                    loaded.synthesize(features, new SplittableRandom(0)).channel(0));
        }
    }

    @Test
    void anUntrainedOneIsThatOfNewWeights() {
        LogMel features = logMel(PhaseIntegrationTest.sound());
        try (NetworkVocoder own = new NetworkVocoder(SPEC, networks(), manager.newSubManager());
                NetworkVocoder untrained = NetworkVocoder.untrained(SPEC, Precision.FLOAT32, new SplittableRandom(4))) {
            assertArrayEquals(
                    own.synthesize(features, new SplittableRandom(0)).channel(0),
                    untrained.synthesize(features, new SplittableRandom(0)).channel(0));
            assertEquals(PhaseNetwork.size(SPEC.phase(), SPEC.stft()).operations(), untrained.flopsPerFrame(false));
            assertEquals(
                    MagnitudeNetwork.size(SPEC).operations(),
                    untrained.flopsPerFrame(true) - untrained.flopsPerFrame(false),
                    1);
        }
    }

    @Test
    void otherFeaturesAreRefusedNamingBoth() {
        LogMel other = new LogMel(MelSpec.STANDARD, new float[MelSpec.STANDARD.bands()]);
        try (NetworkVocoder vocoder = new NetworkVocoder(SPEC, networks(), manager.newSubManager())) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> vocoder.synthesize(other, new SplittableRandom(0)))
                    .getMessage();
            assertTrue(message.contains("fftSize=1024") && message.contains("fftSize=512"), message);
        }
    }

    @Test
    void aDescriptionFarLargerThanTheWeightsIsRefused() throws IOException {
        save();
        JsonFile.write(
                folder.resolve(Checkpoint.DESCRIPTION),
                new VocoderSpec(
                        VocoderSpec.KIND,
                        SPEC.features(),
                        new PhaseNetworkSpec(4096, 4096, 4096),
                        4096,
                        4096,
                        Map.of()));
        String message = assertThrows(CheckpointException.class, () -> NetworkVocoder.load(folder, Precision.FLOAT32))
                .getMessage();
        assertTrue(message.contains("describes a network of"), message);
    }
}
