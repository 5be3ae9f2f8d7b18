package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.NoteName;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Recordings made by a formula, and a model and a vocoder trained on them in a second: all of a real one but its quality. */
public final class Tiny {
    /** The names of its classes. */
    public static final List<String> CLASSES = List.of("high", "low");

    /** The names of the classes of single notes. */
    public static final List<String> INSTRUMENTS = List.of("church-organ", "flute", "reed-organ");

    private static final List<String> FAMILIES = List.of("organ", "pipe", "organ");
    /** The lowest and the highest note, C4 and B4. */
    private static final int LOWEST = 60;

    private static final int HIGHEST = 71;

    private static Path model;
    private static Path noteModel;
    private static Path drumModel;
    private static Path heatModel;
    private static Path rival;
    private static Path vocoder;

    private static Path wideVocoder;

    private Tiny() {}

    /** Twenty short sounds in two classes. */
    public static Path corpus(Path folder) throws IOException {
        for (int i = 0; i < 20; i++) {
            Path of = Files.createDirectories(folder.resolve(CLASSES.get(i % 2)));
            sound(of.resolve(i + ".wav"), (i % 2 == 0 ? 1500 : 300) + 10 * i);
        }
        return folder;
    }

    /**
     * Notes of {@link #INSTRUMENTS} from C4 to B4, with a manifest that tells pitches and families: of each instrument the
     * even ones for training, four odd ones for test and the two others for validation.
     */
    public static Path noteCorpus(Path folder) throws IOException {
        List<String> manifest = new ArrayList<>(List.of("path,class,family,midi"));
        for (int c = 0; c < INSTRUMENTS.size(); c++) {
            for (int midi = LOWEST; midi <= HIGHEST; midi++) {
                String part = midi % 2 == 0 ? "train" : midi < 68 ? "test" : "validation";
                String path = part + "/" + INSTRUMENTS.get(c) + "/" + midi + ".wav";
                Files.createDirectories(folder.resolve(path).getParent());
                sound(folder.resolve(path), NoteName.hertz(midi), 4800);
                manifest.add(path + "," + INSTRUMENTS.get(c) + "," + FAMILIES.get(c) + "," + midi);
            }
        }
        Files.write(folder.resolve("manifest.csv"), manifest);
        return folder;
    }

    /** A model of {@link #INSTRUMENTS} and the notes from C4 to B4, the same for all tests; not to be changed. */
    public static synchronized Path noteModel() throws IOException {
        if (noteModel == null) {
            Path folder = temporary();
            Path trained = folder.resolve("model");
            Ran ran = Ran.phasewright(
                    "train",
                    "--data",
                    noteCorpus(folder.resolve("data")),
                    "--out",
                    trained,
                    "--width",
                    16,
                    "--depth",
                    1,
                    "--seconds",
                    0.3,
                    "--batch",
                    4,
                    "--steps",
                    3);
            assertEquals(0, ran.status(), ran.err());
            noteModel = trained;
        }
        return noteModel;
    }

    /** A fifth of a second of a tone with overtones. */
    public static Path sound(Path file, double hertz) throws IOException {
        return sound(file, hertz, 3200);
    }

    private static Path sound(Path file, double hertz, int length) throws IOException {
        float[] samples = new float[length];
        for (int i = 0; i < samples.length; i++) {
            double phase = 2 * Math.PI * hertz * i / 16_000;
            samples[i] = (float) (0.4 * Math.sin(phase) + 0.2 * Math.sin(2 * phase));
        }
        SoundFile.write(Audio.mono(samples, 16_000), file, SampleFormat.PCM_16);
        return file;
    }

    /** The words of a training that takes a second or two. */
    public static Object[] training(Path data, Path out, Object... more) {
        Object[] always = {
            "train", "--data", data, "--out", out, "--width", 16, "--depth", 1, "--seconds", 0.15, "--batch", 4
        };
        return Stream.concat(Stream.of(always), Stream.of(more)).toArray();
    }

    /** A model of {@link #CLASSES}, the same for all tests; not to be changed. */
    public static synchronized Path model() throws IOException {
        if (model == null) {
            Path folder = temporary();
            Path trained = folder.resolve("model");
            Ran ran = Ran.phasewright(training(corpus(folder.resolve("data")), trained, "--steps", 3));
            assertEquals(0, ran.status(), ran.err());
            model = trained;
        }
        return model;
    }

    /** A model of {@link #CLASSES} that undoes blur alone, the same for all tests; not to be changed. */
    public static synchronized Path heatModel() throws IOException {
        if (heatModel == null) {
            Path folder = temporary();
            Path trained = folder.resolve("heat");
            Ran ran = Ran.phasewright(
                    training(corpus(folder.resolve("data")), trained, "--steps", 2, "--corruption", "heat:5"));
            assertEquals(0, ran.status(), ran.err());
            heatModel = trained;
        }
        return heatModel;
    }

    /** An autoregressive model of {@link #CLASSES} as long as {@link #model}, the same for all tests; not to be changed. */
    public static synchronized Path rival() throws IOException {
        if (rival == null) {
            Path folder = temporary();
            Path trained = folder.resolve("rival");
            Ran ran = Ran.phasewright(
                    "train",
                    "autoregressive",
                    "--data",
                    corpus(folder.resolve("data")),
                    "--out",
                    trained,
                    "--seconds",
                    0.15,
                    "--coefficients",
                    20,
                    "--rounding",
                    0.5,
                    "--width",
                    64,
                    "--depth",
                    1,
                    "--batch",
                    4,
                    "--steps",
                    3);
            assertEquals(0, ran.status(), ran.err());
            rival = trained;
        }
        return rival;
    }

    /** Decaying noise at 44.1 kHz, a closed hat and a snare, six of each. */
    public static Path drumCorpus(Path folder) throws IOException {
        for (int i = 0; i < 12; i++) {
            SplittableRandom random = new SplittableRandom(i);
            float[] samples = new float[4000 + 300 * i];
            for (int t = 0; t < samples.length; t++) {
                samples[t] = (float) (0.5 * Math.exp(-t / (300.0 + 50 * i)) * (2 * random.nextDouble() - 1));
            }
            Path file = folder.resolve((i < 6 ? "closed-hat/" : "snare/") + i + ".wav");
            Files.createDirectories(file.getParent());
            SoundFile.write(Audio.mono(samples, 44_100), file, SampleFormat.PCM_16);
        }
        return folder;
    }

    /** A model of {@link #drumCorpus}, the same for all tests; not to be changed. */
    public static synchronized Path drumModel() throws IOException {
        if (drumModel == null) {
            Path folder = temporary();
            Path trained = folder.resolve("model");
            Ran ran = Ran.phasewright(
                    training(drumCorpus(folder.resolve("data")), trained, "--steps", 3, "--augment", "none"));
            assertEquals(0, ran.status(), ran.err());
            drumModel = trained;
        }
        return drumModel;
    }

    /** A vocoder of the same features, the same for all tests; not to be changed. */
    public static synchronized Path vocoder() throws IOException {
        if (vocoder == null) {
            vocoder = vocoderIn(temporary());
        }
        return vocoder;
    }

    /** A vocoder of the whole band, the same for all tests; not to be changed. */
    public static synchronized Path wideVocoder() throws IOException {
        if (wideVocoder == null) {
            Path folder = temporary();
            wideVocoder = vocoderIn(folder, "--rate", 44_100);
        }
        return wideVocoder;
    }

    /** A vocoder of one's own, under the name of the shipped one. */
    static Path vocoderIn(Path folder, Object... more) throws IOException {
        Path trained = folder.resolve("universal-16k");
        Object[] always = {
            "train",
            "vocoder",
            "--data",
            corpus(folder.resolve("data")),
            "--out",
            trained,
            "--width",
            16,
            "--depth",
            1,
            "--magnitude-width",
            16,
            "--magnitude-depth",
            1,
            "--frames",
            8,
            "--batch",
            4,
            "--steps",
            3
        };
        Ran ran = Ran.phasewright(
                Stream.concat(Stream.of(always), Stream.of(more)).toArray());
        assertEquals(0, ran.status(), ran.err());
        return trained;
    }

    private static Path temporary() throws IOException {
        Path folder = Files.createTempDirectory("tiny");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
    }

    /** A copy of {@link #model()} to damage. */
    public static Path modelIn(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : List.of("model.json", "model.safetensors")) {
            Files.copy(model().resolve(name), folder.resolve(name));
        }
        return folder;
    }

    /** A copy of {@link #model()} that says it was distilled: to be sampled in two steps from these noise levels. */
    public static Path distilledIn(Path folder) throws IOException {
        Path description = modelIn(folder).resolve("model.json");
        String text = Files.readString(description);
        Files.writeString(description, text.replaceFirst("\\{", "{\"fewSteps\": {\"levels\": [80.0, 6.0]},"));
        return folder;
    }

    /** Removes a folder and all that is in it. */
    public static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
