package dev.phasewright.corpus.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.corpus.CorpusReport;
import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corpus of people: whole languages are held out, and what cannot be read is counted. */
class PeopleCorpusTest {
    @TempDir
    private Path folder;

    /** The reader goes by what is in a file, not by its name. */
    private void write(String name, Audio sound) throws IOException {
        Path wav = folder.resolve("sound.wav");
        SoundFile.write(sound, wav, SampleFormat.PCM_16);
        Path file = folder.resolve("usr/share/klettres").resolve(name);
        Files.createDirectories(file.getParent());
        Files.move(wav, file);
    }

    private static Audio tone(int rate, double level) {
        float[] samples = new float[rate / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (level * Math.sin(0.1 * i));
        }
        return Audio.of(new float[][] {samples, samples}, rate);
    }

    @Test
    void languagesAreHeldOutAndLevelsAreKept() throws IOException {
        write("de/alpha/a.ogg", tone(44_100, 0.5));
        write("de/syllab/ba.ogg", tone(22_050, 0.25));
        write("he/alpha/a.ogg", tone(44_100, 0.5));
        write("cs/alpha/a.ogg", tone(44_100, 0.5));
        write("fr/alpha/quiet.ogg", tone(44_100, 0));
        Files.writeString(folder.resolve("usr/share/klettres/fr/alpha/b.ogg"), "OggS, and no more");
        PeopleCorpus corpus = new PeopleCorpus(folder);
        assertEquals(6, corpus.recordings().size());
        Path out = folder.resolve("people");
        CorpusReport report = corpus.make(out, false, ProgressObserver.NONE);

        assertEquals(Map.of("train", 2, "validation", 1, "test", 1), report.clips());
        assertEquals(Map.of("silent", 1, "unreadable", 1), report.rejections());
        assertEquals(
                Map.of("languages", Map.of("train", List.of("de"), "validation", List.of("cs"), "test", List.of("he"))),
                report.heard());
        Audio resampled = SoundFile.read(out.resolve("train/speech/000001_de.wav"));
        assertEquals(44_100, resampled.sampleRate());
        assertEquals(1, resampled.channels());
        assertEquals(0.25, resampled.peak(), 0.01);
        List<String> rows = Files.readAllLines(out.resolve("manifest.csv"));
        assertEquals("path,split,class,language,package,licence,source,level,sha256", rows.get(0));
        assertTrue(
                rows.get(1)
                        .startsWith("train/speech/000000_de.wav,train,speech,de,klettres-data,GPL-2+,"
                                + "usr/share/klettres/de/alpha/a.ogg,-6.0"),
                rows.get(1));
        assertEquals(report, corpus.make(folder.resolve("again"), false, ProgressObserver.NONE));
    }

    @Test
    void aMissingPackageIsToldWithTheLineThatInstallsIt() {
        PeopleCorpus corpus = new PeopleCorpus(folder);
        IOException missing = assertThrows(
                IOException.class, () -> corpus.make(folder.resolve("people"), false, ProgressObserver.NONE));
        assertTrue(missing.getMessage().endsWith("sudo apt install klettres-data"), missing.getMessage());
        assertFalse(Files.exists(folder.resolve("people")));
    }
}
