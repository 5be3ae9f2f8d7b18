package dev.phasewright.evaluation.vocoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestClipsTest {
    private static final Audio SILENT = Audio.mono(new float[800], 16_000);
    private static final Audio HEARD = Audio.mono(new float[] {0, 0.5f, 0}, 16_000);

    @Test
    void silentClipsAreToldOfKindByKind() throws IOException {
        List<String> told = new ArrayList<>();
        TestClips.tellSilence(Map.of("speech", List.of(SILENT, HEARD), "drums", List.of(HEARD)), told::add);
        assertEquals(List.of("1 of 2 clips of speech are silent: there are no figures of them"), told);
    }

    @Test
    void whereAllAreSilentThereIsNothingToReconstruct() {
        IOException refused = assertThrows(
                IOException.class, () -> TestClips.tellSilence(Map.of("speech", List.of(SILENT, SILENT)), line -> {}));
        assertTrue(refused.getMessage().contains("all clips are silent: speech"), refused.getMessage());
    }
}
