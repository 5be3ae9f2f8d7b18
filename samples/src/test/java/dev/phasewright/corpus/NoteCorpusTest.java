package dev.phasewright.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.PitchTrack;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single notes: what is planned, and what sounds where FluidSynth and its font are. */
class NoteCorpusTest {
    @TempDir
    private Path folder;

    @Test
    void manyInstrumentsOfManyFamiliesHaveNamesOneCanType() {
        List<Instrument> all = Instrument.ALL;
        assertTrue(all.size() >= 40, all.size() + " instruments");
        assertEquals(all.size(), all.stream().map(Instrument::name).distinct().count());
        assertEquals(
                all.size(), all.stream().map(Instrument::program).distinct().count());
        assertEquals(10, all.stream().map(Instrument::family).distinct().count());
        for (Instrument each : all) {
            assertTrue(each.name().matches("[a-z]+(-[a-z]+)*"), each.name());
            // A family is eight programs in a row.
            long others = all.stream()
                    .filter(o -> o.program() / 8 == each.program() / 8)
                    .filter(o -> !o.family().equals(each.family()))
                    .count();
            assertEquals(0, others, each.name());
        }
    }

    @Test
    void pairsAreHeardInOnePartAndPitchesAndInstrumentsInTraining() {
        int[] heard = new int[128];
        for (int i = 0; i < NotePlan.ROUND; i++) {
            List<Integer> all = new ArrayList<>();
            for (Split split : Split.values()) {
                all.addAll(NotePlan.keys(i, split));
            }
            assertEquals(49, all.size());
            assertEquals(new HashSet<>(IntStream.rangeClosed(36, 84).boxed().toList()), new HashSet<>(all));
            assertEquals(5, NotePlan.keys(i, Split.TEST).size());
            assertEquals(2, NotePlan.keys(i, Split.VALIDATION).size());
            NotePlan.keys(i, Split.TRAIN).forEach(key -> heard[key]++);
        }
        for (int key = 36; key <= 84; key++) {
            assertTrue(heard[key] > NotePlan.ROUND / 2, key + " is learned from " + heard[key] + " instruments");
        }
    }

    @Test
    void everyRoundHasEveryInstrumentAndNoPairTwiceAlike() {
        Set<NotePlan.Note> notes = new HashSet<>();
        int[] played = new int[NotePlan.ROUND];
        for (int i = 0; i < 12_348; i++) {
            NotePlan.Note note = NotePlan.note(1, Split.TRAIN, i);
            assertTrue(note.velocity() >= 40 && note.velocity() <= 127, note.toString());
            assertTrue(notes.add(note), note + " is there already");
            played[Instrument.ALL.indexOf(note.instrument())]++;
        }
        assertTrue(Arrays.stream(played).allMatch(n -> n == 252), Arrays.toString(played));
        long pairs = notes.stream()
                .map(n -> n.instrument().name() + n.key())
                .distinct()
                .count();
        assertEquals(42L * NotePlan.ROUND, pairs);
        assertEquals(
                NotePlan.note(1, Split.TEST, 5).key(),
                NotePlan.note(2, Split.TEST, 5).key());
    }

    @Test
    void sizesWithoutANoteOfEachInstrumentAreRefused() {
        for (int size : new int[] {-1, 0, 48, 1_000_001}) {
            assertThrows(IllegalArgumentException.class, () -> Corpora.notes(size, 1, Corpora.DEBIAN_FONT));
        }
        Corpus full = Corpora.notes(12_348, 1, Corpora.DEBIAN_FONT);
        assertEquals(13 * 49, full.clips(Split.VALIDATION));
        assertEquals(26 * 49, full.clips(Split.TEST));
    }

    @Test
    void notesSoundAtTheirPitchAndTheSameInALargerCorpus() throws IOException {
        try {
            new FluidSynth("fluidsynth", Corpora.DEBIAN_FONT, folder, Corpora.SPEECH_RATE);
        } catch (IOException e) {
            Assumptions.abort("this test needs FluidSynth and a font: " + e.getMessage());
        }
        Path small = folder.resolve("small");
        Corpora.notes(49, 5, Corpora.DEBIAN_FONT).make(small, false, 2, ProgressObserver.NONE);
        Path large = folder.resolve("large");
        Corpora.notes(60, 5, Corpora.DEBIAN_FONT).make(large, false, 1, ProgressObserver.NONE);

        List<String> lines = Files.readAllLines(small.resolve("manifest.csv"));
        assertEquals("path,split,class,family,program,midi,velocity,level,sha256", lines.get(0));
        assertEquals(1 + 3 * 49, lines.size());
        List<String> more = Files.readAllLines(large.resolve("manifest.csv"));
        assertEquals(lines.size() + 11, more.size());
        assertTrue(more.containsAll(lines));
        int inTune = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(",", -1);
            Audio clip = SoundFile.read(small.resolve(row[0]));
            assertEquals(16_000, clip.sampleRate());
            assertEquals(1, clip.channels());
            assertEquals(32_000, clip.length());
            assertEquals(Double.parseDouble(row[7]), 20 * Math.log10(clip.peak()), 0.01, line);
            // Silent until 50 ms, then struck.
            assertEquals(0, clip.slice(0, 760).peak(), 1e-4, line);
            assertTrue(clip.slice(760, 4_800).peak() > 0.01 * clip.peak(), line);
            inTune += Math.abs(cents(clip, Integer.parseInt(row[5]))) <= 50 ? 1 : 0;
        }
        assertTrue(inTune >= 0.95 * 3 * 49, inTune + " of " + 3 * 49 + " are in tune");
    }

    /** How far the median pitch of the audible frames is above a key, in cents; NaN without pitch. */
    private static double cents(Audio clip, int key) {
        PitchTrack track = PitchTrack.of(clip, 50, 2000);
        double[] hertz = IntStream.range(0, track.frames())
                .filter(f -> track.level(f) > -30 && track.voiced(f))
                .mapToDouble(track::hertz)
                .sorted()
                .toArray();
        return hertz.length == 0
                ? Double.NaN
                : 1200 * Math.log(hertz[hertz.length / 2] / 440) / Math.log(2) - 100 * (key - 69);
    }
}
