package dev.phasewright.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.phasewright.audio.file.AtomicFile;
import dev.phasewright.audio.file.AtomicFolder;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.JsonFile;
import dev.phasewright.model.SafeTensors;
import dev.phasewright.nn.Precision;
import dev.phasewright.nn.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power is cut after each operation of three saves; what is found must be the state before or after the save. */
class PowerCutTest {
    private static final int SAVES = 3;

    @TempDir
    Path folder;

    private RecordedDisk disk;

    /** Saves the state of a number. */
    private interface Save {
        void save(Path place, int number) throws IOException;
    }

    /** The number of the state in a folder; 0 if there is none. */
    private interface Reader {
        int read(Path place) throws IOException;
    }

    @BeforeEach
    void begin() throws IOException {
        disk = new RecordedDisk(Files.createDirectory(folder.resolve("disk")));
    }

    private void cutEverywhere(Save save, Reader reader) throws IOException {
        int[] ends = new int[SAVES + 1];
        for (int i = 1; i <= SAVES; i++) {
            save.save(disk.path(), i);
            ends[i] = disk.operations().size();
        }
        Path workspace = Files.createDirectory(folder.resolve("found"));
        Set<Integer> found = new HashSet<>();
        for (int number = 1; number <= SAVES; number++) {
            int last = number;
            for (int after = ends[number - 1]; after <= ends[number]; after++) {
                boolean done = after == ends[number];
                String when = "save " + number + ", cut before "
                        + (done ? "its end" : disk.operations().get(after));
                new PowerCut(disk, after).show(workspace, place -> {
                    int read = reader.read(place);
                    assertTrue(read == last || (read == last - 1 && !done), () -> when + ": found " + read);
                    found.add(read);
                });
            }
        }
        assertEquals(Set.of(0, 1, 2, 3), found);
    }

    private static Map<String, Tensor> arrays(int number) {
        return Map.of("a", new Tensor(new Shape(3), new float[] {number, number, number}));
    }

    private static void requireArrays(int number, Map<String, Tensor> arrays) {
        assertArrayEquals(new float[] {number, number, number}, arrays.get("a").values());
    }

    @Test
    void aCheckpointIsTheOldOneOrTheNewOne() throws IOException {
        cutEverywhere(
                (place, number) -> new CheckpointFolder(place.resolve("model/checkpoints"))
                        .save(
                                new CheckpointFolder.State(
                                        number, 1, TextNode.valueOf("a"), TextNode.valueOf("b"), Precision.FLOAT32),
                                arrays(number)),
                place -> {
                    int[] read = {0};
                    CheckpointFolder checkpoints = new CheckpointFolder(place.resolve("model/checkpoints"));
                    if (checkpoints.isBegun()) {
                        List<CheckpointException> damaged = checkpoints.read(checkpoint -> {
                            read[0] = (int) checkpoint.state().updates();
                            requireArrays(read[0], SafeTensors.read(checkpoint.arraysFile()));
                        });
                        assertEquals(List.of(), damaged);
                    }
                    return read[0];
                });
    }

    private record Description(int number) {}

    @Test
    void aModelsWeightsAndDescriptionAreOfOneSave() throws IOException {
        cutEverywhere(
                (place, number) -> Checkpoint.write(
                        place.resolve("model"), new Description(number), arrays(number), DataType.FLOAT16),
                place -> {
                    if (!Files.exists(place.resolve("model").resolve(Checkpoint.DESCRIPTION))) {
                        return 0;
                    }
                    int read = JsonFile.read(place.resolve("model").resolve(Checkpoint.DESCRIPTION), Description.class)
                            .number();
                    requireArrays(read, Checkpoint.read(place.resolve("model")));
                    return read;
                });
    }

    @Test
    void aModelIsWrittenAnewAfterEveryCut() throws IOException {
        Path recorded = disk.path().resolve("model");
        for (int i = 1; i <= 2; i++) {
            Checkpoint.write(recorded, new Description(i), arrays(i), DataType.FLOAT32);
        }
        Path workspace = Files.createDirectory(folder.resolve("found"));
        for (int after = 0; after <= disk.operations().size(); after++) {
            new PowerCut(disk, after).show(workspace, place -> {
                Path model = place.resolve("model");
                Checkpoint.write(model, new Description(7), arrays(7), DataType.FLOAT32);
                requireArrays(7, Checkpoint.read(model));
            });
        }
    }

    private void cutWhileAFileIsWritten() throws IOException {
        cutEverywhere(
                (place, number) ->
                        AtomicFile.write(place.resolve("file"), out -> out.write(new byte[] {7, (byte) number})),
                place -> {
                    if (!Files.exists(place.resolve("file"))) {
                        return 0;
                    }
                    byte[] read = Files.readAllBytes(place.resolve("file"));
                    assertEquals(2, read.length);
                    return read[1];
                });
    }

    @Test
    void aFileIsTheOldOneOrTheNewOne() throws IOException {
        cutWhileAFileIsWritten();
    }

    @Test
    void whatIsNotForcedIsSeenToBeLost() {
        disk.deafen();
        assertThrows(AssertionError.class, this::cutWhileAFileIsWritten);
    }

    /** It cannot be replaced at a stroke; what stood there is beside it, whole, until the new one is in its place. */
    @Test
    void aFolderIsTheOldOneOrTheNewOneOrBothAreBesideIt() throws IOException {
        cutEverywhere(
                (place, number) -> {
                    try (AtomicFolder made = AtomicFolder.beside(place.resolve("site"))) {
                        AtomicFile.write(made.path().resolve("a"), out -> out.write(number));
                        AtomicFile.write(made.path().resolve("b"), out -> out.write(number));
                        made.finish(true);
                    }
                },
                place -> {
                    Path site = place.resolve("site");
                    if (!Files.exists(site)) {
                        try (Stream<Path> beside = Files.list(place)) {
                            site = beside.filter(p -> p.toString().endsWith(".old"))
                                    .findFirst()
                                    .orElse(null);
                        }
                    }
                    if (site == null) {
                        return 0;
                    }
                    byte[] a = Files.readAllBytes(site.resolve("a"));
                    assertEquals(1, a.length);
                    assertArrayEquals(a, Files.readAllBytes(site.resolve("b")));
                    return a[0];
                });
    }
}
