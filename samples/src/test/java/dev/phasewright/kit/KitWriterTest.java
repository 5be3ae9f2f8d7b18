package dev.phasewright.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.kit.KitWriter.Format;
import dev.phasewright.midi.Pad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class KitWriterTest {
    private static final KitLabel LABEL = new KitLabel("Oak & Brass", "Ann <ann@example.org>", "CC0\n1.0");

    @TempDir
    private Path folder;

    /** Silence for 10 ms, then a stroke. */
    private static Stroke stroke(double level) {
        float[] samples = new float[2_000];
        for (int i = 441; i < samples.length; i++) {
            samples[i] = (float) (level * Math.exp(-(i - 441) / 300.0) * Math.cos(0.1 * (i - 441)));
        }
        return Stroke.of(Audio.mono(samples, 44_100));
    }

    private static DrumKit kit() {
        return new DrumKit(Map.of(
                Pad.SNARE,
                List.of(List.of(stroke(0.2), stroke(0.25)), List.of(stroke(0.8), stroke(0.9))),
                Pad.OPEN_HAT,
                List.of(List.of(stroke(0.5)))));
    }

    private Path written() throws IOException {
        Path target = folder.resolve("kit");
        KitWriter.write(kit(), LABEL, "# A kit\n", EnumSet.allOf(Format.class), target);
        return target;
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void aKitIsFilesOfTwentyFourBitsThatBeginWithTheirStrokes() throws IOException {
        Path kit = written();
        assertEquals(
                Set.of(
                        "Oak & Brass.sfz",
                        "README.md",
                        "drumkit.xml",
                        "open-hat-v1-r1.wav",
                        "snare-v1-r1.wav",
                        "snare-v1-r2.wav",
                        "snare-v2-r1.wav",
                        "snare-v2-r2.wav"),
                names(kit));
        Audio snare = SoundFile.read(kit.resolve("snare-v2-r1.wav"));
        assertEquals(2_000 - 441 + 44, snare.length());
        assertEquals(0.8, snare.sample(0, 44), 1e-6);
        assertEquals(
                44.0 + 3 * snare.length() + snare.length() % 2,
                (double) Files.size(kit.resolve("snare-v2-r1.wav")),
                32);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        DrumKit read = KitFolder.read(written(), List.of(Pad.SNARE, Pad.SNARE_2, Pad.OPEN_HAT));
        assertEquals(2, read.layers(Pad.SNARE).orElseThrow().size());
        assertEquals(2, read.layers(Pad.SNARE_2).orElseThrow().get(0).size());
        Stroke loud = read.layers(Pad.SNARE).orElseThrow().get(1).get(1);
        assertEquals(0.9, loud.sound().peak(), 1e-6);
        assertEquals(44, loud.onset());
    }

    @Test
    void sfzDividesVelocitiesAndTakesTurns() throws IOException {
        List<String> lines = Files.readAllLines(written().resolve("Oak & Brass.sfz"));
        assertTrue(lines.contains("// CC0 1.0"));
        assertTrue(lines.contains("key=38 loop_mode=one_shot"));
        assertTrue(lines.contains("key=46 loop_mode=one_shot group=1 off_by=1 off_mode=fast"));
        assertTrue(lines.contains("<region> sample=snare-v1-r2.wav lovel=1 hivel=63 seq_length=2 seq_position=2"));
        assertTrue(lines.contains("<region> sample=snare-v2-r1.wav lovel=64 hivel=127 seq_length=2 seq_position=1"));
    }

    @Test
    void hydrogenFindsEveryFileAndEscapesWhatXmlCannotHold() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(written().resolve("drumkit.xml").toFile());
        assertEquals("Oak & Brass", xml.getElementsByTagName("name").item(0).getTextContent());
        assertEquals(5, xml.getElementsByTagName("filename").getLength());
        assertEquals(2, xml.getElementsByTagName("instrument").getLength());
        assertEquals("0.5", xml.getElementsByTagName("max").item(0).getTextContent());
    }

    @Test
    void hydrogensOwnSchemaTakesIt() throws Exception {
        Path schema = Path.of("/usr/share/hydrogen/data/xsd/drumkit.xsd");
        Assumptions.assumeTrue(Files.exists(schema), "hydrogen-data is not installed");
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(schema.toFile())
                .newValidator()
                .validate(new StreamSource(written().resolve("drumkit.xml").toFile()));
    }

    @Test
    void theSameKitGivesTheSameBytes() throws IOException {
        Path one = written();
        Path two = folder.resolve("two");
        KitWriter.write(kit(), LABEL, "# A kit\n", EnumSet.allOf(Format.class), two);
        for (String name : names(one)) {
            assertArrayEquals(Files.readAllBytes(one.resolve(name)), Files.readAllBytes(two.resolve(name)), name);
        }
    }

    @Test
    void anExistingKitIsLeftAlone() throws IOException {
        Path kit = Files.createDirectory(folder.resolve("kit"));
        Files.writeString(kit.resolve("mine.txt"), "mine");
        IOException refused = assertThrows(
                IOException.class, () -> KitWriter.write(kit(), LABEL, "# A kit\n", EnumSet.noneOf(Format.class), kit));
        assertTrue(refused.getMessage().contains("exists already"), refused.getMessage());
        assertEquals(Set.of("mine.txt"), names(kit));
    }

    @Test
    void foldersAndFileNamesTellPads() throws IOException {
        Files.createDirectory(folder.resolve("tom"));
        SoundFile.write(stroke(0.5).sound(), folder.resolve("tom/b.wav"), SampleFormat.PCM_16);
        SoundFile.write(stroke(0.4).sound(), folder.resolve("tom/a.wav"), SampleFormat.PCM_16);
        SoundFile.write(stroke(0.3).sound(), folder.resolve("Kick 2.wav"), SampleFormat.PCM_16);
        SoundFile.write(stroke(0.2).sound(), folder.resolve("Kick_old.wav"), SampleFormat.PCM_16);
        SoundFile.write(stroke(0.2).sound(), folder.resolve("kickstart.wav"), SampleFormat.PCM_16);
        DrumKit kit = KitFolder.read(folder, List.of(Pad.LOW_TOM, Pad.KICK, Pad.KICK_2));
        assertEquals(
                0.4, kit.layers(Pad.LOW_TOM).orElseThrow().get(0).get(0).sound().peak(), 1e-3);
        assertEquals(1, kit.layers(Pad.KICK).orElseThrow().get(0).size());
        assertEquals(
                0.2, kit.layers(Pad.KICK).orElseThrow().get(0).get(0).sound().peak(), 1e-3);
        assertEquals(
                0.3, kit.layers(Pad.KICK_2).orElseThrow().get(0).get(0).sound().peak(), 1e-3);
        IOException missing = assertThrows(IOException.class, () -> KitFolder.read(folder, List.of(Pad.CRASH)));
        assertTrue(missing.getMessage().contains("has no crash"), missing.getMessage());
        assertThrows(IOException.class, () -> KitFolder.read(folder.resolve("none"), List.of(Pad.CRASH)));
    }

    @Test
    void aKitOfNothingOrOfTwoRatesIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new DrumKit(Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new DrumKit(Map.of(Pad.KICK, List.of())));
        Stroke other = Stroke.of(Audio.mono(new float[] {1}, 48_000));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DrumKit(Map.of(Pad.KICK, List.of(List.of(stroke(1), other)))));
        assertThrows(IllegalArgumentException.class, () -> new KitLabel("../up", "", ""));
    }
}
