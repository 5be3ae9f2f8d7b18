package dev.phasewright.vocoder.vocos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.JsonFile;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The features and sizes of a Vocos model over mel spectrograms.
 *
 * @param features what it takes
 * @param width channels of the backbone
 * @param hidden channels inside a block's perceptron
 * @param depth blocks
 */
record VocosSpec(MelSpec features, int width, int hidden, int depth) {
    /** The published description. */
    static final String YAML = "config.yaml";

    /** The sizes alone, under the published names. */
    static final String JSON = "config.json";

    /** What the published model raises quieter bands to. */
    private static final double FLOOR = 1e-7;

    /**
     * Reads a model's description: {@code config.yaml} as it is published, or {@code config.json} with the same or with
     * {@code sample_rate}, {@code n_fft}, {@code hop_length}, {@code n_mels}, {@code dim}, {@code intermediate_dim} and
     * {@code num_layers} alone.
     *
     * @throws CheckpointException if there is none, or it is not of a model that {@link Vocos} can be
     * @throws IOException if it cannot be read
     */
    static VocosSpec read(Path directory) throws IOException {
        Path yaml = directory.resolve(YAML);
        Path json = directory.resolve(JSON);
        if (Files.isRegularFile(yaml)) {
            return of(yaml, parse(yaml));
        }
        if (Files.exists(json)) {
            return of(json, JsonFile.read(json, JsonNode.class));
        }
        throw new CheckpointException(
                directory + ": not a Vocos model (neither " + YAML + " nor " + JSON + " in it); choose another folder");
    }

    private static JsonNode parse(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        // An alias may stand for all that it is part of; none is needed here.
        options.setMaxAliasesForCollections(0);
        try (InputStream in = Files.newInputStream(file)) {
            Object content = new Yaml(new SafeConstructor(options)).load(in);
            return new ObjectMapper().valueToTree(content);
        } catch (YAMLException | IllegalArgumentException e) {
            throw new CheckpointException(file + ": not YAML; fetch the model again", e);
        }
    }

    private static VocosSpec of(Path file, JsonNode config) throws CheckpointException {
        return config.has("backbone") ? new Reader(file).published(config) : new Reader(file).flat(config);
    }

    /** Takes values out of a description, and tells which one is wrong. */
    private static final class Reader {
        private static final Set<String> MEL = Set.of("sample_rate", "n_fft", "hop_length", "n_mels", "padding");
        private static final Set<String> BACKBONE =
                Set.of("input_channels", "dim", "intermediate_dim", "num_layers", "layer_scale_init_value");
        private static final Set<String> HEAD = Set.of("dim", "n_fft", "hop_length", "padding");

        private final Path file;

        Reader(Path file) {
            this.file = file;
        }

        VocosSpec flat(JsonNode config) throws CheckpointException {
            requireCentred(config, "", "center");
            return spec(config, config, "", "");
        }

        VocosSpec published(JsonNode config) throws CheckpointException {
            JsonNode mel = part(config, "feature_extractor", "MelSpectrogramFeatures", MEL);
            JsonNode backbone = part(config, "backbone", "VocosBackbone", BACKBONE);
            JsonNode head = part(config, "head", "ISTFTHead", HEAD);
            requireCentred(mel, "feature_extractor.", "center");
            requireCentred(head, "head.", "same");
            requireSame(mel, "feature_extractor.n_mels", backbone, "backbone.input_channels");
            requireSame(backbone, "backbone.dim", head, "head.dim");
            requireSame(mel, "feature_extractor.n_fft", head, "head.n_fft");
            requireSame(mel, "feature_extractor.hop_length", head, "head.hop_length");
            return spec(mel, backbone, "feature_extractor.", "backbone.");
        }

        private VocosSpec spec(JsonNode mel, JsonNode backbone, String melName, String backboneName)
                throws CheckpointException {
            int rate = size(mel, melName + "sample_rate");
            int fft = size(mel, melName + "n_fft");
            int hop = size(mel, melName + "hop_length");
            int bands = size(mel, melName + "n_mels");
            int width = size(backbone, backboneName + "dim");
            int hidden = size(backbone, backboneName + "intermediate_dim");
            int depth = size(backbone, backboneName + "num_layers");
            try {
                StftSpec stft = new StftSpec(rate, fft, hop, Window.HANN);
                MelSpec features = new MelSpec(stft, bands, MelScale.HTK, false, 0, Math.floor(rate / 2.0), FLOOR);
                return new VocosSpec(features, width, hidden, depth);
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()), e);
            }
        }

        /** The arguments of one part, which has to be of the one class and to have no arguments that change it. */
        private JsonNode part(JsonNode config, String name, String type, Set<String> known) throws CheckpointException {
            String path = config.path(name).path("class_path").asText("");
            if (!path.endsWith("." + type)) {
                throw wrong(name + " is " + shown(config.path(name).path("class_path")) + ", and only " + type
                        + " is known (as in the published vocos-mel-24khz)");
            }
            JsonNode arguments = config.path(name).path("init_args");
            for (Iterator<String> names = arguments.fieldNames(); names.hasNext(); ) {
                String argument = names.next();
                if (!known.contains(argument) && !arguments.path(argument).isNull()) {
                    throw wrong(name + "." + argument + " is " + shown(arguments.path(argument))
                            + ", which the published model has not");
                }
            }
            return arguments;
        }

        private void requireCentred(JsonNode at, String where, String unlessTold) throws CheckpointException {
            String padding = at.path("padding").asText(unlessTold);
            if (!padding.equals("center")) {
                throw wrong(where + "padding is " + shown(at.path("padding"))
                        + ", whose frames lie between ours; only center is known");
            }
        }

        private void requireSame(JsonNode a, String name, JsonNode b, String other) throws CheckpointException {
            if (size(a, name) != size(b, other)) {
                throw wrong(name + " is " + size(a, name) + ", but " + other + " is " + size(b, other));
            }
        }

        private int size(JsonNode at, String name) throws CheckpointException {
            JsonNode value = at.path(name.substring(name.lastIndexOf('.') + 1));
            if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 1) {
                throw wrong(name + " is " + shown(value) + ", not a positive whole number");
            }
            return value.asInt();
        }

        private static String shown(JsonNode value) {
            String text = value.isMissingNode() ? "missing" : value.toString();
            return text.length() > 60 ? text.substring(0, 60) + "…" : text;
        }

        private CheckpointException wrong(String what) {
            return wrong(what, null);
        }

        private CheckpointException wrong(String what, @Nullable Throwable cause) {
            return new CheckpointException(file + ": " + what + "; fetch the model again or choose another", cause);
        }
    }
}
