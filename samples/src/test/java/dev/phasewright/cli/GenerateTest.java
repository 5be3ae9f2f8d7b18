package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.vocoder.phase.PhaseMethods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code generate}: files, names, seeds; and models, outputs and options that cannot be. */
class GenerateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path wav;

    @BeforeEach
    void name() {
        wav = folder.resolve("a.wav");
    }

    private static Ran generate(Object... words) throws IOException {
        List<Object> all = new ArrayList<>(List.of("generate", "--model", Tiny.model()));
        if (!List.of(words).contains("--steps")) {
            all.addAll(List.of("--steps", 2));
        }
        all.addAll(List.of(words));
        return Ran.phasewright(all.toArray());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(p -> folder.relativize(p).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws Exception {
        Path again = folder.resolve("b.wav");
        Path other = folder.resolve("c.wav");
        Ran first = generate("high", "--seed", 5, "-o", wav);
        assertEquals(0, first.status(), first.err());
        assertEquals(0, generate("high", "--seed", 5, "-o", again).status());
        assertEquals(0, generate("high", "--seed", 6, "-o", other).status());

        assertTrue(first.err().contains(wav + ": seed 5, "), first.err());
        assertEquals("", first.out());
        assertEquals(16_000, SoundFile.read(wav).sampleRate());
        assertArrayEquals(Files.readAllBytes(wav), Files.readAllBytes(again));
        assertFalse(Arrays.equals(Files.readAllBytes(wav), Files.readAllBytes(other)));

        Ran process = Ran.process("generate", "--model", Tiny.model(), "--steps", 2, "high", "--seed", 5, "-o", "-");
        assertEquals(0, process.status(), process.err());
        assertArrayEquals(Files.readAllBytes(wav), process.data(), "stdout is the WAV and nothing but the WAV");
        assertEquals(1, process.err().lines().count(), process.err());
        assertTrue(process.err().startsWith("stdout: seed 5"), process.err());
    }

    @Test
    void aSeedThatWasDrawnIsToldAndBringsTheClipBack() throws IOException {
        Ran drawn = generate("low", "-o", wav);
        String seed = drawn.err().replaceAll("(?s).*: seed (\\d+),.*", "$1");

        assertEquals(
                0,
                generate("low", "--seed", seed, "-o", folder.resolve("b.wav")).status());

        assertArrayEquals(Files.readAllBytes(wav), Files.readAllBytes(folder.resolve("b.wav")));
    }

    @Test
    void severalClipsGoToAFolderThatIsMadeWithAPictureEach() throws IOException {
        Path many = folder.resolve("many");

        Ran ran = generate("high", "low", "high", "--count", 1, "--seed", 1, "--plot", "-o", many);

        assertEquals(0, ran.status(), ran.err());
        assertEquals(
                List.of(
                        "many/high-1.png",
                        "many/high-1.wav",
                        "many/high-2.png",
                        "many/high-2.wav",
                        "many/low.png",
                        "many/low.wav"),
                files());
        assertTrue(ran.err().contains("high-2.wav: seed 3"), ran.err());
        assertNotNull(ImageIO.read(many.resolve("low.png").toFile()));
    }

    @Test
    void oneClipGoesIntoAnExistingFolderUnderItsName() throws IOException {
        assertEquals(0, generate("low", "-o", folder).status());

        assertEquals(List.of("low.wav"), files());
    }

    @Test
    void clipsAreJoinedIntoOnePhrase() throws IOException {
        Ran one = generate("high", "low", "--count", 2, "--join", "--plot", "--seed", 1, "-o", wav);
        assertEquals(0, one.status(), one.err());
        Ran stdout = generate("high", "low", "--count", 2, "--join", "--seed", 1, "-o", "-");

        assertEquals(List.of("a.png", "a.wav"), files());
        assertArrayEquals(Files.readAllBytes(wav), stdout.data());
        assertTrue(one.err().contains("4 clips from seed 1"), one.err());
    }

    @Test
    void aClipIsTrimmedOfItsSilenceOnRequest() throws IOException {
        Path whole = folder.resolve("whole.wav");
        Path trimmed = folder.resolve("trimmed.wav");
        assertEquals(0, generate("high", "--seed", 4, "-o", whole).status());
        assertEquals(0, generate("high", "--seed", 4, "--trim", "-o", trimmed).status());
        int expected = SoundFile.read(whole).trimSilence(45).length();
        assertEquals(expected, SoundFile.read(trimmed).length(), 2);
    }

    @Test
    void anUnknownClassListsTheKnownOnes() throws IOException {
        Ran ran = generate("medium", "-o", wav);

        assertEquals(1, ran.status());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("\"medium\"") && ran.err().contains("it knows high, low"), ran.err());
        assertEquals(List.of(), files());
    }

    @Test
    void noClassIsAUsageErrorThatListsTheKnownOnes() throws IOException {
        Ran ran = generate("-o", wav);

        assertEquals(2, ran.status());
        assertTrue(ran.err().contains("knows high, low"), ran.err());
    }

    @ParameterizedTest
    @CsvSource({
        "--steps, 0, 1 to 10000",
        "--steps, x, --steps",
        "--guidance, -1, --guidance",
        "--guidance, NaN, --guidance",
        "--guidance, 1000000, --guidance must be from 0 to 100.0",
        "--seconds, .005, --seconds must be from 0.008 to 600",
        "--sampler, fast, 'euler, heun, dpmpp2m, dpmpp2m-sde, stochastic'",
        "--vocoder, phone, 'network, griffin-lim, accelerated-griffin-lim, pghi'",
        "--count, 0, --count",
        "--seed, pi, --seed",
        "-o, a.mp3, a.wav"
    })
    void valuesThatCannotBeAreUsageErrors(String option, String value, String told) throws IOException {
        Ran ran = generate("high", option, value);

        assertEquals(2, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(value) && ran.err().contains(told), ran.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--plot", "--count=2"})
    void stdoutTakesOneWavOnly(String option) throws IOException {
        Ran ran = generate("high", option, "-o", "-");

        assertEquals(2, ran.status(), ran.err());
        assertEquals(0, ran.data().length);
    }

    @Test
    void everySamplerAndVocoderMakesASound() throws IOException {
        for (String sampler : List.of("euler", "heun", "dpmpp2m", "dpmpp2m-sde", "stochastic")) {
            Ran ran = generate("high", "--sampler", sampler, "--guidance", 2, "-o", folder.resolve(sampler + ".wav"));
            assertEquals(0, ran.status(), ran.err());
        }
        for (String vocoder : PhaseMethods.names()) {
            Ran ran = generate("high", "--vocoder", vocoder, "-o", folder.resolve(vocoder + ".wav"));
            assertEquals(0, ran.status(), ran.err());
        }
    }

    @Test
    void aVocosModelOfTheSameFeaturesMakesASound() throws IOException {
        Path model = Tiny.modelIn(folder.resolve("model"));
        edit(model, json -> ((ObjectNode) json.at("/features")).put("floor", 1e-7));

        Ran ran = Ran.phasewright(
                "generate", "--model", model, "high", "--vocoder", TinyVocos.in(folder.resolve("vocos")), "-o", wav);

        assertEquals(0, ran.status(), ran.err());
        // 19 frames of 0.15 s, packed by fours into 20.
        assertEquals(19 * 128, SoundFile.read(wav).length());
    }

    @Test
    void aVocosModelOfOtherFeaturesIsRefusedWithBothNamed() throws IOException {
        Path vocos = TinyVocos.in(folder.resolve("vocos"));

        Ran ran = generate("high", "--vocoder", vocos, "-o", wav);

        assertEquals(1, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(vocos + ": takes MelSpec") && ran.err().contains("floor=1.0E-7"), ran.err());
        assertTrue(ran.err().contains("floor=0.01"), ran.err());
        assertFalse(Files.exists(wav));
    }

    @Test
    void aTrainedVocoderOfTheSameFeaturesMakesASoundAndAnyOtherIsRefusedWithBothNamed() throws IOException {
        Ran ran = generate("high", "--seed", 1, "--vocoder", Tiny.vocoder(), "-o", wav);
        assertEquals(0, ran.status(), ran.err());
        assertEquals(19 * 128, SoundFile.read(wav).length());

        Path other = Tiny.vocoderIn(folder.resolve("other"), "--hop", 64);
        Path refused = folder.resolve("b.wav");
        ran = generate("high", "--vocoder", other, "-o", refused);
        assertEquals(1, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(other + ": takes MelSpec") && ran.err().contains("hop=64"), ran.err());
        assertTrue(ran.err().contains("hop=128"), ran.err());
        assertFalse(Files.exists(refused));
    }

    @Test
    void aModelThatIsNoVocoderIsRefused() throws IOException {
        Ran ran = generate("high", "--vocoder", Tiny.model(), "-o", wav);

        assertEquals(1, ran.status(), ran.err());
        assertTrue(ran.err().contains("model.json: is of kind \"phasewright log-mel diffusion 1\", not"), ran.err());
    }

    @Test
    void noNameIsNotTheFolderThatOneIsIn() throws IOException {
        assertEquals(2, generate("high", "--vocoder", "", "-o", wav).status());
    }

    @Test
    void aFolderWithoutAVocosModelIsRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        Ran ran = generate("high", "--vocoder", empty, "-o", wav);

        assertEquals(1, ran.status(), ran.err());
        assertTrue(ran.err().contains(empty + ": not a Vocos model"), ran.err());
    }

    @Test
    void existingFilesAreRefusedBeforeAnyWorkUnlessForced() throws IOException {
        Files.writeString(folder.resolve("low.wav"), "precious");
        Files.writeString(folder.resolve("high.png"), "precious");

        Ran second = generate("high", "low", "-o", folder);
        assertEquals(1, second.status());
        assertTrue(second.err().contains("low.wav: exists already; add --force"), second.err());
        Ran picture = generate("high", "--plot", "-o", folder.resolve("high.wav"));
        assertEquals(1, picture.status());
        assertTrue(picture.err().contains("high.png: exists already"), picture.err());
        assertEquals(List.of("high.png", "low.wav"), files());

        assertEquals(
                0, generate("high", "low", "--plot", "--force", "-o", folder).status());
        assertEquals(List.of("high.png", "high.wav", "low.png", "low.wav"), files());
    }

    @Test
    void placesThatCannotBeWrittenAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        for (Object[] words : new Object[][] {
            {"high", "-o", folder.resolve("no/where.wav")},
            {"high", "low", "-o", folder.resolve("no/where")},
            {"high", "low", "-o", file},
            {"high", "-o", file.resolve("a.wav")},
        }) {
            Ran ran = generate(words);
            assertEquals(1, ran.status(), ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertTrue(ran.err().contains(words[words.length - 1].toString()), ran.err());
        }
        assertEquals(List.of("file"), files());
    }

    @Test
    void aFullDiskIsToldWithTheFilesName() throws IOException {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));

        Ran ran = generate("high", "-o", full);

        assertEquals(1, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("/dev/full"), ran.err());
    }

    @Test
    void modelsThatAreNoneAreRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path corrupt = Tiny.modelIn(folder.resolve("corrupt"));
        Files.writeString(corrupt.resolve("model.json"), "{\"kind\": ");
        Path foreign = Tiny.modelIn(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("model.json"), "{\"kind\": \"another\", \"classes\": []}");
        Path weightless = Tiny.modelIn(folder.resolve("weightless"));
        Files.delete(weightless.resolve("model.safetensors"));
        Path other = Tiny.modelIn(folder.resolve("other"));
        edit(other, json -> ((ArrayNode) json.at("/normalization/mean")).remove(3));
        Path wider = Tiny.modelIn(folder.resolve("wider"));
        edit(wider, json -> ((ObjectNode) json.at("/network")).put("width", 32));
        Path bands = Tiny.modelIn(folder.resolve("bands"));
        edit(bands, json -> ((ObjectNode) json.at("/features")).put("bands", 64));

        refused("nosuch", "no model \"nosuch\"");
        refused(empty, "not a model directory");
        refused(corrupt, "model.json: not a model description");
        refused(foreign, "is of kind \"another\"");
        refused(weightless, "model.safetensors: no such file");
        refused(other, "99 means for 100 deviations");
        refused(wider, "wanted");
        refused(bands, "features have 64 bands, normalization 100");
    }

    @Test
    void weightsTruncatedAnywhereAreRefused() throws IOException {
        Path model = Tiny.modelIn(folder.resolve("model"));
        byte[] whole = Files.readAllBytes(model.resolve("model.safetensors"));
        for (int length : new int[] {0, 5, 8, 9, 200, whole.length / 2, whole.length - 1}) {
            Files.write(model.resolve("model.safetensors"), Arrays.copyOf(whole, length));
            refused(model, "model.safetensors: truncated or not safetensors; fetch or train the model again");
        }
    }

    @FunctionalInterface
    private interface Edit {
        void on(ObjectNode json);
    }

    private static void edit(Path model, Edit edit) throws IOException {
        Path file = model.resolve("model.json");
        ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
        edit.on(json);
        JSON.writeValue(file.toFile(), json);
    }

    private void refused(Object model, String told) throws IOException {
        Ran ran = Ran.phasewright("generate", "--model", model, "high", "-o", wav);
        assertEquals(1, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(told) && ran.err().contains(model.toString()), ran.err());
        assertFalse(Files.exists(wav));
    }
}
