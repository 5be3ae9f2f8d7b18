package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code vary}, {@code inpaint}, {@code restore}, {@code extend}, {@code loop} and {@code morph}. */
class EditTest {
    @TempDir
    private Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void name() throws IOException {
        in = Tiny.sound(folder.resolve("in.wav"), 400);
        out = folder.resolve("out.wav");
    }

    private static Ran edit(Object command, Object file, Object... more) throws IOException {
        Object[] always = {command, file, "--model", Tiny.model(), "--vocoder", "pghi", "--steps", 3, "--force"};
        return Ran.phasewright(Stream.concat(Stream.of(always), Stream.of(more)).toArray());
    }

    private float[] edited(Object command, Object... more) throws IOException {
        Ran ran = edit(
                command,
                in,
                Stream.concat(Stream.of("-o", out, "--seed", 1), Stream.of(more))
                        .toArray());
        assertEquals(0, ran.status(), ran.err());
        return SoundFile.read(out).channel(0);
    }

    private float[] original() throws IOException {
        return SoundFile.read(in).channel(0);
    }

    @Test
    void strengthZeroGivesTheSoundBackAndMoreDoesNot() throws IOException {
        assertArrayEquals(original(), edited("vary", "--strength", 0));
        float[] varied = edited("vary", "--strength", 0.7, "--class", "high");
        assertFalse(Arrays.equals(original(), varied));
        assertEquals(original().length, varied.length);
        assertArrayEquals(varied, edited("vary", "--strength", 0.7, "--class", "high"));
    }

    @Test
    void outsideTheHoleEverySampleStays() throws IOException {
        float[] before = original();
        float[] after = edited("inpaint", "--from", "50ms", "--to", "0.1s", "--plot");
        assertArrayEquals(Arrays.copyOf(before, 800), Arrays.copyOf(after, 800));
        assertArrayEquals(Arrays.copyOfRange(before, 1600, 3200), Arrays.copyOfRange(after, 1600, 3200));
        assertFalse(Arrays.equals(before, after));
        assertNotNull(ImageIO.read(folder.resolve("out.png").toFile()));
        assertEquals(before.length, edited("inpaint", "--band", "1k-2k").length);
    }

    @Test
    void whatWasCutOffAboveIsDrawnAndWhatIsBelowStays() throws IOException {
        float[] before = original();
        float[] after = edited("restore", "--extend-band", 4000, "--class", "low");
        assertEquals(before.length, after.length);
        assertFalse(Arrays.equals(before, after));
        StftSpec spec = MelSpec.STANDARD.stft();
        Magnitudes given = Stft.of(spec).forward(before).magnitudes();
        Magnitudes restored = Stft.of(spec).forward(after).magnitudes();
        int loudest = (int) Math.round(400.0 * spec.fftSize() / spec.sampleRate());
        for (int frame = 2; frame < given.frames() - 2; frame++) {
            assertEquals(given.at(frame, loudest), restored.at(frame, loudest), 0.05 * given.at(frame, loudest));
        }
        assertArrayEquals(after, edited("restore", "--extend-band", 4000, "--class", "low"));
    }

    @Test
    void whatGoesOnBeginsWithWhatWasThere() throws IOException {
        float[] longer = edited("extend", "--seconds", 0.5);
        assertEquals(3200 + 8000, longer.length);
        assertArrayEquals(original(), Arrays.copyOf(longer, 3200));
    }

    @Test
    void aSoundThatSixteenBitsWouldChangeStaysAsItIsToo() throws IOException {
        float[] loud = original();
        for (int i = 0; i < loud.length; i++) {
            loud[i] *= 4.1f;
        }
        SoundFile.write(Audio.mono(loud, 16_000), in, SampleFormat.FLOAT_32);
        float[] after = edited("extend", "--seconds", 0.1);
        assertArrayEquals(loud, Arrays.copyOf(after, loud.length));
        assertArrayEquals(loud, edited("vary", "--strength", 0));
    }

    @Test
    void aLoopKeepsItsMiddle() throws IOException {
        float[] loop = edited("loop", "--seam", "20ms");
        assertEquals(3200, loop.length);
        assertArrayEquals(Arrays.copyOfRange(original(), 320, 2880), Arrays.copyOfRange(loop, 320, 2880));
        assertFalse(Arrays.equals(original(), loop));
    }

    @Test
    void otherSoundsAreBroughtToTheModelsAndThatIsTold() throws IOException {
        Path stereo = folder.resolve("stereo.wav");
        SoundFile.write(
                Audio.of(new float[][] {new float[4800], new float[4800]}, 48_000), stereo, SampleFormat.PCM_16);
        Ran ran = edit("vary", stereo, "-o", out);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("2 channels, mixed to one"), ran.err());
        assertTrue(ran.err().contains("48000 Hz, edited at 16000 Hz"), ran.err());
        assertEquals(1600, SoundFile.read(out).length());
    }

    @Test
    void threeSamplesAreASoundToo() throws IOException {
        SoundFile.write(Audio.mono(new float[] {0.1f, 0, -0.1f}, 16_000), in, SampleFormat.PCM_16);
        assertEquals(3, edited("vary").length);
        assertEquals(3 + 1600, edited("extend", "--seconds", 0.1).length);
        assertEquals(3, edited("inpaint", "--from", 0).length);
        refused(1, "does not fit", edit("loop", in, "-o", out));
    }

    @Test
    void aClipMayBeLongerOrShorterThanTheModels() throws IOException {
        for (double seconds : new double[] {0.04, 1}) {
            Ran ran = Ran.phasewright(
                    "generate",
                    "high",
                    "--model",
                    Tiny.model(),
                    "--vocoder",
                    "pghi",
                    "--steps",
                    2,
                    "--seconds",
                    seconds,
                    "-o",
                    out,
                    "--force");
            assertEquals(0, ran.status(), ran.err());
            assertEquals(seconds, SoundFile.read(out).seconds(), 128.0 / 16_000);
        }
        refused(2, "--seconds must be above 0", Ran.phasewright("generate", "high", "--seconds", 0));
    }

    private static void refused(int status, String word, Ran ran) {
        assertEquals(status, ran.status(), ran.err());
        assertEquals(
                1, ran.err().lines().filter(l -> l.startsWith("phasewright:")).count(), ran.err());
        assertTrue(ran.err().contains(word), ran.err());
        assertFalse(ran.err().contains("\tat "), ran.err());
    }

    @Test
    void whatCannotBeDoneIsRefusedInALine() throws IOException {
        refused(2, "--strength must be from 0 to 1", edit("vary", in, "--strength", 1.5));
        refused(2, "--strength must be from 0 to 1", edit("vary", in, "--strength", "NaN"));
        refused(2, "inpaint what?", edit("inpaint", in));
        refused(2, "is not before", edit("inpaint", in, "--from", "0.2", "--to", "0.1"));
        refused(2, "is no time", edit("inpaint", in, "--from", "soon"));
        refused(2, "does not rise", edit("inpaint", in, "--band", "4k-2k"));
        refused(2, "is no band", edit("inpaint", in, "--band", "treble"));
        refused(2, "--extend-band", edit("restore", in));
        refused(2, "above 0, not 0", edit("restore", in, "--extend-band", 0));
        refused(2, "above 0, not NaN", edit("restore", in, "--extend-band", "NaN"));
        refused(1, "sounds end at 8000 Hz", edit("restore", in, "--extend-band", 9000, "-o", out));
        refused(2, "--seconds must be above 0", edit("extend", in, "--seconds", 0));
        refused(2, "--seam must be above 0", edit("loop", in, "--seam", 0));
        refused(1, "no hole begins at", edit("inpaint", in, "--from", "7s", "-o", out));
        refused(1, "nothing of the sound", edit("inpaint", in, "--band", "1-2", "-o", out));
        refused(1, "high, low", edit("vary", in, "--class", "nine", "-o", out));
        refused(1, "is the original itself", edit("vary", in, "-o", in));
        Path empty = folder.resolve("empty.wav");
        SoundFile.write(Audio.mono(new float[0], 16_000), empty, SampleFormat.PCM_16);
        refused(1, "holds no sound", edit("vary", empty, "-o", out));
        assertFalse(Files.exists(out));
    }

    @Test
    void aWayIsOneFileOrAFolderOfThem() throws IOException {
        Object[] way = {"morph", "high", "low", "--model", Tiny.model(), "--vocoder", "pghi", "--steps", 3, "--seed", 1
        };
        Ran one = Ran.phasewright(
                Stream.concat(Stream.of(way), Stream.of("-o", out, "--plot")).toArray());
        assertEquals(0, one.status(), one.err());
        assertNotNull(ImageIO.read(folder.resolve("out.png").toFile()));
        assertTrue(SoundFile.read(out).length() > 0);
        Path several = folder.resolve("way");
        Ran many = Ran.phasewright(
                Stream.concat(Stream.of(way), Stream.of("-o", several)).toArray());
        assertEquals(0, many.status(), many.err());
        assertTrue(Files.exists(several.resolve("high-to-low-3.wav")));
        refused(2, "--steps must be from 2", Ran.phasewright("morph", "high", "low", "--steps", 1));
        refused(1, "high, low", Ran.phasewright("morph", "high", "up", "--model", Tiny.model()));
    }

    @Test
    void aWayOfADistilledModelBeginsWithWhatGenerateDraws() throws IOException {
        Path model = Tiny.distilledIn(folder.resolve("fast"));
        Object[] how = {"--model", model, "--vocoder", "pghi", "--seed", 1, "-o"};
        Path way = folder.resolve("way");
        Ran morph = Ran.phasewright(Stream.concat(
                        Stream.of("morph", "high", "low", "--steps", 2), Stream.concat(Stream.of(how), Stream.of(way)))
                .toArray());
        assertEquals(0, morph.status(), morph.err());
        Ran generate = Ran.phasewright(
                Stream.concat(Stream.of("generate", "high"), Stream.concat(Stream.of(how), Stream.of(out)))
                        .toArray());
        assertEquals(0, generate.status(), generate.err());
        Audio first = SoundFile.read(way.resolve("high-to-low-1.wav"));
        assertArrayEquals(SoundFile.read(out).channel(0), first.channel(0), 0.01f);
    }
}
