package dev.phasewright.vocoder.vocos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phasewright.model.SafeTensors;
import dev.phasewright.nn.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tiny Vocos of random weights (torch seed 1, the sizes of config.json) and what the official reference implementation
 * (Python package vocos) makes of it: {@code waveform_in} {@code [1, 6000]}, {@code features = feature_extractor(in)}
 * {@code [1, 20, 94]}, {@code waveform_out = decode(features)} {@code [1, 5952]}; float32 in safetensors.
 */
final class VocosFixture {
    static final String WEIGHTS = "model.safetensors";
    static final String CONFIG = "config.json";

    /** The published vocos-mel-24khz has these parts, with other sizes. */
    static final String PUBLISHED =
            """
            feature_extractor:
              class_path: vocos.feature_extractors.MelSpectrogramFeatures
              init_args:
                sample_rate: 24000
                n_fft: 256
                hop_length: 64
                n_mels: 20
                padding: center

            backbone:
              class_path: vocos.models.VocosBackbone
              init_args:
                input_channels: 20
                dim: 24
                intermediate_dim: 48
                num_layers: 2

            head:
              class_path: vocos.heads.ISTFTHead
              init_args:
                dim: 24
                n_fft: 256
                hop_length: 64
                padding: center
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private VocosFixture() {}

    /** A copy of the model to damage. */
    static Path in(Path directory) throws IOException {
        for (String name : List.of(CONFIG, WEIGHTS)) {
            copy(name, directory.resolve(name));
        }
        return directory;
    }

    private static void copy(String name, Path to) throws IOException {
        try (InputStream in = VocosFixture.class.getResourceAsStream("vocos-tiny/" + name)) {
            Files.copy(in, to);
        }
    }

    /** What the reference makes, read by way of a scratch folder. */
    static Map<String, Tensor> expected(Path scratch) throws IOException {
        Path file = scratch.resolve("expected.safetensors");
        copy("expected.safetensors", file);
        return SafeTensors.read(file);
    }

    interface Edit<T> {
        void on(T content);
    }

    static void editWeights(Path directory, Edit<Map<String, Tensor>> edit) throws IOException {
        Path file = directory.resolve(WEIGHTS);
        Map<String, Tensor> arrays = new LinkedHashMap<>(SafeTensors.read(file));
        edit.on(arrays);
        SafeTensors.write(file, arrays, ai.djl.ndarray.types.DataType.FLOAT32);
    }

    static void editConfig(Path directory, Edit<ObjectNode> edit) throws IOException {
        Path file = directory.resolve(CONFIG);
        ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
        edit.on(config);
        JSON.writeValue(file.toFile(), config);
    }
}
