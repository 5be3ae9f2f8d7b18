package dev.phasewright.evaluation;

import ai.djl.ndarray.types.Shape;
import dev.phasewright.data.KnobScale;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.JsonFile;
import dev.phasewright.model.SafeTensors;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.network.VocoderSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a model of any kind says of itself, read without loading it. */
public record ModelCard(
        Path folder, Description description, Optional<GeneratorSpec> generator, long parameters, long bytes) {

    /** What the descriptions of all kinds of models have in common. */
    public record Description(String kind, MelSpec features, List<String> classes, Map<String, String> origin) {}

    public static ModelCard of(Path folder) throws IOException {
        Description description = describe(folder);
        Path weights = folder.resolve(Checkpoint.WEIGHTS);
        long parameters = SafeTensors.shapes(weights).values().stream()
                .mapToLong(Shape::size)
                .sum();
        Optional<GeneratorSpec> generator = GeneratorSpec.KIND.equals(description.kind)
                ? Optional.of(Checkpoint.describe(folder, GeneratorSpec.class, GeneratorSpec.KIND))
                : Optional.empty();
        return new ModelCard(folder, description, generator, parameters, Files.size(weights));
    }

    private record Kind(String kind) {}

    /** A vocoder has no classes to list. */
    private static Description describe(Path folder) throws IOException {
        Path file = folder.resolve(Checkpoint.DESCRIPTION);
        if (!VocoderSpec.KIND.equals(JsonFile.read(file, Kind.class).kind)) {
            return JsonFile.read(file, Description.class);
        }
        VocoderSpec vocoder = Checkpoint.describe(folder, VocoderSpec.class, VocoderSpec.KIND);
        return new Description(vocoder.kind(), vocoder.features(), null, vocoder.origin());
    }

    @Override
    public String toString() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("kind", description.kind);
        if (description.classes != null) {
            lines.put("classes", description.classes.isEmpty() ? "none" : String.join(", ", description.classes));
        }
        if (description.features != null) {
            MelSpec mel = description.features;
            lines.put(
                    "features",
                    String.format(
                            Locale.ROOT,
                            "%d Hz, FFT %d, hop %d (%.1f ms), %d %s mel bands from %.0f to %.0f Hz",
                            mel.stft().sampleRate(),
                            mel.stft().fftSize(),
                            mel.stft().hop(),
                            1000 / mel.stft().frameRate(),
                            mel.bands(),
                            mel.scale(),
                            mel.lowHz(),
                            mel.highHz()));
        }
        generator
                .map(GeneratorSpec::knobs)
                .filter(knobs -> !knobs.isEmpty())
                .ifPresent(knobs -> lines.put(
                        "knobs",
                        knobs.stream().map(KnobScale::name).collect(Collectors.joining(", "))
                                + ", each 0 to 100 by percentile of its class"));
        if (generator.isPresent()
                && description.features.stft().sampleRate()
                        != MelSpec.STANDARD.stft().sampleRate()) {
            lines.put("phases", "by a vocoder of the model's own features where there is one, else by griffin-lim");
        }
        generator
                .map(GeneratorSpec::distilled)
                .ifPresent(few -> lines.put(
                        "distilled for",
                        few.levels().size() + (few.levels().size() == 1 ? " step" : " steps")
                                + " from the noise levels "
                                + few.levels().stream().map(String::valueOf).collect(Collectors.joining(", "))));
        lines.put("network", String.format(Locale.ROOT, "%,d parameters, %.1f MB", parameters, bytes / 1e6));
        if (description.origin != null) {
            lines.putAll(description.origin);
        }
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder card = new StringBuilder(folder.toString()).append(System.lineSeparator());
        lines.forEach(
                (name, value) -> card.append(String.format(Locale.ROOT, "  %-" + width + "s  %s%n", name, value)));
        return card.toString();
    }
}
