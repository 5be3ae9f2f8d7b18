package dev.phasewright.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The model {@code packed-bells} is a resource of the tests. */
class PackedModelsTest {
    @Test
    void aModelOnTheClassPathIsFoundByItsName() throws IOException {
        Path folder = ModelPath.find("packed-bells");
        assertEquals("packed-bells", folder.getFileName().toString());
        assertEquals("weights", Files.readString(folder.resolve(Checkpoint.WEIGHTS)));
        assertEquals(
                "{}", Files.readString(folder.resolve(Checkpoint.DESCRIPTION)).strip());
        assertEquals(folder, ModelPath.find("packed-bells"), "unpacked once");
    }

    @Test
    void noNameLeadsOutOfTheFolderOfModels() throws IOException {
        for (String name : new String[] {"../packed-bells", "models/packed-bells", "", ".", "..", "/packed-bells"}) {
            assertNull(PackedModels.find(name), name);
        }
    }

    @Test
    void whatIsNowhereIsSaidToBeMissingThereToo() {
        CheckpointException missing = assertThrows(CheckpointException.class, () -> ModelPath.find("packed-whistles"));
        assertTrue(missing.getMessage().contains("packed-whistles"), missing.getMessage());
    }
}
