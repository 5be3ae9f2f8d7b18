package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.GeneratedSound;
import dev.phasewright.MachineModel;
import dev.phasewright.SoundModel;
import dev.phasewright.SoundRequest;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.data.Dataset;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.theory.machine.LearnedClips;
import dev.phasewright.theory.machine.Machines;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code generate --model machine:KIND,DATA}: what needs no training, asked like any model. */
class MachineModelTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path wav;

    @BeforeEach
    void name() throws IOException {
        data = Tiny.corpus(folder.resolve("data"));
        wav = folder.resolve("a.wav");
    }

    private Ran generate(String model, Path out, Object... more) {
        Object[] always = {"generate", "--model", model, "--seed", 3, "--vocoder", "pghi", "--force", "-o", out};
        return Ran.phasewright(Stream.concat(Stream.of(always), Stream.of(more)).toArray());
    }

    @Test
    void whatTheIdealOneMakesAreTrainingClipsOfTheClassThatIsAskedFor() throws IOException {
        MachineModel model = MachineModel.read("machine:ideal," + data, Dataset.Observer.NONE);
        LearnedClips clips = model.clips();
        assertEquals(19, clips.size(), "one in twenty is held out");
        List<GeneratedSound> sounds;
        try (SoundModel.Opened opened = model.open(Precision.FLOAT32, VocoderChoice.of("random"))) {
            sounds = opened.generate(
                    List.of(SoundRequest.of("low", 1), SoundRequest.of("low", 2)), GenerationObserver.NONE);
        }
        float[] clip = new float[clips.values()];
        for (GeneratedSound sound : sounds) {
            boolean known = IntStream.range(0, clips.size())
                    .filter(i -> model.classes().get(clips.classOf(i)).equals("low"))
                    .anyMatch(i -> {
                        clips.copy(i, clip);
                        LogMel own = model.spec().normalization().denormalize(clip, model.features());
                        return farthest(own.toArray(), sound.magnitudes().toArray()) < 0.01;
                    });
            assertTrue(known, "no training clip");
        }
    }

    private static double farthest(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .max()
                .orElseThrow();
    }

    @Test
    void eachIsAskedLikeAnyModelAndHangsOnTheSeedAlone() throws IOException {
        Path again = folder.resolve("b.wav");
        for (String kind : Machines.names()) {
            Ran ran = generate("machine:" + kind + "," + data, wav, "high", "--steps", 2);
            assertEquals(0, ran.status(), ran.err());
            assertTrue(
                    ran.err().contains("seed 3, machine:" + kind + "," + data + ", dpmpp2m, 2 steps, guidance 1.0"),
                    ran.err());
        }
        assertEquals(
                0,
                generate("machine:wiener," + data, again, "high", "--steps", 2).status());
        assertArrayEquals(Files.readAllBytes(wav), Files.readAllBytes(again));
        Ran longer = generate("machine:wiener," + data, wav, "--seconds", 1.5, "--steps", 2, "high");
        assertEquals(0, longer.status(), longer.err());
        assertTrue(SoundFile.read(wav).length() > 23_000);
    }

    private void refused(int status, String told, String model, Object... more) {
        Ran ran = generate(model, wav, more);
        assertEquals(status, ran.status(), ran.err());
        assertTrue(ran.err().contains(told), ran.err());
        assertFalse(ran.err().contains("\tat "), ran.err());
        assertFalse(Files.exists(wav));
    }

    @Test
    void whatCannotBeIsRefusedInALine() throws IOException {
        refused(1, "no machine is called 'perfect'; choose one of ideal, local", "machine:perfect," + data, "low");
        refused(1, "no machine is called ''", "machine:", "low");
        refused(1, "name their folder, as machine:ideal,DATA", "machine:ideal", "low");
        refused(1, "name their folder", "machine:ideal,", "low");
        refused(1, "no such folder", "machine:ideal," + folder.resolve("nothing"), "low");
        refused(1, "it knows high, low", "machine:ideal," + data, "middle");
        refused(2, "knows high, low", "machine:ideal," + data);
        refused(1, "pitch", "machine:ideal," + data, "low", "--pitch", "A4");
        refused(2, "--temperature is of autoregressive models", "machine:ideal," + data, "low", "--temperature", 1);
        refused(2, "does not know the spectrum", "machine:ideal," + data, "low", "--levels", "spectral");

        Path one = Files.createDirectories(folder.resolve("one"));
        Tiny.sound(one.resolve("a.wav"), 440);
        refused(1, one + ": holds one recording", "machine:ideal," + one);
        Tiny.sound(one.resolve("b.wav"), 440);
        refused(1, one + ": all 2 recordings begin with the same second", "machine:wiener," + one);
        Files.writeString(one.resolve("c.wav"), "no sound");
        refused(1, "c.wav", "machine:local," + one);
        Path silence = Files.createDirectories(folder.resolve("silence"));
        for (int i = 1; i < 4; i++) {
            SoundFile.write(Audio.mono(new float[i * 800], 16_000), silence.resolve(i + ".wav"), SampleFormat.PCM_16);
        }
        refused(1, silence + ": all 3 recordings begin with the same second", "machine:ideal," + silence);
    }
}
