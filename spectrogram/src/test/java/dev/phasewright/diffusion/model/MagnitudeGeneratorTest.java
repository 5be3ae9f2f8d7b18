package dev.phasewright.diffusion.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phasewright.data.KnobScale;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.PercentileScale;
import dev.phasewright.data.PitchRange;
import dev.phasewright.data.SoundFolder;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.DpmSolver2MSampler;
import dev.phasewright.diffusion.NoiseSchedule;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.StochasticHeunSampler;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.JsonFile;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MagnitudeGeneratorTest {
    static final GeneratorSpec SPEC = new GeneratorSpec(
            GeneratorSpec.KIND,
            SoundFolder.TINY,
            new Normalization(Collections.nCopies(8, -1f), Collections.nCopies(8, 2f)),
            List.of("ape", "bee"),
            new TransformerSpec(12, 8, 2, 16, 1, 2, 2),
            Map.of("corpus", "none"));
    private static final SamplingPlan PLAN =
            new SamplingPlan(new DpmSolver2MSampler(), NoiseSchedule.STANDARD, 6, 1, 0.2, 5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    private MagnitudeGenerator saved(DataType type) throws IOException {
        Weights weights = DiffusionTransformerTest.stirred(SPEC.network(), manager);
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        weights.toArrays()
                .forEach((name, values) ->
                        arrays.put(name, new Tensor(weights.get(name).getShape(), values)));
        Checkpoint.write(folder, SPEC, arrays, type);
        return MagnitudeGenerator.of(
                SPEC,
                new NetworkDenoiser(new DiffusionTransformer(SPEC.network(), Declaration.over(weights))),
                manager);
    }

    private static float[] draw(MagnitudeGenerator model, long... seeds) {
        return model.generate(
                        PLAN,
                        Condition.of(Arrays.copyOf(new int[] {1, 0, -1}, seeds.length)),
                        seeds,
                        SamplingObserver.NONE)
                .get(0)
                .toArray();
    }

    @Test
    void soundsTheSameLoadedAsSaved() throws IOException {
        float[] expected = draw(saved(DataType.FLOAT32), 5);
        try (MagnitudeGenerator loaded = MagnitudeGenerator.load(folder)) {
            assertEquals(SPEC, loaded.spec());
            assertArrayEquals(expected, draw(loaded, 5));
        }
        draw(saved(DataType.FLOAT16), 5);
        try (MagnitudeGenerator loaded = MagnitudeGenerator.load(folder)) {
            float[] rounded = draw(loaded, 5);
            assertFalse(Arrays.equals(expected, rounded));
            // A weight's rounding of 2⁻¹¹, through a network and six steps; values spread over about 4.
            assertArrayEquals(expected, rounded, 0.02f);
        }
    }

    @Test
    void keepsItsPitchesInItsDescription() throws IOException {
        JsonNode plain = JSON.valueToTree(SPEC);
        assertEquals("[]", plain.at("/network/pitches").toString());
        TransformerSpec network = new TransformerSpec(12, 8, 2, 16, 1, 2, 2, new PitchRange(36, 84));
        GeneratorSpec pitched = new GeneratorSpec(
                SPEC.kind(), SPEC.features(), SPEC.normalization(), SPEC.classes(), network, SPEC.origin());
        JsonFile.write(folder.resolve("model.json"), pitched);
        assertEquals("[36,84]", JSON.valueToTree(pitched).at("/network/pitches").toString());
        assertEquals(pitched, Checkpoint.describe(folder, GeneratorSpec.class, GeneratorSpec.KIND));
        for (Object bad : List.of(List.of(36), List.of(84, 36), List.of(-1, 3), List.of(0, 128), "x", Map.of())) {
            ObjectNode copy = JSON.valueToTree(pitched);
            put(copy, "/network/pitches", JSON.valueToTree(bad));
            describe(copy);
            assertTrue(refusal(bad.toString()).contains("network.pitches"), refusal());
        }
    }

    @Test
    void givesTheSameBitsForTheSameSeed() throws IOException {
        MagnitudeGenerator model = saved(DataType.FLOAT32);
        float[] clip = draw(model, 5);
        assertArrayEquals(clip, draw(model, 5));
        assertFalse(Arrays.equals(clip, draw(model, 6)));
        assertArrayEquals(clip, draw(model, 5, 7, 8), 1e-4f);
        SamplingPlan stochastic = new SamplingPlan(new StochasticHeunSampler(), NoiseSchedule.STANDARD, 6, 1, 0.2, 5);
        List<LogMel> one = model.generate(stochastic, Condition.of(0), new long[] {5}, SamplingObserver.NONE);
        List<LogMel> again = model.generate(stochastic, Condition.of(0), new long[] {5}, SamplingObserver.NONE);
        assertArrayEquals(one.get(0).toArray(), again.get(0).toArray());
        assertEquals(12, one.get(0).frames());
    }

    @Test
    void refusesAnotherNumberOfSeedsThanClips() throws IOException {
        MagnitudeGenerator model = saved(DataType.FLOAT32);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> model.generate(PLAN, Condition.of(0, 1), new long[] {1}, SamplingObserver.NONE));
        assertEquals("1 seeds for 2 clips", e.getMessage());
    }

    @Test
    void listsTheClassesItKnowsWhenAskedForAnother() throws IOException {
        MagnitudeGenerator model = saved(DataType.FLOAT32);
        assertEquals(1, model.classIndex("bee"));
        assertEquals(
                "the model does not know \"cat\"; it knows ape, bee",
                assertThrows(IllegalArgumentException.class, () -> model.classIndex("cat"))
                        .getMessage());
    }

    @Test
    void namesTheClassesThatAPartOfANameMayMean() {
        assertEquals(
                "the model does not know \"E\"; did you mean ape or bee?",
                assertThrows(IllegalArgumentException.class, () -> SPEC.classIndex("E"))
                        .getMessage());
    }

    @Test
    void aConditionIsOfAClassAndAPitchThatTheModelHas() {
        TransformerSpec plain = SPEC.network();
        TransformerSpec network = new TransformerSpec(
                plain.frames(),
                plain.bands(),
                plain.framesPerToken(),
                plain.width(),
                plain.depth(),
                plain.heads(),
                plain.classes(),
                new PitchRange(36, 84));
        GeneratorSpec pitched = new GeneratorSpec(
                SPEC.kind(), SPEC.features(), SPEC.normalization(), SPEC.classes(), network, SPEC.origin());

        Condition both = pitched.condition("bee", 84);
        assertEquals(1, both.classOf(0));
        assertEquals(84, both.pitchOf(0));
        assertEquals(Condition.NONE, pitched.condition(null, 36).classOf(0));
        assertFalse(SPEC.condition("ape", Condition.NONE).hasPitch());
        assertEquals(
                "the model plays no C#6 (85); it plays C2 to C6 (36–84)",
                assertThrows(IllegalArgumentException.class, () -> pitched.condition("bee", 85))
                        .getMessage());
        assertEquals(
                "the model cannot be asked for a pitch; one of single notes can",
                assertThrows(IllegalArgumentException.class, () -> SPEC.condition("bee", 60))
                        .getMessage());
    }

    private static KnobScale knob(String name) {
        return new KnobScale(name, "Hz", List.of(PercentileScale.of(1, 5), PercentileScale.of(3, 4)));
    }

    @Test
    void aConditionIsOfKnobsThatTheModelHas() {
        GeneratorSpec knobbed = SPEC.withKnobs(List.of(knob("gleam"), knob("boom")));
        Condition asked = knobbed.condition("bee", Condition.NONE, Map.of("boom", 80.0));
        assertEquals(Condition.NONE, asked.knobOf(0, 0));
        assertEquals(80, asked.knobOf(0, 1));
        assertEquals(SPEC.condition("bee", Condition.NONE), knobbed.condition("bee", Condition.NONE, Map.of()));
        assertEquals(
                "the model cannot be asked for decay; its knobs are gleam, boom",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> knobbed.condition("bee", Condition.NONE, Map.of("decay", 1.0)))
                        .getMessage());
        assertEquals(
                "boom is from 0 to 100, not -1.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> knobbed.condition("bee", Condition.NONE, Map.of("boom", -1.0)))
                        .getMessage());
        assertEquals(
                "the model cannot be asked for boom; it has no knobs",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> SPEC.condition("bee", Condition.NONE, Map.of("boom", 1.0)))
                        .getMessage());
    }

    @Test
    void knobsAreDescribedAndAModelWithoutThemIsDescribedAsBefore() throws IOException {
        GeneratorSpec knobbed = SPEC.withKnobs(List.of(knob("gleam")));
        Path file = folder.resolve("knobs.json");
        JsonFile.write(file, knobbed);
        GeneratorSpec read = JsonFile.read(file, GeneratorSpec.class);
        assertEquals(knobbed, read);
        assertEquals(1, read.network().knobs());
        assertEquals(5, read.knobs().get(0).of(0).figure(100));
        assertEquals(0, SPEC.network().knobs());
        assertFalse(JSON.writeValueAsString(SPEC).contains("knobs"));
        assertEquals(
                3, knobbed.withClasses(List.of("cat")).knobs().get(0).scales().size());
    }

    @Test
    void aKnobHasAScaleForEachClass() {
        KnobScale one = new KnobScale("gleam", "Hz", List.of(PercentileScale.of(1, 2)));
        assertEquals(
                "the knob gleam has 1 scales for 2 classes",
                assertThrows(IllegalArgumentException.class, () -> SPEC.withKnobs(List.of(one)))
                        .getMessage());
    }

    @Test
    void freesWhatItMadeForAClip() throws IOException {
        MagnitudeGenerator model = saved(DataType.FLOAT32);
        int held = manager.getManagedArrays().size();
        draw(model, 5);
        assertEquals(held, manager.getManagedArrays().size());
    }

    private String refusal() {
        return refusal("");
    }

    private String refusal(String of) {
        CheckpointException e = assertThrows(
                CheckpointException.class, () -> MagnitudeGenerator.load(folder).close(), of);
        assertTrue(e.getMessage().startsWith(folder.toString()), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        assertFalse(e.getMessage().contains("dev.phasewright") || e.getMessage().contains("java."), e.getMessage());
        return e.getMessage();
    }

    private void describe(JsonNode description) throws IOException {
        Files.writeString(folder.resolve("model.json"), JSON.writeValueAsString(description));
    }

    @Test
    void refusesADescriptionWithAnythingMissingOrOfAnotherType() throws IOException {
        saved(DataType.FLOAT16).close();
        ObjectNode whole =
                (ObjectNode) JSON.readTree(folder.resolve("model.json").toFile());
        int refused = 0;
        for (String path : paths(whole, "")) {
            // The weights' fingerprint is there for a writer that is cut off; a description can do without.
            if (path.startsWith("/origin/") || path.startsWith("/classes/") || path.equals("/weights")) {
                continue;
            }
            for (JsonNode bad : List.of(JSON.nullNode(), JSON.readTree("{\"x\":[]}"), JSON.readTree("\"x\""))) {
                ObjectNode copy = whole.deepCopy();
                put(copy, path, bad);
                describe(copy);
                String message = refusal(path + " " + bad);
                refused++;
                assertTrue(message.contains("model.json"), message);
            }
            ObjectNode copy = whole.deepCopy();
            remove(copy, path);
            describe(copy);
            refusal("without " + path);
        }
        assertTrue(refused > 80, refused + " refused");
    }

    private static List<String> paths(JsonNode node, String at) {
        List<String> paths = new java.util.ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            paths.add(at + "/" + field.getKey());
            paths.addAll(paths(field.getValue(), at + "/" + field.getKey()));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            paths.add(at + "/" + i);
        }
        return paths;
    }

    private static void put(ObjectNode root, String path, JsonNode value) {
        int slash = path.lastIndexOf('/');
        JsonNode parent = root.at(path.substring(0, slash));
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(path.substring(slash + 1)), value);
        } else {
            ((ObjectNode) parent).set(path.substring(slash + 1), value);
        }
    }

    private static void remove(ObjectNode root, String path) {
        int slash = path.lastIndexOf('/');
        JsonNode parent = root.at(path.substring(0, slash));
        if (parent instanceof ArrayNode array) {
            array.remove(Integer.parseInt(path.substring(slash + 1)));
        } else {
            ((ObjectNode) parent).remove(path.substring(slash + 1));
        }
    }

    private String refusalWith(String path, Object value) throws IOException {
        saved(DataType.FLOAT16).close();
        ObjectNode description =
                (ObjectNode) JSON.readTree(folder.resolve("model.json").toFile());
        put(description, path, JSON.valueToTree(value));
        describe(description);
        String message = refusal();
        return message.substring(folder.toString().length() + 1);
    }

    @Test
    void saysWhatIsWrongWithItsDescription() throws IOException {
        String ending = "; fetch or train the model again";
        assertEquals(
                "model.json: is of kind \"a judge\", not \"" + GeneratorSpec.KIND + "\"; choose another model",
                refusalWith("/kind", "a judge"));
        assertEquals(
                "model.json: not a model description: network: width 7 is no multiple of twice 2 heads" + ending,
                refusalWith("/network/width", 7));
        assertEquals(
                "model.json: not a model description: features.stft: hop must be from 1 to 128, not 0" + ending,
                refusalWith("/features/stft/hop", 0));
        assertEquals(
                "model.json: not a model description: normalization: band 3: mean -1.0, deviation 0.0" + ending,
                refusalWith("/normalization/deviation/3", 0));
        assertTrue(refusalWith("/classes", List.of("ape")).contains("1 class names for a network of 2 classes"));
        assertTrue(refusalWith("/features/bands", 9).contains("features have 9 bands, normalization 8, the network 8"));
    }

    @Test
    void refusesADescriptionOfANetworkFarLargerThanStored() throws IOException {
        for (String field : new String[] {"width", "depth", "frames"}) {
            int huge = field.equals("depth") ? Integer.MAX_VALUE : 1 << 30;
            String message = refusalWith("/network/" + field, huge);
            assertTrue(message.contains("model.json"), message);
        }
        String message = refusalWith("/network/depth", 3);
        assertTrue(message.contains("no array blocks.1.modulation.weight"), message);
    }

    @Test
    void refusesDamagedWeightsOrNone() throws IOException {
        saved(DataType.FLOAT16).close();
        Path file = folder.resolve("model.safetensors");
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 60; i++) {
            Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
            assertTrue(refusal().contains("model.safetensors"), refusal());
        }
        Files.delete(file);
        assertTrue(refusal().contains("model.safetensors: no such file"), refusal());
        Files.write(file, whole);
        Files.delete(folder.resolve("model.json"));
        assertTrue(refusal().contains("not a model directory"), refusal());
    }
}
