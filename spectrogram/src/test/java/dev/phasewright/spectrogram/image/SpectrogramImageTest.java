package dev.phasewright.spectrogram.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrogramImageTest {
    private static final StftSpec SMALL = new StftSpec(8_000, 16, 4, Window.HANN);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 999, 1001, 100_000})
    void anyLengthMakesAPictureOfSaneSize(int frames) {
        BufferedImage image =
                SpectrogramImage.draw(new Magnitudes(SMALL, SMALL.samples(frames), new float[frames * 9]), "length");
        assertTrue(image.getWidth() > 500 && image.getWidth() < 1400, "width " + image.getWidth());
        assertTrue(image.getHeight() > 300 && image.getHeight() < 800, "height " + image.getHeight());
    }

    @Test
    void oneClickInAnHourIsSeen() {
        int frames = 500_000;
        float[] values = new float[frames * 9];
        values[123_456 * 9 + 4] = 4;
        Levels levels = Levels.of(new Magnitudes(SMALL, SMALL.samples(frames), values));
        float[] decibels = levels.pixels(1000, 9);
        assertEquals(0, decibels[4 * 1000 + 246], 1e-5);
        assertEquals(Float.NEGATIVE_INFINITY, decibels[4 * 1000 + 245]);
    }

    @Test
    void aToneIsDrawnWhereTheMelAxisSaysItIs() {
        float[] tone = new float[4000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) Math.sin(2 * Math.PI * 2000 * i / 16_000);
        }
        LogMel mel = MelFilterBank.of(MelSpec.STANDARD)
                .apply(Stft.of(MelSpec.STANDARD.stft()).forward(tone).magnitudes());
        Levels levels = Levels.of(mel);
        float[] column = levels.pixels(1, 800);
        int loudest = 0;
        for (int y = 0; y < column.length; y++) {
            loudest = column[y] > column[loudest] ? y : loudest;
        }
        double expected = levels.frequency().ticks().stream()
                .filter(t -> t.label().equals("2000"))
                .findFirst()
                .orElseThrow()
                .position();
        // The loudest band is ten pixels high and reported by its upper edge.
        assertEquals(expected, 1 - (loudest + 5) / 800.0, 1.0 / 80);
    }

    @Test
    void silenceIsDark() {
        LogMel silence = MelFilterBank.of(MelSpec.STANDARD)
                .apply(Stft.of(MelSpec.STANDARD.stft()).forward(new float[9000]).magnitudes());
        BufferedImage image = SpectrogramImage.draw(silence, "silence");
        int rgb = image.getRGB(image.getWidth() / 2, image.getHeight() / 2);
        assertTrue((rgb >> 16 & 255) < 20 && (rgb >> 8 & 255) < 20, Integer.toHexString(rgb));
    }

    @Test
    void everyTickFitsOnItsAxisAndKeepsItsDistance() {
        for (Axis axis : List.of(
                Axis.time(1, 125),
                Axis.time(450_000, 125),
                Axis.hertz(new StftSpec(44_100, 4096, 1024, Window.HANN)),
                Axis.mel(MelSpec.STANDARD),
                Axis.decibels("dB", -85, -5))) {
            List<Axis.Tick> ticks = axis.fitting(400, 20);
            assertTrue(ticks.size() >= 4, axis.title() + ticks);
            double[] places =
                    ticks.stream().mapToDouble(Axis.Tick::position).sorted().toArray();
            for (int i = 0; i < places.length; i++) {
                assertTrue(places[i] >= 0 && places[i] <= 1, axis.toString());
                assertTrue(i == 0 || (places[i] - places[i - 1]) * 400 >= 20, axis.toString());
            }
        }
    }

    @Test
    void theColourMapIsMagmaAndGrowsEverLighter() {
        // matplotlib's magma at 0, 0.5 and 1.
        assertNear(0x000004, Magma.rgb(0));
        assertNear(0xb73779, Magma.rgb(0.5));
        assertNear(0xfcfdbf, Magma.rgb(1));
        double before = -1;
        for (int i = 0; i <= 50; i++) {
            int rgb = Magma.rgb(i / 50.0);
            double light = 0.2126 * (rgb >> 16) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
            assertTrue(light > before - 0.3, "level " + i / 50.0);
            before = light;
        }
        assertEquals(Magma.rgb(0), Magma.rgb(Double.NEGATIVE_INFINITY));
    }

    @Test
    void aGridHoldsPanelsOfDifferentLength() {
        List<LogMel> mels = Stream.of(1, 30, 126)
                .map(frames -> new LogMel(MelSpec.STANDARD, new float[frames * MelSpec.STANDARD.bands()]))
                .toList();
        BufferedImage image = SpectrogramImage.grid(mels, List.of("a", "b", "c"), "samples");
        assertTrue(image.getWidth() < 1400 && image.getHeight() < 800, image.toString());
    }

    @Test
    void aStackHasOneScaleForAll() {
        float[] loud = new float[100 * 9];
        java.util.Arrays.fill(loud, 4);
        Magnitudes above = new Magnitudes(SMALL, SMALL.samples(100), loud);
        Magnitudes below = new Magnitudes(SMALL, SMALL.samples(50), new float[50 * 9]);
        BufferedImage image = SpectrogramImage.stack(List.of(above, below), List.of("a", "b"), "two");
        assertTrue(image.getWidth() < 1400 && image.getHeight() < 800, image.toString());
        int x = image.getWidth() / 4;
        int lightest = image.getRGB(x, image.getHeight() / 4) & 0xffffff;
        assertEquals(Magma.rgb(1) & 0xffffff, lightest);
        assertEquals(Magma.rgb(0) & 0xffffff, image.getRGB(x, image.getHeight() * 3 / 4) & 0xffffff);
    }

    @Test
    void stacksThatCannotBeDrawnAreRefused() {
        Magnitudes one = new Magnitudes(SMALL, 0, new float[9]);
        StftSpec other = new StftSpec(8_000, 16, 8, Window.HANN);
        assertThrows(IllegalArgumentException.class, () -> SpectrogramImage.stack(List.of(), List.of(), ""));
        assertThrows(IllegalArgumentException.class, () -> SpectrogramImage.stack(List.of(one), List.of(), ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> SpectrogramImage.stack(
                        List.of(one, new Magnitudes(other, 0, new float[9])), List.of("", ""), ""));
    }

    @Test
    void gridsThatCannotBeDrawnAreRefused() {
        LogMel mel = new LogMel(MelSpec.STANDARD, new float[MelSpec.STANDARD.bands()]);
        assertThrows(IllegalArgumentException.class, () -> SpectrogramImage.grid(List.of(), List.of(), ""));
        assertThrows(IllegalArgumentException.class, () -> SpectrogramImage.grid(List.of(mel), List.of(), ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> SpectrogramImage.grid(Collections.nCopies(101, mel), Collections.nCopies(101, ""), ""));
        MelSpec other = new MelSpec(MelSpec.STANDARD.stft(), 40, MelScale.HTK, false, 0, 8_000, 0.01);
        assertThrows(
                IllegalArgumentException.class,
                () -> SpectrogramImage.grid(List.of(mel, new LogMel(other, new float[40])), List.of("", ""), ""));
    }

    @Test
    void theFileIsAPngAloneInItsFolderAndReplacesAnOlderOne(@TempDir Path folder) throws IOException {
        BufferedImage image = SpectrogramImage.draw(
                new LogMel(MelSpec.STANDARD, new float[10 * MelSpec.STANDARD.bands()]), "ten frames");
        Path file = folder.resolve("picture.png");
        Files.writeString(file, "older");
        SpectrogramImage.write(image, file);
        assertEquals(image.getWidth(), ImageIO.read(file.toFile()).getWidth());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("missing").resolve("picture.png");
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        String message = assertThrows(IOException.class, () -> SpectrogramImage.write(image, file))
                .getMessage();
        assertTrue(message.contains("picture.png") && message.contains("folder"), message);
    }

    private static void assertNear(int expected, int actual) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertEquals(expected >> shift & 255, actual >> shift & 255, 6, Integer.toHexString(actual));
        }
    }

    @Test
    void bareSpectrogramsShareOneScaleAndHaveFewColours() {
        StftSpec spec = new StftSpec(16_000, 64, 16, Window.HANN);
        float[] loud = new float[10 * spec.bins()];
        float[] quiet = new float[10 * spec.bins()];
        java.util.Arrays.fill(loud, 16);
        java.util.Arrays.fill(quiet, 1.6f);
        List<BufferedImage> pictures = SpectrogramImage.bare(
                List.of(new Magnitudes(spec, 144, loud), new Magnitudes(spec, 144, quiet)), 20, 12);
        assertEquals(20, pictures.get(0).getWidth());
        assertEquals(12, pictures.get(0).getHeight());
        int first = pictures.get(0).getRGB(3, 3);
        int second = pictures.get(1).getRGB(3, 3);
        assertTrue((first & 0xff00) > (second & 0xff00), "20 dB less is darker on the common scale");
        assertEquals(BufferedImage.TYPE_BYTE_INDEXED, pictures.get(0).getType());
    }

    @Test
    void differencesAreBlueWhereQuieterAndRedWhereLouderAndPaleInSilence() {
        StftSpec spec = new StftSpec(16_000, 64, 16, Window.HANN);
        float[] original = new float[4 * spec.bins()];
        float[] other = new float[4 * spec.bins()];
        for (int bin = 0; bin < spec.bins(); bin++) {
            for (int frame = 0; frame < 4; frame++) {
                original[frame * spec.bins() + bin] = frame == 3 ? 1e-5f : 1;
            }
            other[bin] = 0.1f;
            other[spec.bins() + bin] = 10;
            other[2 * spec.bins() + bin] = 1;
            other[3 * spec.bins() + bin] = 5e-4f;
        }
        BufferedImage picture =
                SpectrogramImage.difference(new Magnitudes(spec, 48, original), new Magnitudes(spec, 48, other), 4, 8);
        assertEquals(0xff2166ac, picture.getRGB(0, 4), "20 dB quieter");
        assertEquals(0xffb2182b, picture.getRGB(1, 4), "20 dB louder");
        assertEquals(0xfff7f7f7, picture.getRGB(2, 4), "alike");
        assertEquals(0xfff7f7f7, picture.getRGB(3, 4), "both inaudible beside the peak");
        assertThrows(
                IllegalArgumentException.class,
                () -> SpectrogramImage.difference(
                        new Magnitudes(spec, 48, original),
                        new Magnitudes(spec, 32, java.util.Arrays.copyOf(other, 3 * spec.bins())),
                        4,
                        8));
    }
}
