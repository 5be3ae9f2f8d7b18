package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.corpus.ClassicSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code phase}: what its tools write and say, and what they refuse. */
class PhaseTest {
    private static final int RATE = 16_000;

    @TempDir
    private Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void name() {
        in = folder.resolve("in.wav");
        out = folder.resolve("out.wav");
    }

    private static Audio noise(int channels, int length, int rate) {
        Random random = new Random(length);
        float[][] samples = new float[channels][length];
        for (float[] channel : samples) {
            for (int i = 0; i < length; i++) {
                channel[i] = (float) (0.1 * random.nextGaussian());
            }
        }
        return Audio.of(samples, rate);
    }

    private Audio write(Audio sound) throws IOException {
        SoundFile.write(sound, in, SampleFormat.FLOAT_32);
        return sound;
    }

    private static Ran phase(Object... words) {
        return Ran.phasewright(
                Stream.concat(Stream.of("phase"), Stream.of(words)).toArray());
    }

    /** What a tool makes of {@link #in}. */
    private Audio made(Object... words) throws IOException {
        Ran ran = phase(Stream.concat(Stream.of(words), Stream.of(in, "-o", out, "--force"))
                .toArray());
        assertEquals(0, ran.status(), ran.err());
        assertEquals("", ran.out());
        return SoundFile.read(out);
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
    void theLevelIsMatchedAndToldUnlessToldOtherwise() throws IOException {
        Audio sound = write(noise(2, 2 * RATE, RATE));

        Ran matched = phase("randomize", in, "-o", out);
        assertEquals(0, matched.status(), matched.err());
        assertEquals(
                out + ": random phase; 32 ms, hann, overlap 4; seed 1; its level fell by 6.0 dB, and was brought back",
                matched.err().strip());
        assertEquals(sound.rms(), SoundFile.read(out).rms(), 1e-4);

        Ran unmatched = phase("randomize", in, "-o", out, "--force", "--no-match");
        assertTrue(unmatched.err().strip().endsWith("; its level fell by 6.0 dB"), unmatched.err());
        assertEquals(0.5 * sound.rms(), SoundFile.read(out).rms(), 0.002);
    }

    @Test
    void whatWouldClipIsTurnedDownAndTold() throws IOException {
        // As flat as a sound can be, and it becomes noise.
        float[] square = new float[2 * RATE];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 40 % 2 == 0 ? 0.9f : -0.9f;
        }
        write(Audio.mono(square, RATE));

        Ran ran = phase("randomize", in, "-o", out);

        assertTrue(
                ran.err()
                        .matches("(?s).*and was brought back; turned down by \\d+\\.\\d dB, so that nothing clips\\s*"),
                ran.err());
        assertEquals(1, SoundFile.read(out).peak(), 1e-3);
        Ran loud = phase("randomize", in, "-o", out, "--force", "--no-match", "--scope", "whole");
        assertTrue(loud.err().contains("; clipped where it was too loud, by up to "), loud.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "randomize --distribution gaussian --sigma 2",
                "randomize --distribution constant",
                "randomize --distribution zero --window 10 --shape gauss",
                "randomize --distribution sign --shape rectangular --overlap 2",
                "randomize --scope bin --above 1000 --below 2000",
                "randomize --scope whole --link --amount 50",
                "randomize --window 5000",
                "only",
                "only --window 32",
                "stretch --factor 1",
                "reconstruct --with spsi"
            })
    void everyToolKeepsLengthRateAndChannelsOfAnySound(String words) throws IOException {
        for (Audio sound : new Audio[] {
            noise(1, 3001, RATE), noise(8, 2000, 192_000), noise(2, 0, 44_100), noise(1, 1, 8000), noise(2, 100, 44_100)
        }) {
            write(sound);
            Audio found = made((Object[]) words.split(" ", -1));
            assertEquals(sound.length(), found.length());
            assertEquals(sound.channels(), found.channels());
            assertEquals(sound.sampleRate(), found.sampleRate());
            // Matched, unless it is too short for that, or pulses would clip.
            boolean matched = Math.abs(found.rms() - sound.rms()) < 1e-3 || found.peak() > 0.99;
            assertTrue(sound.length() < 2000 || matched, found + " " + found.rms());
        }
    }

    @Test
    void noAmountGivesTheSamplesBack() throws IOException {
        SoundFile.write(noise(2, 5000, RATE), in, SampleFormat.PCM_16);
        Audio found = made("randomize", "--amount", "0");
        Audio sound = SoundFile.read(in);
        for (int c = 0; c < 2; c++) {
            // Dither, two steps at most.
            assertArrayEquals(sound.channel(c), found.channel(c), 2.1f / 32768);
        }
    }

    @Test
    void theSameCommandGivesTheSameBytesAlsoOnStdoutAndAnotherSeedOthers() throws IOException {
        write(noise(2, 5000, RATE));
        made("randomize");
        byte[] first = Files.readAllBytes(out);
        assertArrayEquals(first, phase("randomize", in, "-o", "-").data());
        made("randomize", "--seed", "2");
        assertFalse(java.util.Arrays.equals(first, Files.readAllBytes(out)));
    }

    @Test
    void aSwapWritesBothWaysAndTellsWhatDiffers() throws IOException {
        write(noise(2, 3 * RATE, RATE));
        Path other = folder.resolve("other.wav");
        SoundFile.write(noise(1, 8000, 8000), other, SampleFormat.FLOAT_32);

        Ran ran = phase("swap", in, other, "-o", folder.resolve("both"));

        assertEquals(0, ran.status(), ran.err());
        List<String> lines = ran.err().lines().toList();
        assertEquals(other + ": brought from 8000 Hz to 16000 Hz, the rate of " + in, lines.get(0));
        assertEquals(other + ": its one channel is taken 2 times", lines.get(1));
        assertEquals(in + ": only its first 1.000 s are used, as there are of " + other, lines.get(2));
        assertEquals(5, lines.size(), ran.err());
        assertEquals(
                List.of("both/in-with-phases-of-other.wav", "both/other-with-phases-of-in.wav", "in.wav", "other.wav"),
                files());
        Audio found = SoundFile.read(folder.resolve("both/other-with-phases-of-in.wav"));
        assertEquals(RATE, found.length());
        assertEquals(2, found.channels());
        // The resampler takes away the last of the lower rate.
        assertEquals(SoundFile.read(other).rms(), found.rms(), 0.01);
        Ran again = phase("swap", in, other, "-o", folder.resolve("both"));
        assertEquals(1, again.status());
        assertTrue(again.err().contains("exists already"), again.err());
    }

    @Test
    void aStretchIsAsManyTimesAsLong() throws IOException {
        write(noise(2, 4000, 44_100));
        assertEquals(14_000, made("stretch", "--factor", "3.5").length());
        assertNotEquals(made("stretch", "--no-link"), made("stretch"));
    }

    @ParameterizedTest
    @CsvSource({
        "COSINE, 62.5, 3.999", "SINE, 62.5, 3.0712396", "ALTERNATING, 62.5, 2.4812398", "SCHROEDER, 62.5, 1.7860569",
        "COSINE, 125, 4", "SINE, 125, 3.0538715", "ALTERNATING, 125, 2.4686665", "SCHROEDER, 125, 1.7862463",
        "SCHROEDER, 250, 1.7071068", "ALTERNATING, 500, 2.2882926"
    })
    // numpy: x = sum(np.cos(2*np.pi*k*f*t + φ(k)) for k in 1..8), t = np.arange(16000)/16000;
    // abs(x).max()/np.sqrt((x**2).mean()); φ = 0, −π/2, −π/2 for odd k, −πk(k−1)/8 (Schroeder 1970).
    void complexesHaveTheCrestFactorsOfTheirPhases(ClassicSignal signal, double hertz, double expected)
            throws IOException {
        Ran ran = phase("signal", signal.title(), "--hertz", hertz, "--seconds", "1", "-o", out);

        assertEquals(0, ran.status(), ran.err());
        Audio found = SoundFile.read(out);
        assertEquals(RATE, found.length());
        assertEquals(expected, found.peak() / found.rms(), 0.002);
        assertTrue(ran.err().contains(String.format(Locale.ROOT, "crest factor %.2f", expected)), ran.err());
    }

    @Test
    void everySignalIsMadeAtOneLevelAndRepeats() throws IOException {
        for (ClassicSignal signal : ClassicSignal.values()) {
            Audio sound = signal.make(125, 8, RATE, RATE, 3);
            assertEquals(sound, signal.make(125, 8, RATE, RATE, 3));
            assertEquals(-26, 20 * Math.log10(sound.rms()), 0.01, signal.title());
        }
        assertNotEquals(ClassicSignal.RANDOM.make(125, 8, 99, RATE, 1), ClassicSignal.RANDOM.make(125, 8, 99, RATE, 2));
        assertEquals(2, phase("signal", "cosine", "--hertz", "1000", "-o", out).status());
        assertEquals(2, phase("signal", "noise", "--seconds", "NaN", "-o", out).status());
        assertEquals(2, phase("signal", "tuba", "-o", out).status());
        assertEquals(2, phase("signal", "noise", "-o", folder.resolve("a.flac")).status());
        assertEquals(List.of(), files());
    }

    @Test
    void aSweepWritesEveryVersionTablesAndPictures() throws IOException {
        write(noise(2, RATE, RATE));
        Path sweep = folder.resolve("sweep");

        Ran ran = phase(
                "sweep", in, "-o", sweep, "--windows", "4,whole", "--modes", "random,zero", "--amounts", "50,100");

        assertEquals(0, ran.status(), ran.err());
        for (String mode : List.of("random", "zero")) {
            for (String rest : List.of("50-4ms", "100-4ms", "50-whole", "100-whole")) {
                Audio version = SoundFile.read(sweep.resolve(mode + "-" + rest + ".wav"));
                assertEquals(RATE, version.length());
            }
        }
        List<String> rows = Files.readAllLines(sweep.resolve("sweep.csv"));
        assertEquals(9, rows.size());
        assertTrue(rows.get(0).startsWith("mode,amount_percent,window_ms,file,spectral_convergence,"), rows.get(0));
        JsonNode json = new ObjectMapper().readTree(sweep.resolve("sweep.json").toFile());
        assertEquals(8, json.get("versions").size());
        assertEquals("whole", json.get("versions").get(3).get("window_ms").asText());
        assertEquals(-6, json.get("versions").get(2).get("level_change").asDouble(), 0.3);
        assertEquals(
                900, ImageIO.read(sweep.resolve("crest-factor.png").toFile()).getWidth());
        assertTrue(ran.out().startsWith("random 50 %:\n\n| window, ms | SC, dB |"), ran.out());
        double level = SoundFile.read(sweep.resolve("original.wav")).rms();
        assertEquals(level, SoundFile.read(sweep.resolve("random-100-4ms.wav")).rms(), 1e-3);

        Ran again = phase("sweep", in, "-o", sweep, "--windows", "4", "--modes", "random");
        assertEquals(1, again.status());
        assertTrue(again.err().contains("exists already; add --force"), again.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "randomize --window 0.5",
                "randomize --window 10001",
                "randomize --window wide",
                "randomize --window Infinity",
                "randomize --window NaN",
                "randomize --overlap 1",
                "randomize --overlap 33",
                "randomize --shape square",
                "randomize --amount 101",
                "randomize --amount NaN",
                "randomize --sigma 1",
                "randomize --offset 1",
                "randomize --distribution gaussian --sigma -1",
                "randomize --above 5 --below 4",
                "randomize --above NaN",
                "randomize --scope some",
                "stretch --factor 0.4",
                "stretch --factor 1001",
                "stretch --factor NaN",
                "stretch --window whole",
                "only --window -3",
                "reconstruct --with magic",
                "sweep --amounts 200",
                "sweep --windows 0",
                "sweep --modes loud",
                "sweep --seconds 0",
                "sweep --seconds 0.00001"
            })
    void whatMakesNoSenseIsAUsageErrorOfOneLine(String words) throws IOException {
        write(noise(1, 1000, RATE));
        Object[] all = Stream.concat(Stream.of(words.split(" ", -1)), Stream.of(in, "-o", out))
                .toArray();

        Ran ran = phase(all);

        assertEquals(2, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertEquals(List.of("in.wav"), files());
    }

    @Test
    void whatIsNoSoundIsRefusedNamingItAndNothingIsLeftBehind() throws IOException {
        Path text = Files.writeString(folder.resolve("text.wav"), "This is not a sound, whatever it is called.");
        Path empty = Files.createFile(folder.resolve("empty.wav"));
        Path missing = folder.resolve("missing.wav");
        write(noise(1, 30_000, RATE));
        byte[] bytes = Files.readAllBytes(in);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 400, Float.NaN);
        Path nan = Files.write(folder.resolve("nan.wav"), bytes);
        List<String> before = files();
        for (Path bad : new Path[] {text, empty, missing, nan, folder}) {
            for (String tool : List.of("randomize", "only", "stretch", "sweep", "reconstruct --with zero")) {
                List<Object> words = new ArrayList<>(List.of((Object[]) tool.split(" ", -1)));
                words.addAll(List.of(bad, "-o", folder.resolve("out")));
                Ran ran = phase(words.toArray());
                assertEquals(1, ran.status(), tool + " " + ran.err());
                assertEquals(1, ran.err().lines().count(), ran.err());
                assertTrue(ran.err().contains(bad.toString()), ran.err());
            }
            assertEquals(1, phase("swap", in, bad, "-o", folder).status());
        }
        assertEquals(before, files());
    }

    @Test
    void whatCannotBeIsRefusedInOneLine() throws IOException {
        write(noise(3, 1000, 192_000));
        Path other = folder.resolve("other.wav");
        SoundFile.write(noise(2, 1000, RATE), other, SampleFormat.PCM_16);
        assertTold("at most 5461 ms, not 9000", "randomize", in, "--window", "9000", "-o", out);
        assertTold("is the original itself", "randomize", in, "-o", in, "--force");
        assertTold("has 2 channels, and " + in + " has 3", "swap", in, other);
        assertTold("exceed the 4 GB", "stretch", hour(), "--factor", "1000", "-o", out);
        write(Audio.mono(new float[3000], RATE));
        assertTold("nothing but silence", "sweep", in, "-o", folder.resolve("s"));
    }

    private static void assertTold(String what, Object... words) {
        Ran ran = phase(words);
        assertEquals(1, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(what), ran.err());
    }

    /** An hour of stereo at 8 kHz, silent but for its last second, which takes no room on the disk. */
    private Path hour() throws IOException {
        Path file = folder.resolve("hour.wav");
        int frames = 3600 * 8000;
        SoundFile.write(Audio.of(new float[2][0], 8000), file, SampleFormat.PCM_16);
        byte[] header = Files.readAllBytes(file);
        ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4, 36 + 4 * frames)
                .putInt(40, 4 * frames);
        Files.delete(file);
        ByteBuffer second = ByteBuffer.allocate(4 * 8000).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; second.hasRemaining(); i++) {
            second.putShort((short) (i % 7 < 4 ? 9000 : -9000));
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(header));
            channel.write(second.flip(), header.length + 4L * (frames - 8000));
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"randomize --window 64 --overlap 2", "stretch --factor 0.5 --overlap 2"})
    void anHourOfStereoPassesThrough256Megabytes(String words) throws Exception {
        Path hour = hour();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "phase"));
        command.addAll(List.of(words.split(" ", -1)));
        command.addAll(List.of(hour.toString(), "-o", out.toString()));
        Ran ran = Ran.started(new ProcessBuilder(command));
        assertEquals(0, ran.status(), ran.err());
        Audio end;
        try (var sound = SoundFile.open(out)) {
            assertEquals(words.startsWith("stretch") ? 1800 * 8000 : 3600 * 8000, sound.length());
            float[][] piece = new float[2][1 << 16];
            int count = 0;
            for (int read; (read = sound.read(piece, 0, 1 << 16)) > 0; ) {
                count = read;
            }
            end = Audio.of(piece, 8000).slice(Math.max(0, count - 2000), count);
        }
        assertTrue(end.rms() > 0.1, "the last second is there: " + end.rms());

        List<String> whole = new ArrayList<>(command.subList(0, 6));
        whole.addAll(List.of(
                "only", hour.toString(), "-o", folder.resolve("whole.wav").toString()));
        Ran refused = Ran.started(new ProcessBuilder(whole));
        assertEquals(1, refused.status());
        assertTrue(
                refused.err()
                        .matches("(?s).*: the whole sound at once takes about \\d+\\.\\d GB of memory, and 0\\.\\d GB "
                                + "are allowed; take windows, such as --window 10000, or allow \\d+ GB or "
                                + "more with JAVA_OPTS=-Xmx\\d+g\\s*"),
                refused.err());

        List<String> reconstructed = new ArrayList<>(command.subList(0, 6));
        reconstructed.addAll(List.of(
                "reconstruct",
                hour.toString(),
                "--with",
                "pghi",
                "-o",
                folder.resolve("whole.wav").toString()));
        Ran tooLong = Ran.started(new ProcessBuilder(reconstructed));
        assertEquals(1, tooLong.status());
        assertTrue(tooLong.err().contains("use --with network, which goes piece by piece, or allow"), tooLong.err());
    }
}
