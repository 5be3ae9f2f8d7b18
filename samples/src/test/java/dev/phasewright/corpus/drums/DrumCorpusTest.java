package dev.phasewright.corpus.drums;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.corpus.CorpusReport;
import dev.phasewright.corpus.Split;
import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrumCorpusTest {
    private static final String KITS = "usr/share/hydrogen/data/drumkits/";
    private static final String MILLO = KITS + "Millo-Drums_v.1/";
    private static final String PEARL = KITS + "The Black Pearl 1.0/";

    @TempDir
    private Path folder;

    private Path root;
    private Path out;

    /** All kits there are, empty but for a few tiny ones. */
    @BeforeEach
    void install() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        out = folder.resolve("drums");
        for (Kit kit : Kit.all()) {
            Path place = root.resolve(kit.place());
            if (kit.form() == Form.SOUNDFONT) {
                Files.createDirectories(place.getParent());
                Files.write(
                        place,
                        TinySoundFont.of(Map.of("Rim Tap(L)", struck(31, 0.2f), "Rim Tap(R)", struck(31, 0.2f))));
            } else {
                Files.createDirectories(place);
            }
            if (kit.form() == Form.HYDROGEN) {
                Files.writeString(place.resolve(HydrogenKit.FILE), "<drumkit_info/>");
            }
        }
        Path copyright = root.resolve("usr/share/doc/sonic-pi-samples/copyright");
        Files.createDirectories(copyright.getParent());
        Files.writeString(
                copyright,
                """
                Files: *
                Copyright: 2016 Somebody Else <else@example.org>
                License: MIT

                Files: etc/samples/bd_808.flac
                Copyright: 2005 looppool
                License: CC0
                """);
    }

    private void write(String path, float[] samples) throws IOException {
        SoundFile.write(Audio.mono(samples, 44_100), root.resolve(path), SampleFormat.PCM_16);
    }

    private void pads(String kit, String... padsAndFiles) throws IOException {
        StringBuilder xml = new StringBuilder("<drumkit_info><instrumentList>");
        for (int i = 0; i < padsAndFiles.length; i += 2) {
            xml.append("<instrument><name>").append(padsAndFiles[i]).append("</name><layer><filename>");
            xml.append(padsAndFiles[i + 1]).append("</filename></layer></instrument>");
        }
        Files.writeString(root.resolve(kit).resolve(HydrogenKit.FILE), xml.append("</instrumentList></drumkit_info>"));
    }

    /** A hiss of 0.2 s that decays, with a hundredth of a second of silence before it. */
    private static float[] struck(int seed, float level) {
        float[] samples = new float[9_261];
        Random random = new Random(seed);
        double held = 0;
        for (int i = 441; i < samples.length; i++) {
            // Every seed has a colour and a decay of its own.
            held += (random.nextGaussian() - held) * (0.05 + seed % 7 * 0.13);
            samples[i] = (float) (level * held * Math.exp(-(i - 441) / (300.0 * (seed % 7))));
        }
        return samples;
    }

    private CorpusReport make() throws IOException {
        return new DrumCorpus(root).make(out, false, ProgressObserver.NONE);
    }

    private List<Map<String, String>> table(String name) throws IOException {
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(out.resolve(name).toFile())) {
            return rows.readAll();
        }
    }

    private Map<String, String> reasons() throws IOException {
        return table("sources.csv").stream().collect(Collectors.toMap(row -> row.get("source"), row -> row.get("why")));
    }

    private static void assertOneLine(IOException failure, String... parts) {
        for (String part : parts) {
            assertTrue(failure.getMessage().contains(part), failure.getMessage());
        }
        assertEquals(1, failure.getMessage().lines().count());
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(root), left.toList());
        }
    }

    @Test
    void kitsAreHeardInTheirPartsAndEveryFileIsAccountedFor() throws IOException {
        write(MILLO + "bd1.wav", struck(1, 0.5f));
        write(MILLO + "spare.wav", struck(2, 0.5f));
        pads(MILLO, "Kick", "bd1.wav");
        write(PEARL + "SabianHat.wav", struck(3, 0.25f));
        pads(PEARL, "Sabian Hat Closed", "SabianHat.wav");
        write("usr/share/sonic-pi/samples/bd_808.flac", struck(4, 0.5f));
        write("usr/share/sonic-pi/samples/loop_amen.flac", struck(5, 0.5f));
        write(KITS + "circAfrique v4/Djembe.wav", struck(6, 0.5f));

        CorpusReport report = make();

        assertEquals(Map.of("train", 3, "validation", 0, "test", 1), report.clips());
        assertEquals(Map.of("licence", 1, "loop", 1, "on no pad", 1), report.rejections());
        Map<String, Map<String, String>> rows =
                table("manifest.csv").stream().collect(Collectors.toMap(row -> row.get("source"), row -> row));
        Map<String, String> kick = rows.get(MILLO + "bd1.wav");
        assertEquals("test/kick/000000_millo-1.wav", kick.get("path"));
        assertEquals("GPL", kick.get("licence"));
        assertEquals("closed-hat", rows.get(PEARL + "SabianHat.wav").get("class"));
        Map<String, String> bass = rows.get("usr/share/sonic-pi/samples/bd_808.flac");
        assertEquals("CC0", bass.get("licence"));
        assertEquals("looppool", bass.get("author"));
        assertEquals(
                "rim", rows.get("usr/share/sounds/sf2/FluidR3_GM.sf2#Rim Tap").get("class"));
        assertEquals("licence: CC-BY-SA-3.0", reasons().get(KITS + "circAfrique v4/Djembe.wav"));
        assertEquals(7, reasons().size());
        try (Stream<Path> clips = Files.walk(out)) {
            assertEquals(
                    4, clips.filter(file -> file.toString().endsWith(".wav")).count());
        }
    }

    @Test
    void theSamePackagesGiveTheSameBytes() throws IOException {
        write(MILLO + "bd1.wav", struck(1, 0.5f));
        pads(MILLO, "Kick", "bd1.wav");
        String first = make().fingerprint();
        assertEquals(
                first,
                new DrumCorpus(root).make(out, true, ProgressObserver.NONE).fingerprint());
    }

    @Test
    void whatAHeldOutPartHasIsNotLearnedFromAtAnyLevelOrPlaceInTime() throws IOException {
        float[] shifted = new float[12_000];
        float[] kick = struck(1, 0.1f);
        System.arraycopy(kick, 0, shifted, 2_000, kick.length);
        write(MILLO + "bd1.wav", struck(1, 0.5f));
        pads(MILLO, "Kick", "bd1.wav");
        write(PEARL + "copy.wav", shifted);
        write(PEARL + "other.wav", struck(5, 0.5f));
        write(PEARL + "softer.wav", struck(5, 0.2f));
        pads(PEARL, "Pearl Kick", "copy.wav", "Pearl Kick", "other.wav", "Pearl Kick", "softer.wav");
        make();
        assertEquals("held out: " + MILLO + "bd1.wav", reasons().get(PEARL + "copy.wav"));
        assertEquals("repeated: " + PEARL + "other.wav", reasons().get(PEARL + "softer.wav"));
        assertEquals("", reasons().get(PEARL + "other.wav"));
    }

    @Test
    void missingPackagesAreNamedWithTheLineThatInstallsThem() throws IOException {
        Files.delete(root.resolve("usr/share/lmms/samples"));
        assertOneLine(assertThrows(IOException.class, this::make), "sudo apt install lmms-common");
        assertNothingIsLeft();
    }

    @Test
    void aBrokenKitIsToldInOneLineAndLeavesNothing() throws IOException {
        Files.writeString(root.resolve(MILLO + HydrogenKit.FILE), "<drumkit_info><instrument>");
        assertOneLine(assertThrows(IOException.class, this::make), "Millo-Drums_v.1", "drumkit.xml", "install");
        assertNothingIsLeft();
        Files.delete(root.resolve(MILLO + HydrogenKit.FILE));
        assertThrows(IOException.class, this::make);
        assertNothingIsLeft();
    }

    @Test
    void missingEmptyAndManyChannelledLayersAreToldInOneLineAndLeaveNothing() throws IOException {
        pads(MILLO, "Kick", "gone.wav");
        assertOneLine(assertThrows(IOException.class, this::make), "gone.wav", "missing");
        Files.createFile(root.resolve(MILLO + "gone.wav"));
        assertOneLine(assertThrows(IOException.class, this::make), "gone.wav", "empty");
        float[] samples = struck(1, 0.5f);
        Audio six = Audio.of(new float[][] {samples, samples, samples, samples, samples, samples}, 44_100);
        SoundFile.write(six, root.resolve(MILLO + "gone.wav"), SampleFormat.PCM_16);
        assertOneLine(assertThrows(IOException.class, this::make), "gone.wav", "6 channels");
        assertNothingIsLeft();
    }

    @Test
    void aDamagedSoundFontIsToldInOneLine() throws IOException {
        Files.writeString(root.resolve("usr/share/sounds/sf2/FluidR3_GM.sf2"), "RIFF, or so");
        assertOneLine(assertThrows(IOException.class, this::make), "FluidR3_GM.sf2", "SoundFont 2");
        assertNothingIsLeft();
    }

    @Test
    void aClipBeginsTenMillisecondsBeforeItsOnsetAndEndsWhereItHasDecayed() {
        OneShot clip = OneShot.of(Audio.mono(struck(1, 0.5f), 44_100), 1.5).orElseThrow();
        assertEquals(OneShot.SAMPLE_RATE, clip.sound().sampleRate());
        assertEquals(Math.pow(10, -1 / 20.0), clip.sound().peak(), 1e-3);
        assertTrue(clip.decayed());
        assertTrue(clip.sound().length() < 9_261, "trimmed to " + clip.sound().length());
        assertEquals(0, clip.sound().sample(0, clip.sound().length() - 1), 1e-4);
        assertTrue(clip.sound().slice(0, OneShot.LEAD).peak() < 0.04);
        OneShot cut = OneShot.of(Audio.mono(struck(1, 0.5f), 44_100), 0.05).orElseThrow();
        assertFalse(cut.decayed());
        assertEquals(2_205, cut.sound().length());
        assertTrue(OneShot.of(Audio.mono(new float[44_100], 44_100), 1).isEmpty());
        assertTrue(OneShot.of(Audio.mono(new float[] {0, 0.5f, 0}, 44_100), 1).isEmpty());
        assertTrue(OneShot.of(Audio.mono(new float[0], 44_100), 1).isEmpty());
    }

    @Test
    void kitsThatShareRecordingsAreInOnePart() throws IOException {
        Map<String, Split> parts = Kit.all().stream()
                .filter(kit -> kit.part().isPresent())
                .collect(Collectors.toMap(Kit::name, kit -> kit.part().get()));
        assertEquals(parts.get("black-pearl"), parts.get("gm-rock"));
        assertEquals(parts.get("millo-1"), parts.get("millo-2"));
        assertEquals(parts.get("millo-1"), parts.get("millo-3"));
        assertEquals(Set.of(Split.values()), Set.copyOf(parts.values()));
    }

    @Test
    void theInstalledPackagesGiveEveryClassInEveryPart() throws IOException {
        root = Path.of("/");
        for (Kit kit : Kit.all()) {
            Assumptions.assumeTrue(kit.isInstalled(root), kit.debianPackage());
        }
        CorpusReport report = make();
        assertTrue(report.clips().get("train") > 300, report.toString());
        Map<String, Set<String>> parts = table("manifest.csv").stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("class"),
                        Collectors.mapping(row -> row.get("split"), Collectors.toCollection(TreeSet::new))));
        assertEquals(Set.copyOf(DrumClass.folders()), parts.keySet());
        parts.forEach((type, heard) -> assertEquals(3, heard.size(), type));
        assertFalse(reasons().containsValue("not in the table"), "a sound that nothing is known of");
        // One recording of a cowbell is in two kits of one maker.
        assertTrue(report.rejections().get("held out") < 5, report.toString());
    }
}
