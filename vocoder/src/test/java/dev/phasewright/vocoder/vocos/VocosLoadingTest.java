package dev.phasewright.vocoder.vocos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.nn.Tensor;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocosLoadingTest {
    @TempDir
    private Path model;

    @BeforeEach
    void copy() throws IOException {
        VocosFixture.in(model);
    }

    /** One line that names the folder and all that is told. */
    private void assertRefused(String... told) {
        String message =
                assertThrows(CheckpointException.class, () -> Vocos.load(model)).getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith(model.toString()), message);
        for (String part : told) {
            assertTrue(message.contains(part), message);
        }
    }

    private void publish(String yaml) throws IOException {
        Files.delete(model.resolve(VocosFixture.CONFIG));
        Files.writeString(model.resolve("config.yaml"), yaml);
    }

    @Test
    void thePublishedDescriptionSaysTheSame() throws IOException {
        try (Vocos flat = Vocos.load(model)) {
            publish(VocosFixture.PUBLISHED);
            try (Vocos published = Vocos.load(model)) {
                assertEquals(flat.spec(), published.spec());
                LogMel mel = new LogMel(flat.spec(), new float[20 * 30]);
                assertEquals(
                        flat.synthesize(mel, new SplittableRandom(1)),
                        published.synthesize(mel, new SplittableRandom(1)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"backbone.embed.bias", "backbone.convnext.1.gamma", "backbone.convnext.0.pwconv2.weight"})
    void aMissingArrayIsNamed(String name) throws IOException {
        VocosFixture.editWeights(model, arrays -> arrays.remove(name));

        assertRefused("no array " + name + " ");
    }

    @Test
    void aMisshapenArrayIsNamedWithBothShapes() throws IOException {
        VocosFixture.editWeights(
                model,
                arrays -> arrays.put(
                        "backbone.convnext.1.dwconv.weight", new Tensor(new Shape(24, 1, 5), new float[120])));

        assertRefused("array backbone.convnext.1.dwconv.weight is (24, 1, 5), wanted (24, 1, 7)");
    }

    @Test
    void aMisshapenFilterBankIsNamedWithBothShapes() throws IOException {
        String name = "feature_extractor.mel_spec.mel_scale.fb";
        VocosFixture.editWeights(
                model, arrays -> arrays.put(name, new Tensor(new Shape(20, 129), new float[20 * 129])));

        assertRefused("array " + name + " is (20, 129), wanted (129, 20)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "feature_extractor.mel_spec.mel_scale.fb",
                "feature_extractor.mel_spec.spectrogram.window",
                "head.istft.window"
            })
    void otherFiltersAndWindowsThanTheSpecsAreRefused(String name) throws IOException {
        VocosFixture.editWeights(model, arrays -> arrays.get(name).values()[65] += 0.01f);

        assertRefused("array " + name + " holds");
    }

    @Test
    void filtersAndWindowsNeedNotBeStored() throws IOException {
        VocosFixture.editWeights(model, arrays -> arrays.keySet()
                .removeIf(name -> name.startsWith("feature_extractor") || name.equals("head.istft.window")));

        Vocos.load(model).close();
    }

    @Test
    void blocksBeyondTheConfiguredAreRefused() throws IOException {
        VocosFixture.editConfig(model, config -> config.put("num_layers", 1));

        assertRefused("array backbone.convnext.1.", "has no place in the network configured");
    }

    @Test
    void notANumberIsNamed() throws IOException {
        VocosFixture.editWeights(model, arrays -> arrays.get("head.out.bias").values()[3] = Float.NaN);

        assertRefused("array head.out.bias holds NaN");
    }

    @Test
    void weightsThatOverflowAreToldWhenTheySound() throws IOException {
        VocosFixture.editWeights(
                model, arrays -> Arrays.fill(arrays.get("backbone.embed.weight").values(), Float.MAX_VALUE));

        try (Vocos vocos = Vocos.load(model)) {
            float[] values = new float[20 * 5];
            Arrays.fill(values, 1);
            LogMel mel = new LogMel(vocos.spec(), values);
            String message = assertThrows(
                            IllegalStateException.class, () -> vocos.synthesize(mel, new SplittableRandom(1)))
                    .getMessage();
            assertTrue(message.contains("not finite"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 100, 5_000, 76_095})
    void truncatedWeightsAreRefused(int length) throws IOException {
        Path file = model.resolve(VocosFixture.WEIGHTS);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

        assertRefused(VocosFixture.WEIGHTS + ": truncated or not safetensors");
    }

    @Test
    void pickledWeightsAreRefusedWithTheWayToConvertThem() throws IOException {
        Files.move(model.resolve(VocosFixture.WEIGHTS), model.resolve("pytorch_model.bin"));

        assertRefused("pytorch_model.bin: a Python pickle", "python3 -c \"import torch;", "'model.safetensors')\"");
    }

    @Test
    void noWeightsAreRefused() throws IOException {
        Files.delete(model.resolve(VocosFixture.WEIGHTS));

        assertRefused(VocosFixture.WEIGHTS + ": no such file");
    }

    @Test
    void noDescriptionIsRefused() throws IOException {
        Files.delete(model.resolve(VocosFixture.CONFIG));

        assertRefused("neither config.yaml nor config.json");
    }

    @ParameterizedTest
    @CsvSource({
        "dim, 25, 'wanted (25, 20, 7)'",
        "intermediate_dim, 96, 'wanted (96, 24)'",
        "n_mels, 21, 'wanted (24, 21, 7)'",
        "n_fft, 512, 'wanted (514, 24)'",
        "num_layers, 3, no array backbone.convnext.2.dwconv.weight",
        "dim, 0, 'dim is 0, not a positive whole number'",
        "dim, 2147483648, not a positive whole number",
        "dim, 2147483647, the configuration is of a network of",
        "intermediate_dim, 2147483647, the configuration is of a network of",
        "num_layers, 2147483647, the configuration is of a network of",
        "n_fft, 2147483646, FFT size must be even",
        "n_mels, 2147483647, the configuration is of a network of",
        "n_fft, 255, FFT size must be even",
        "hop_length, 129, hop must be from 1 to 128",
        "sample_rate, 1, mel range",
        "sample_rate, 22050, mel_scale.fb holds"
    })
    void configurationsThatDoNotFitAreRefused(String name, long value, String told) throws IOException {
        VocosFixture.editConfig(model, config -> config.put(name, value));

        assertRefused(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1, 2]", "null", "{\"dim\": \"24\"}"})
    void jsonThatIsNoConfigurationIsRefused(String json) throws IOException {
        Files.writeString(model.resolve(VocosFixture.CONFIG), json);

        assertRefused(VocosFixture.CONFIG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a: b: c",
                "\t- x",
                "!!java.net.URL [\"http://localhost\"]",
                "feature_extractor: &a [*a]",
                "backbone: [1, 2]",
                "? [a]\n: b"
            })
    void yamlThatIsNoConfigurationIsRefused(String yaml) throws IOException {
        publish(yaml);

        assertRefused("config.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "vocos.feature_extractors.MelSpectrogramFeatures, vocos.feature_extractors.EncodecFeatures, EncodecFeatures",
        "vocos.models.VocosBackbone, vocos.models.VocosResNetBackbone, VocosResNetBackbone",
        "vocos.heads.ISTFTHead, vocos.heads.IMDCTCosHead, IMDCTCosHead",
        "n_mels: 20, n_mels: 24, 'feature_extractor.n_mels is 24, but backbone.input_channels is 20'",
        "padding: center, padding: same, 'feature_extractor.padding is \"same\"'",
        "num_layers: 2, 'num_layers: two', 'backbone.num_layers is \"two\"'",
        "num_layers: 2, '', backbone.num_layers is missing",
    })
    void publishedConfigurationsOfOtherModelsAreRefused(String from, String to, String told) throws IOException {
        publish(VocosFixture.PUBLISHED.replaceFirst(from, to));

        assertRefused("config.yaml", told);
    }

    @Test
    void featuresOfAnotherKindAreRefused() throws IOException {
        publish(VocosFixture.PUBLISHED.replaceFirst("n_mels: 20", "n_mels: 20\n    mel_scale: slaney"));

        assertRefused("feature_extractor.mel_scale is \"slaney\"");
    }
}
