package dev.phasewright.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --corruption}: the model remembers what it learned to undo, and what cannot be done with it is refused. */
class CorruptionOptionTest {
    @TempDir
    private Path folder;

    @Test
    void aModelRemembersItsCorruption() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        Path model = folder.resolve("model");
        Ran ran = Ran.phasewright(Tiny.training(data, model, "--steps", 2, "--corruption", "shaped:0.5"));
        assertEquals(0, ran.status(), ran.err());
        assertEquals(
                "shaped:0.5",
                new ObjectMapper()
                        .readTree(model.resolve("model.json").toFile())
                        .at("/corruption")
                        .asText());

        Path sound = folder.resolve("a.wav");
        ran = Ran.phasewright(
                "generate", "high", "--model", model, "--steps", 2, "-o", sound, "--vocoder", Tiny.vocoder());
        assertEquals(0, ran.status(), ran.err());
        assertTrue(Files.size(sound) > 1000);

        ran = Ran.phasewright(
                "generate", "high", "--model", model, "--levels", "spectral", "-o", folder.resolve("b.wav"));
        assertEquals(2, ran.status());
        assertTrue(ran.err().contains("levels from the spectrum are for white noise"), ran.err());
        ran = Ran.phasewright("distill", model, "--data", data, "--out", folder.resolve("student"));
        assertEquals(1, ran.status());
        assertTrue(ran.err().contains("undoes shaped:0.5, and"), ran.err());
    }

    @Test
    void aNetworkThatSeesThroughWienersFilterIsRememberedAndAsked() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        for (String noise : new String[] {"white", "shaped:1.0"}) {
            Path model = folder.resolve(noise.replace(':', '-'));
            Ran ran = Ran.phasewright(
                    Tiny.training(data, model, "--steps", 2, "--corruption", noise, "--preconditioning", "wiener"));
            assertEquals(0, ran.status(), ran.err());
            assertTrue(Files.readString(model.resolve("model.json")).contains("\"wiener:" + noise + "\""));
            Path wav = folder.resolve("wiener.wav");
            Ran asked = Ran.phasewright(
                    "generate", "low", "--model", model, "--steps", 2, "-o", wav, "--force", "--vocoder", "pghi");
            assertEquals(0, asked.status(), asked.err());
            Path next = folder.resolve("next-" + model.getFileName());
            Ran again = Ran.phasewright(Tiny.training(data, next, "--steps", 2, "--from", model));
            assertEquals(0, again.status(), again.err());
            assertTrue(Files.readString(next.resolve("model.json")).contains("\"wiener:" + noise + "\""));
        }
        Ran blurred = Ran.phasewright(Tiny.training(
                data, folder.resolve("x"), "--steps", 2, "--corruption", "blur:5", "--preconditioning", "wiener"));
        assertTrue(blurred.status() == 2 && blurred.err().contains("is of noise, white or shaped"), blurred.err());
    }

    @Test
    void blurIsUndoneBySamplersOfItsOwn() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        for (String corruption : new String[] {"blur", "heat:5"}) {
            Path model = folder.resolve(corruption.replace(':', '-'));
            Ran ran = Ran.phasewright(Tiny.training(data, model, "--steps", 2, "--corruption", corruption));
            assertEquals(0, ran.status(), ran.err());
            Path sound = folder.resolve(model.getFileName() + ".wav");
            ran = Ran.phasewright(
                    "generate", "high", "--model", model, "--steps", 2, "-o", sound, "--vocoder", Tiny.vocoder());
            assertEquals(0, ran.status(), ran.err());
            ran = Ran.phasewright(
                    "generate", "high", "--model", model, "--sampler", "restart", "-o", folder.resolve("b.wav"));
            assertEquals(1, ran.status(), ran.err());
            assertTrue(ran.err().contains("by the sampler euler"), ran.err());
            ran = Ran.phasewright("vary", sound, "--model", model, "-o", folder.resolve("b.wav"));
            assertEquals(1, ran.status(), ran.err());
            assertTrue(ran.err().contains("with one of noise"), ran.err());
        }
    }

    @Test
    void whatIsNoCorruptionIsRefusedBeforeAnythingIsRead() {
        for (String wrong : new String[] {"pink", "shaped:NaN", "shaped:7", "blur:0", "heat:-1", "blur:NaN"}) {
            Ran ran = Ran.phasewright(
                    Tiny.training(folder.resolve("missing"), folder.resolve("out"), "--corruption", wrong));
            assertEquals(2, ran.status());
            assertTrue(ran.err().contains("--corruption: no corruption is called '" + wrong + "'"), ran.err());
        }
    }
}
