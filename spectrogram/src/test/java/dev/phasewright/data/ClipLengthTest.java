package dev.phasewright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipLengthTest {
    @TempDir
    Path folder;

    private ClipLength of(MelSpec features, double... seconds) throws IOException {
        for (int i = 0; i < seconds.length; i++) {
            SoundFolder.write(
                    folder.resolve(i + ".wav"), SoundFolder.tone(440, 0.5, (int) Math.round(seconds[i] * 8000), 8000));
        }
        return ClipLength.of(Recordings.in(folder), features);
    }

    @Test
    void clipsAreAsLongAsRecordings() throws IOException {
        assertEquals(new ClipLength(1.23, 3, 0), of(MelSpec.STANDARD, 0.4, 1.23, 1.0));
    }

    @Test
    void oneInTwentyMayBeLonger() throws IOException {
        double[] twenty = new double[20];
        Arrays.fill(twenty, 1.2);
        twenty[7] = 1.9;
        assertEquals(new ClipLength(1.2, 20, 1), of(MelSpec.STANDARD, twenty));
    }

    @Test
    void thereIsALeastAndAMost() throws IOException {
        assertEquals(new ClipLength(2, 2, 2), of(MelSpec.STANDARD, 2.5, 20));
        assertEquals(new ClipLength(1.5, 2, 2), ClipLength.of(Recordings.in(folder), MelSpec.WIDE));
        assertEquals(new ClipLength(1, 2, 0), of(MelSpec.STANDARD, 0.1, 0.002));
    }

    @Test
    void whatCannotBeReadIsPassedOver() throws IOException {
        Files.writeString(folder.resolve("no.wav"), "no sound");
        assertEquals(new ClipLength(1, 0, 0), ClipLength.of(Recordings.in(folder), MelSpec.STANDARD));
    }
}
