package dev.phasewright.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --harmonics}: a model that looks for the pitch of what it makes says so, is used as any other, and teaches. */
class HarmonicsOptionTest {
    @TempDir
    private Path folder;

    private static JsonNode description(Path model) throws IOException {
        return new ObjectMapper().readTree(model.resolve("model.json").toFile());
    }

    @Test
    void aModelThatLooksForHarmonicsIsAsAnyOther() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        Path model = folder.resolve("model");
        Ran ran = Ran.phasewright(Tiny.training(data, model, "--steps", 2, "--harmonics"));
        assertEquals(0, ran.status(), ran.err());
        assertTrue(description(model).at("/network/harmonics").asBoolean());
        assertEquals(180, description(model).at("/pitch/fundamentals").size());

        Path sound = folder.resolve("a.wav");
        ran = Ran.phasewright(
                "generate", "high", "--model", model, "--steps", 3, "-o", sound, "--vocoder", Tiny.vocoder());
        assertEquals(0, ran.status(), ran.err());
        assertTrue(Files.size(sound) > 1000);

        Path on = folder.resolve("on");
        ran = Ran.phasewright(Tiny.training(data, on, "--steps", 1, "--from", model));
        assertEquals(0, ran.status(), ran.err());
        assertTrue(description(on).at("/network/harmonics").asBoolean());
        Path off = folder.resolve("off");
        ran = Ran.phasewright(Tiny.training(data, off, "--steps", 1, "--from", model, "--no-harmonics"));
        assertEquals(0, ran.status(), ran.err());
        assertFalse(description(off).has("pitch"));
        Path blurred = folder.resolve("blurred");
        ran = Ran.phasewright(Tiny.training(data, blurred, "--steps", 1, "--from", model, "--corruption", "blur:5"));
        assertEquals(0, ran.status(), ran.err());
        assertFalse(description(blurred).has("pitch"));

        Path student = folder.resolve("student");
        ran = Ran.phasewright(
                "distill", model, "--data", data, "--out", student, "--steps", 2, "--updates", 1, "--batch", 4);
        assertEquals(0, ran.status(), ran.err());
        ran = Ran.phasewright(
                "generate", "low", "--model", student, "-o", folder.resolve("b.wav"), "--vocoder", Tiny.vocoder());
        assertEquals(0, ran.status(), ran.err());
    }

    @Test
    void whatCannotBeShownHarmonicsIsRefused() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        Ran ran = Ran.phasewright(
                Tiny.training(data, folder.resolve("a"), "--steps", 1, "--harmonics", "--corruption", "shaped:1"));
        assertEquals(2, ran.status());
        assertTrue(ran.err().contains("--harmonics: harmonics are found in white noise"), ran.err());
        ran = Ran.phasewright(Tiny.training(data, folder.resolve("b"), "--steps", 1, "--harmonics", "--rate", 44100));
        assertEquals(2, ran.status());
        assertTrue(ran.err().contains("too short to tell harmonics"), ran.err());
    }
}
