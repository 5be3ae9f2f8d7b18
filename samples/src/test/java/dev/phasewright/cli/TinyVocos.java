package dev.phasewright.cli;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.model.SafeTensors;
import dev.phasewright.nn.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A Vocos model of one narrow block and random weights, over the standard features but for their floor. */
final class TinyVocos {
    private TinyVocos() {}

    static Path in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("config.json"),
                """
                {"sample_rate": 16000, "n_fft": 1024, "hop_length": 128, "n_mels": 100,
                 "dim": 4, "intermediate_dim": 8, "num_layers": 1}
                """);
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        layer(arrays, "backbone.embed", 4, 100, 7);
        layer(arrays, "backbone.norm", 4);
        layer(arrays, "backbone.convnext.0.dwconv", 4, 1, 7);
        layer(arrays, "backbone.convnext.0.norm", 4);
        layer(arrays, "backbone.convnext.0.pwconv1", 8, 4);
        layer(arrays, "backbone.convnext.0.pwconv2", 4, 8);
        array(arrays, "backbone.convnext.0.gamma", 4);
        layer(arrays, "backbone.final_layer_norm", 4);
        layer(arrays, "head.out", 1026, 4);
        SafeTensors.write(folder.resolve("model.safetensors"), arrays, DataType.FLOAT32);
        return folder;
    }

    private static void layer(Map<String, Tensor> arrays, String name, long... shape) {
        array(arrays, name + ".weight", shape);
        array(arrays, name + ".bias", shape[0]);
    }

    private static void array(Map<String, Tensor> arrays, String name, long... dimensions) {
        Shape shape = new Shape(dimensions);
        SplittableRandom random = new SplittableRandom(arrays.size());
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-0.3, 0.3);
        }
        arrays.put(name, new Tensor(shape, values));
    }
}
