package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.NoteName;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.NotePitch;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.JsonFile;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.network.NetworkVocoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped generator of single notes, as far as one batch can tell. */
class ShippedNotesTest {
    @TempDir
    private Path folder;

    /** Nothing that models came to know since is in an earlier model's description, read and written again. */
    @Test
    void theDescriptionOfAnEarlierVersionIsReadAndWrittenAsItStands() throws IOException {
        Path described = folder.resolve("model.json");
        try (InputStream earlier = ShippedNotesTest.class.getResourceAsStream("notes-of-an-earlier-version.json")) {
            Files.copy(earlier, described);
        }
        String before = Files.readString(described);
        JsonFile.write(described, Checkpoint.describe(folder, GeneratorSpec.class, GeneratorSpec.KIND));
        assertEquals(before, Files.readString(described));
    }

    private static final List<String> INSTRUMENTS =
            List.of("flute", "violin", "church-organ", "trumpet", "clarinet", "piano");
    private static final int[] PITCHES = {69, 64, 55, 72, 65, 60};

    @Test
    void itsNotesAreTheInstrumentsAndInTune() throws IOException {
        Path models = Path.of("models").toAbsolutePath();
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(models.resolve("notes"));
                Judge judge = Judge.load(models.resolve("judge-notes"));
                NetworkVocoder vocoder = NetworkVocoder.load(models.resolve("universal-16k"), Precision.FLOAT32)) {
            Stream<Integer> classes = INSTRUMENTS.stream().map(generator.spec()::classIndex);
            int[] asked = classes.mapToInt(i -> i).toArray();
            List<LogMel> notes = generator.generate(
                    generator.plan(),
                    Condition.of(asked).withPitches(PITCHES),
                    new long[] {1, 2, 3, 4, 5, 6},
                    SamplingObserver.NONE);

            double accuracy = judge.verdicts(notes).accuracy(asked);
            assertTrue(accuracy >= 0.6, "accuracy " + accuracy);
            List<Double> cents = new ArrayList<>();
            for (int i = 0; i < notes.size(); i++) {
                OptionalDouble hertz = NotePitch.of(vocoder.synthesize(notes.get(i), new SplittableRandom(i)));
                cents.add(hertz.isPresent() ? NoteName.cents(hertz.getAsDouble(), PITCHES[i]) : Double.NaN);
            }
            long inTune = cents.stream()
                    .filter(c -> Math.abs(c) <= NotePitch.TOLERANCE_CENTS)
                    .count();
            assertTrue(inTune >= 5, cents.toString());
        }
    }
}
