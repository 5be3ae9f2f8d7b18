package org.example;

import dev.phasewright.Phasewright;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import java.nio.file.Path;

/** The lines of the README. */
public class App {
    public static void main(String[] arguments) throws Exception {
        try (Phasewright digits = Phasewright.load("digits")) {
            SoundFile.write(digits.generate("seven", 42), Path.of("seven.wav"), SampleFormat.PCM_16);
        }
    }
}
