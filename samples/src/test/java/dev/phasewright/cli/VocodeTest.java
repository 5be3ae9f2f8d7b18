package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.judge.texture.StrokeEnergy;
import dev.phasewright.model.ModelPath;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.phase.PhaseMethods;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code vocode}: copies that are as long as their originals, whatever goes in; and what cannot be. */
class VocodeTest {
    private static final int RATE = 16_000;
    private static final MelSpec FEATURES = MelSpec.STANDARD;

    @TempDir
    private Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void name() {
        in = folder.resolve("in.wav");
        out = folder.resolve("out.wav");
    }

    /** Glides with overtones, each channel another, at a third of full scale. */
    private static Audio sound(int channels, int length, int rate) {
        float[][] samples = new float[channels][length];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < length; i++) {
                double t = (double) i / rate;
                double phase = 2 * Math.PI * ((200 + 90 * c) * t + 40 * t * t);
                samples[c][i] = (float) (0.2 * Math.sin(phase) + 0.1 * Math.sin(3 * phase + c));
            }
        }
        return Audio.of(samples, rate);
    }

    private Audio write(Audio sound) throws IOException {
        SoundFile.write(sound, in, SampleFormat.FLOAT_32);
        return sound;
    }

    private static Ran vocode(Object... words) {
        List<Object> all = new ArrayList<>(List.of("vocode"));
        all.addAll(List.of(words));
        return Ran.phasewright(all.toArray());
    }

    /** The copy of what is in {@link #in}. */
    private Audio copy(Object... words) throws IOException {
        Object[] always = {in, "-o", out, "--force"};
        Ran ran = vocode(Stream.concat(Stream.of(always), Stream.of(words)).toArray());
        assertEquals(0, ran.status(), ran.err());
        assertEquals("", ran.out());
        return SoundFile.read(out);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(p -> folder.relativize(p).toString())
                    .filter(p -> !p.contains("vocos"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "mel"})
    void theNetworkGivesPieceByPieceWhatItGivesAtOnce(String via) throws IOException {
        Audio sound = write(sound(2, 5 * RATE + 77, RATE));

        Audio copy = copy("--vocoder", Tiny.vocoder(), "--via", via);

        assertEquals(sound.length(), copy.length());
        Stft stft = Stft.of(FEATURES.stft());
        try (NetworkVocoder vocoder = NetworkVocoder.load(Tiny.vocoder(), Precision.FLOAT32)) {
            for (int c = 0; c < 2; c++) {
                Magnitudes m = stft.forward(sound.channel(c)).magnitudes();
                ComplexSpectrogram spectrum = via.equals("mel")
                        ? vocoder.spectrum(MelFilterBank.of(FEATURES).apply(m), sound.length())
                        : vocoder.phase().reconstruct(m, new SplittableRandom(0));
                float[] whole = stft.inverse(spectrum);
                // Dither is two steps of 16 bits at most, rounding of floats a thousandth.
                assertArrayEquals(whole, copy.channel(c), 1e-3f);
            }
        }
    }

    @Test
    void atLowLatencyTheNetworkGoesFrameByFrame() throws IOException {
        Audio sound = write(sound(1, 2 * RATE + 77, RATE));

        Audio copy = copy("--vocoder", Tiny.vocoder(), "--low-latency");

        Stft stft = Stft.of(FEATURES.stft());
        try (NetworkVocoder vocoder = NetworkVocoder.load(Tiny.vocoder(), Precision.FLOAT32)) {
            Magnitudes m = stft.forward(sound.channel(0)).magnitudes();
            float[] whole = stft.inverse(vocoder.linearPhase().frameByFrame().reconstruct(m, new SplittableRandom(0)));
            assertArrayEquals(whole, copy.channel(0), 1e-3f);
        }
        Ran ran = vocode(in, "-o", out, "--force", "--vocoder", Tiny.vocoder(), "--low-latency");
        // A window, and 3 frames that the network sees; 8 frames at a time.
        assertTrue(
                ran.err().contains("a sample depends on 88 ms after it and could come out 152 ms after it"), ran.err());
        for (String other : List.of("--via=mel", "--refine=3", "--vocoder=pghi")) {
            Ran refused = vocode(in, "-o", out, "--force", "--low-latency", other);
            assertEquals(2, refused.status(), other);
            assertTrue(refused.err().startsWith("phasewright: --low-latency"), refused.err());
        }
    }

    @Test
    void theNetworkIsFoundByItsNameAndIsTheDefault() throws IOException {
        write(sound(1, 3000, RATE));
        Path named = folder.resolve("named.wav");
        String before = System.getProperty(ModelPath.PROPERTY);
        System.setProperty(ModelPath.PROPERTY, Tiny.vocoder().getParent().toString());
        try {
            Ran ran = vocode(in, "-o", out);
            assertEquals(0, ran.status(), ran.err());
            // A window of 1024; 47 frames of 128 more in the block, 8 that its tree looks ahead, 3 that the network
            // sees.
            assertEquals(
                    out + ": network; a sample depends on 528 ms after it",
                    ran.err().strip());
            ran = vocode(in, "-o", named, "--vocoder", "universal-16k", "--via", "mel");
            assertEquals(0, ran.status(), ran.err());
            // 28 frames more that its refinement sees, and 3 that its network of magnitudes does.
            assertEquals(
                    named + ": universal-16k via mel; a sample depends on 992 ms after it",
                    ran.err().strip());
        } finally {
            if (before == null) {
                System.clearProperty(ModelPath.PROPERTY);
            } else {
                System.setProperty(ModelPath.PROPERTY, before);
            }
        }
        assertFalse(Arrays.equals(Files.readAllBytes(out), Files.readAllBytes(named)));
    }

    /** Of sounds in one call, each is given the network of its rate, and what is above 8 kHz remains. */
    @Test
    void theNetworkIsThatOfTheSoundsRate() throws IOException {
        Path wide = folder.resolve("wide.wav");
        float[] hiss = new float[22_050];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < hiss.length; i++) {
            hiss[i] = (float) (0.2 * random.nextDouble() - 0.1);
        }
        SoundFile.write(Audio.mono(hiss, 44_100), wide, SampleFormat.FLOAT_32);
        write(sound(1, 3000, RATE));
        Path models = folder.resolve("models");
        Files.createDirectories(models);
        Files.createSymbolicLink(models.resolve("universal-16k"), Tiny.vocoder());
        Files.createSymbolicLink(models.resolve("universal-44k"), Tiny.wideVocoder());
        String before = System.getProperty(ModelPath.PROPERTY);
        System.setProperty(ModelPath.PROPERTY, models.toString());
        try {
            Path copies = folder.resolve("copies");
            Ran ran = vocode(in, wide, "-o", copies);
            assertEquals(0, ran.status(), ran.err());
            assertFalse(ran.err().contains(" Hz"), ran.err());
            assertEquals(RATE, SoundFile.read(copies.resolve("in.wav")).sampleRate());
            Audio copy = SoundFile.read(copies.resolve("wide.wav"));
            assertEquals(44_100, copy.sampleRate());
            assertEquals(hiss.length, copy.length());
            // Of white noise, two thirds are above 8 kHz.
            double share = StrokeEnergy.of(copy).shareAbove(8000);
            assertTrue(share > -3, share + " dB");

            Path target = folder.resolve("reconstructed.wav");
            ran = Ran.phasewright("phase", "reconstruct", wide, "-o", target);
            assertEquals(0, ran.status(), ran.err());
            assertFalse(ran.err().contains("44100 Hz"), ran.err());
            assertTrue(StrokeEnergy.of(SoundFile.read(target)).shareAbove(8000) > -3);
        } finally {
            if (before == null) {
                System.clearProperty(ModelPath.PROPERTY);
            } else {
                System.setProperty(ModelPath.PROPERTY, before);
            }
        }
    }

    @Test
    void everyMethodKeepsLengthRateAndChannelsByBothDoors() throws IOException {
        Audio sound = write(sound(2, 7001, RATE));
        Stft stft = Stft.of(FEATURES.stft());
        Magnitudes wanted = stft.forward(sound.channel(1)).magnitudes();
        for (String method : PhaseMethods.names()) {
            for (String via : List.of("linear", "mel")) {
                Audio copy = copy("--vocoder", method, "--via", via);
                assertEquals(sound.length(), copy.length());
                assertEquals(2, copy.channels());
                assertEquals(RATE, copy.sampleRate());
                if (method.equals("griffin-lim")) {
                    // What comes out is the sound, and the inputs differ: bands blur what lies within them.
                    double db = SpectralConvergence.between(
                            wanted, stft.forward(copy.channel(1)).magnitudes());
                    assertTrue(via.equals("linear") ? db < -20 : db < -3 && db > -20, via + " " + db);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "44100, 44101, 2",
        "48000, 20000, 8",
        "11025, 12345, 1",
        "8000, 7999, 1",
        "192000, 30000, 1",
        "44100, 1, 1"
    })
    void anotherRateIsToldAndComesBackWithEverySample(int rate, int length, int channels) throws IOException {
        write(sound(channels, length, rate));
        List<List<Object>> resampled = List.of(List.of(Tiny.vocoder()), List.of("spsi", "--via", "mel"));
        List<List<Object>> ownRate = List.of(List.of("spsi"), List.of("random", "--refine", "1"));
        for (List<Object> vocoder :
                Stream.concat(resampled.stream(), ownRate.stream()).toList()) {
            List<Object> words = new ArrayList<>(List.of(in, "-o", out, "--force", "--vocoder"));
            words.addAll(vocoder);
            Ran ran = vocode(words.toArray());

            assertEquals(0, ran.status(), ran.err());
            Audio copy = SoundFile.read(out);
            assertEquals(rate, copy.sampleRate());
            assertEquals(length, copy.length());
            assertEquals(channels, copy.channels());
            // Mel bands are of 16 kHz or, of what has more, of 44.1.
            int bands = vocoder.contains("mel") && rate > RATE ? 44_100 : RATE;
            String told = in + ": " + rate + " Hz, vocoded at " + bands + " Hz and brought back"
                    + (rate > bands ? "; nothing above " + bands / 2 + " Hz is left" : "");
            boolean tells = resampled.contains(vocoder) && rate != bands;
            assertEquals(tells, told.equals(ran.err().lines().findFirst().orElseThrow()), ran.err());
            assertEquals(tells, ran.err().contains(" Hz"), ran.err());
            assertTrue(length == 1 || copy.rms() > 0.03, "not silence: " + copy.rms());
        }
    }

    @Test
    void aChannelIsVocodedAsIfItWereAlone() throws IOException {
        Audio both = write(sound(2, 9000, 22_050));
        Audio together = copy("--vocoder", Tiny.vocoder());
        write(Audio.mono(both.channel(1), 22_050));
        Audio alone = copy("--vocoder", Tiny.vocoder());

        assertArrayEquals(alone.channel(0), together.channel(1), 1e-3f);
    }

    @Test
    void silenceStaysSilent() throws IOException {
        Path vocos = TinyVocos.in(folder.resolve("vocos"));
        for (int rate : new int[] {RATE, 44_100}) {
            write(Audio.of(new float[2][rate / 2], rate));
            List<Object> vocoders = new ArrayList<>(PhaseMethods.names());
            vocoders.addAll(List.of(Tiny.vocoder(), vocos));
            for (Object vocoder : vocoders) {
                Audio copy = copy("--vocoder", vocoder);
                assertEquals(rate / 2, copy.length());
                assertEquals(0, copy.peak(), vocoder.toString());
            }
            assertEquals(0, copy("--vocoder", Tiny.vocoder(), "--via", "mel").peak());
            assertEquals(0, copy("--vocoder", Tiny.vocoder(), "--refine", 2).peak());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 127, 128, 513})
    void aClipShorterThanAFrameHasACopy(int length) throws IOException {
        Path vocos = TinyVocos.in(folder.resolve("vocos"));
        write(sound(1, length, RATE));
        for (Object vocoder : new Object[] {Tiny.vocoder(), "griffin-lim", "pghi", "rtisi", vocos}) {
            assertEquals(length, copy("--vocoder", vocoder).length());
        }
        assertEquals(length, copy("--vocoder", Tiny.vocoder(), "--via", "mel").length());
        assertEquals(length, copy("--vocoder", "pghi", "--via", "mel").length());
    }

    @Test
    void iterationsAndRefinementBringTheCopyNearer() throws IOException {
        Stft stft = Stft.of(FEATURES.stft());
        Magnitudes wanted = stft.forward(write(sound(1, RATE, RATE))).magnitudes();
        List<Double> db = new ArrayList<>();
        for (Object[] words : new Object[][] {
            {"--vocoder", "random"},
            {"--vocoder", "random", "--refine", 10},
            {"--vocoder", "griffin-lim", "--iterations", 60},
            {"--vocoder", Tiny.vocoder()},
            {"--vocoder", Tiny.vocoder(), "--refine", 10},
        }) {
            db.add(SpectralConvergence.between(wanted, stft.forward(copy(words)).magnitudes()));
        }
        assertTrue(db.get(1) < db.get(0) - 5 && db.get(2) < db.get(1) - 2, db.toString());
        assertTrue(db.get(4) < db.get(3) - 1, db.toString());
    }

    @Test
    void theSameCommandGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        write(sound(2, 5000, RATE));
        copy("--vocoder", "random");
        byte[] first = Files.readAllBytes(out);
        Audio copy = copy("--vocoder", "random");
        assertArrayEquals(first, Files.readAllBytes(out));
        assertNotEquals(copy, copy("--vocoder", "random", "--seed", 2));

        Ran stdout = vocode(in, "--vocoder", "random", "-o", "-");
        assertArrayEquals(first, stdout.data());
        assertTrue(stdout.err().startsWith("stdout: random"), stdout.err());
    }

    @Test
    void whatIsTooLoudForSixteenBitsIsTold() throws IOException {
        write(sound(1, 5000, RATE).scaled(4));

        Ran ran = vocode(in, "-o", out, "--vocoder", "griffin-lim");

        assertEquals(0, ran.status(), ran.err());
        assertTrue(
                ran.err().matches("(?s).*: griffin-lim; clipped where it was too loud, by up to \\d\\.\\d dB\\s*"),
                ran.err());
    }

    @Test
    void aVocosModelMakesACopyOfAsManySamples() throws IOException {
        Path vocos = TinyVocos.in(folder.resolve("vocos"));
        write(sound(2, 5001, RATE));

        assertEquals(5001, copy("--vocoder", vocos).length());
        assertTrue(SoundFile.read(out).peak() > 0);

        Ran linear = vocode(in, "-o", out, "--force", "--vocoder", vocos, "--via", "linear");
        assertEquals(2, linear.status());
        assertTrue(linear.err().contains("--via linear: a Vocos model takes mel bands alone"), linear.err());
        Ran refined = vocode(in, "-o", out, "--force", "--vocoder", vocos, "--refine", 3);
        assertEquals(2, refined.status());
        assertTrue(refined.err().contains("nothing is left to refine"), refined.err());
    }

    @Test
    void severalSoundsGoToAFolderThatIsMadeAndADamagedOneDoesNotKeepTheOthers() throws IOException {
        write(sound(1, 4000, RATE));
        Path good = Files.copy(in, folder.resolve("b.x.wav"));
        // Floats of which one is none: the header does not show it.
        byte[] bytes = Files.readAllBytes(in);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 400, Float.NaN);
        Path bad = Files.write(folder.resolve("a.wav"), bytes);

        Ran ran = vocode(bad, good, "--vocoder", "spsi", "--plot", "-o", folder.resolve("copies"));

        assertEquals(1, ran.status());
        assertEquals(2, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(bad + ": contains NaN at sample"), ran.err());
        assertEquals(List.of("a.wav", "b.x.wav", "copies/b.x.png", "copies/b.x.wav", "in.wav"), files());
    }

    @Test
    void oneSoundGoesIntoAnExistingFolderOrTheCurrentOne() throws Exception {
        write(sound(1, 4000, RATE));
        Path copies = Files.createDirectories(folder.resolve("copies"));

        assertEquals(0, vocode(in, "--vocoder", "zero", "-o", copies).status());
        Process process = Ran.builder(folder.resolve("err"), "vocode", in, "--vocoder", "zero")
                .directory(folder.toFile())
                .start();

        assertEquals(0, process.waitFor(), Files.readString(folder.resolve("err")));
        assertEquals(List.of("copies/in.wav", "err", "in-vocoded.wav", "in.wav"), files());
        assertArrayEquals(
                Files.readAllBytes(copies.resolve("in.wav")), Files.readAllBytes(folder.resolve("in-vocoded.wav")));
    }

    @Test
    void thePictureShowsWhatIsLostAboveTheVocodersRate() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        float[] noise = new float[44_100];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextDouble(-0.5, 0.5);
        }
        write(Audio.mono(noise, 44_100));

        Ran ran = vocode(in, "-o", out, "--vocoder", Tiny.vocoder(), "--plot");

        assertEquals(0, ran.status(), ran.err());
        BufferedImage image = ImageIO.read(folder.resolve("out.png").toFile());
        // Just beneath the upper edge of either panel, whose middles are at about a quarter and three quarters.
        int x = image.getWidth() / 2;
        assertTrue(brightness(image, x, 90) > 100, "noise up to 22 kHz");
        assertTrue(brightness(image, x, image.getHeight() / 2 + 60) < 40, "none in the copy");
        assertTrue(brightness(image, x, image.getHeight() - 90) > 100, "but below 8 kHz");
    }

    private static int brightness(BufferedImage image, int x, int y) {
        int rgb = image.getRGB(x, y);
        return (rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255);
    }

    @Test
    void filesThatAreNoSoundAreRefusedInOneLine() throws IOException {
        byte[] whole = Files.readAllBytes(Tiny.sound(folder.resolve("whole.wav"), 440));
        Path[] bad = {
            Files.createFile(folder.resolve("empty.wav")),
            Files.writeString(folder.resolve("letter.wav"), "Dear Sir, this is no sound. ".repeat(20)),
            Files.write(folder.resolve("short.wav"), Arrays.copyOf(whole, whole.length / 2)),
            folder.resolve("missing.wav"),
            Files.createDirectories(folder.resolve("folder")),
        };
        List<String> before = files();
        for (Path each : bad) {
            Ran ran = vocode(folder.resolve("whole.wav"), each, "--vocoder", "pghi", "-o", folder.resolve("copies"));
            assertEquals(1, ran.status());
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertTrue(ran.err().contains(each.toString()), ran.err());
        }
        assertEquals(before, files());
    }

    @Test
    void existingFilesAreRefusedUnlessForcedAndTheOriginalAlways() throws IOException {
        write(sound(1, 4000, RATE));
        Files.writeString(out, "precious");
        Files.writeString(folder.resolve("b.png"), "precious");

        Ran exists = vocode(in, "-o", out, "--vocoder", "zero");
        assertEquals(1, exists.status());
        assertTrue(exists.err().contains(out + ": exists already; add --force"), exists.err());
        Ran picture = vocode(in, "-o", folder.resolve("b.wav"), "--vocoder", "zero", "--plot");
        assertTrue(picture.err().contains("b.png: exists already"), picture.err());
        Ran itself = vocode(in, "-o", folder, "--vocoder", "zero", "--force");
        assertEquals(1, itself.status());
        assertTrue(itself.err().contains(in + ": is to be vocoded itself"), itself.err());
        assertEquals(List.of("b.png", "in.wav", "out.wav"), files());
        assertEquals("precious", Files.readString(out));
    }

    @Test
    void whatMakesNoSenseIsAUsageError() throws IOException {
        write(sound(1, 400, RATE));
        Path other = Files.createDirectories(folder.resolve("other")).resolve("in.flac");
        Files.copy(in, other);
        Object[][] wrong = {
            {"-o", out, "--vocoder", "pghi", "--iterations", 3, "does not iterate"},
            {"-o", out, "--vocoder", Tiny.vocoder(), "--iterations", 3, "does not iterate"},
            {"-o", out, "--vocoder", "griffin-lim", "--iterations", 0, "1 to 10000"},
            {"-o", out, "--vocoder", "griffin-lim", "--refine", -1, "1 to 10000"},
            {"-o", out, "--vocoder", "griffin-lim", "--via", "ear", "--via"},
            {"-o", out, "--vocoder", "phone", "there are network, griffin-lim"},
            {"-o", out, "--vocoder", "", "there are network, griffin-lim"},
            {"-o", out, "--seed", "pi", "--seed"},
            {"-o", folder.resolve("a.mp3"), "a.wav"},
            {"-o", "-", "--vocoder", "zero", "--plot", "stdout"},
            {other, "--vocoder", "zero", "name one by -o"},
            {other, "--vocoder", "zero", "-o", "-", "stdout takes one sound"},
            {other, "--vocoder", "zero", "-o", folder.resolve("copies"), "two of the sounds would become"},
        };
        for (Object[] words : wrong) {
            Ran ran = vocode(Stream.concat(Stream.of(in), Stream.of(Arrays.copyOf(words, words.length - 1)))
                    .toArray());
            assertEquals(2, ran.status(), ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertTrue(ran.err().contains(words[words.length - 1].toString()), ran.err());
            assertEquals(0, ran.data().length);
        }
        assertEquals(2, vocode().status());
        assertEquals(List.of("in.wav", "other/in.flac"), files());
    }

    @Test
    void aSoundThatDoesNotFitTheMemoryIsRefusedBeforeItIsRead() throws IOException {
        Path long2 = folder.resolve("long.wav");
        SoundFile.write(Audio.mono(new float[0], 8000), long2, SampleFormat.PCM_16);
        try (RandomAccessFile file = new RandomAccessFile(long2.toFile(), "rw")) {
            // A hole in the disk that sounds for two days.
            int bytes = 2_000_000_000;
            file.seek(4);
            file.writeInt(Integer.reverseBytes(36 + bytes));
            file.seek(40);
            file.writeInt(Integer.reverseBytes(bytes));
            file.setLength(44L + bytes);
        }

        Ran ran = vocode(long2, "-o", out, "--vocoder", "griffin-lim");

        assertEquals(1, ran.status());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(long2 + ": too long to be vocoded as a whole: "), ran.err());
        assertTrue(ran.err().contains("use --vocoder network, which goes piece by piece"), ran.err());
        assertTrue(ran.err().contains("JAVA_OPTS=-Xmx"), ran.err());
        assertFalse(Files.exists(out));
    }
}
