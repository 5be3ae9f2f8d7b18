package dev.phasewright.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code study spectrum} and {@code study causality}, of tones and a model that has hardly learned. */
class FrequencyStudiesTest {
    @TempDir
    private Path folder;

    @Test
    void aSpectrumHasALawForEachWayToLookAtSound() throws IOException {
        Path csv = folder.resolve("a.csv");
        Path png = folder.resolve("a.png");
        Ran ran = Ran.phasewright("study", "spectrum", Tiny.corpus(folder), "--csv", csv, "--plot", png);

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("log-mel spectrogram"), ran.out());
        assertTrue(ran.out().contains("waveform"), ran.out());
        assertTrue(Files.readString(csv).startsWith("of,what,frequency,sigma,value\nwaveform,radial power,"));
        assertTrue(Files.size(png) > 1000);
        Ran again = Ran.phasewright("study", "spectrum", folder, "--csv", csv);
        assertEquals(1, again.status());
        assertTrue(again.err().contains("--force"), again.err());
    }

    @Test
    void aModelIsMeasuredBesideWhatTheSpectrumPredicts() throws IOException {
        Path json = folder.resolve("a.json");
        Path png = folder.resolve("a.png");
        Ran ran = Ran.phasewright(
                "study",
                "spectrum",
                Tiny.corpus(folder.resolve("c")),
                "--model",
                Tiny.model(),
                "--json",
                json,
                "--plot",
                png);

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("half restored below σ"), ran.out());
        JsonNode levels = new ObjectMapper().readTree(json.toFile()).at("/errors/levels");
        assertEquals(13, levels.size());
        assertTrue(Files.size(png) > 1000);
    }

    @Test
    void aMatrixEndsInASentence() throws IOException {
        Path csv = folder.resolve("a.csv");
        Path png = folder.resolve("a.png");
        Ran ran = Ran.phasewright(
                "study",
                "causality",
                Tiny.model(),
                "--data",
                Tiny.corpus(folder.resolve("c")),
                "--count",
                2,
                "--levels",
                2,
                "--csv",
                csv,
                "--plot",
                png);

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("stays in its octave (Wiener's filter: all)"), ran.out());
        assertTrue(Files.readString(csv).startsWith("sigma,answer,question,gain,wiener,variance,coefficients\n80"));
        assertTrue(Files.size(png) > 1000);
    }

    @Test
    void whatHasNoSpectrumIsRefusedInWords() throws IOException {
        Path one = Files.createDirectories(folder.resolve("one"));
        Tiny.sound(one.resolve("a.wav"), 440);
        Ran ran = Ran.phasewright("study", "spectrum", one);
        assertEquals(1, ran.status());
        assertTrue(ran.err().contains("one clip has no spectrum"), ran.err());

        Path silence = Files.createDirectories(folder.resolve("silence"));
        for (String name : new String[] {"a.wav", "b.wav"}) {
            SoundFile.write(Audio.mono(new float[3200], 16_000), silence.resolve(name), SampleFormat.PCM_16);
        }
        ran = Ran.phasewright("study", "spectrum", silence);
        assertEquals(1, ran.status());
        assertTrue(ran.err().contains("all clips are silent, or all the same"), ran.err());
        assertEquals(
                2, Ran.phasewright("study", "spectrum", silence, "--count", 1).status());
        assertEquals(
                2,
                Ran.phasewright("study", "causality", Tiny.model(), "--levels", 1)
                        .status());
    }

    @Test
    void aModelHasNoiseLevelsOfItsOwnOnceItKnowsItsSpectrum() throws IOException {
        Path out = folder.resolve("sound.wav");
        Ran ran = Ran.phasewright(
                "generate",
                "high",
                "--model",
                Tiny.model(),
                "--levels",
                "spectral:20",
                "--steps",
                3,
                "-o",
                out,
                "--vocoder",
                Tiny.vocoder());
        assertEquals(0, ran.status(), ran.err());
        assertTrue(Files.size(out) > 1000);

        Path old = Tiny.modelIn(folder.resolve("old"));
        JsonNode description =
                new ObjectMapper().readTree(old.resolve("model.json").toFile());
        assertTrue(description.at("/spectrum/variances").size() > 50, description.toString());
        ((ObjectNode) description).remove("spectrum");
        Files.writeString(old.resolve("model.json"), description.toString());
        ran = Ran.phasewright(
                "generate",
                "high",
                "--model",
                old,
                "--levels",
                "spectral",
                "-o",
                folder.resolve("b.wav"),
                "--vocoder",
                Tiny.vocoder());
        assertEquals(2, ran.status());
        assertTrue(ran.err().contains("does not know the spectrum"), ran.err());

        assertEquals(
                0,
                Ran.phasewright("study", "spectrum", Tiny.corpus(folder.resolve("c")), "--model", old, "--keep")
                        .status());
        ran = Ran.phasewright(
                "generate",
                "high",
                "--model",
                old,
                "--levels",
                "spectral",
                "-o",
                folder.resolve("b.wav"),
                "--vocoder",
                Tiny.vocoder());
        assertEquals(0, ran.status(), ran.err());
        for (String wrong : new String[] {"spectral:0", "spectral:x", "linear"}) {
            ran = Ran.phasewright(
                    "generate",
                    "--model",
                    old,
                    "--levels",
                    wrong,
                    "-o",
                    folder.resolve("c.wav"),
                    "--vocoder",
                    Tiny.vocoder());
            assertEquals(2, ran.status());
            assertTrue(ran.err().contains("--levels must be karras, spectral, or spectral:S"), ran.err());
        }
    }
}
