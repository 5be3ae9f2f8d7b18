package dev.phasewright.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class ModelPathTest {
    /** A folder in the working directory: a name can mean it. */
    private static final String TAKEN = "src";

    @TempDir
    Path models;

    private String before;

    @BeforeEach
    void pointAtModels() throws IOException {
        before = System.getProperty(ModelPath.PROPERTY);
        System.setProperty(ModelPath.PROPERTY, models.toString());
        make(models.resolve("bells"));
    }

    @AfterEach
    void pointBack() {
        if (before == null) {
            System.clearProperty(ModelPath.PROPERTY);
        } else {
            System.setProperty(ModelPath.PROPERTY, before);
        }
    }

    private static void make(Path model) throws IOException {
        Files.writeString(Files.createDirectories(model).resolve(Checkpoint.DESCRIPTION), "{}");
    }

    @Test
    void aNameIsFoundAmongTheModels() throws IOException {
        assertEquals(models.resolve("bells"), ModelPath.find("bells"));
        assertEquals(Optional.of(models.resolve("bells")), ModelPath.known("bells"));
        assertEquals(Optional.empty(), ModelPath.known("gongs"));
    }

    @Test
    @DisabledIfSystemProperty(named = "sun.jnu.encoding", matches = "ANSI.*", disabledReason = "names are ASCII there")
    void aNameIsFoundHoweverItsAccentIsSpelled() throws IOException {
        make(models.resolve("cafe\u0301"));
        assertEquals(models.resolve("cafe\u0301"), ModelPath.find("caf\u00e9"));
    }

    @Test
    void aFolderThatIsNoModelDoesNotHideOneOfItsName() throws IOException {
        assertTrue(Files.isDirectory(Path.of(TAKEN)));
        make(models.resolve(TAKEN));
        assertEquals(models.resolve(TAKEN), ModelPath.find(TAKEN));
    }

    @Test
    void aFolderThatIsNoModelIsNamedAsSuch() {
        String told = assertThrows(CheckpointException.class, () -> ModelPath.find(TAKEN))
                .getMessage();
        assertTrue(told.startsWith("src: not a model directory"), told);
    }

    @Test
    void anUnknownNameListsWhatThereIs() {
        String told = assertThrows(CheckpointException.class, () -> ModelPath.find("gongs"))
                .getMessage();
        assertTrue(told.contains("no model \"gongs\"") && told.contains("there are bells"), told);
    }
}
