package dev.phasewright.corpus.drums;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** A kit of the drum machine Hydrogen: sound files, and a {@code drumkit.xml} that says which pad plays which. */
final class HydrogenKit {
    static final String FILE = "drumkit.xml";

    private HydrogenKit() {}

    /**
     * The files of the folder in their order, then those that a pad would play and that are not there. A file of several
     * pads is named by the first.
     */
    static List<DrumSound> sounds(Path root, String place) throws IOException {
        Path folder = root.resolve(place);
        Map<String, String> pads = pads(folder.resolve(FILE));
        Map<String, DrumSound> sounds = new LinkedHashMap<>();
        for (DrumSound sound : SoundFolder.sounds(root, place)) {
            String file = sound.path().substring(place.length() + 1);
            sounds.put(file, new DrumSound(sound.path(), name(pads.getOrDefault(file, ""), file), sound.recording()));
        }
        new TreeMap<>(pads)
                .forEach((file, pad) -> sounds.computeIfAbsent(
                        file,
                        f -> new DrumSound(place + "/" + f, name(pad, f), () -> {
                            throw new IOException(folder.resolve(f) + ": missing, and " + FILE
                                    + " has it played; install its package again");
                        })));
        return new ArrayList<>(sounds.values());
    }

    private static String name(String pad, String file) {
        return pad + "/" + SoundFolder.withoutEnding(file);
    }

    /** The pad that plays each file first. */
    private static Map<String, String> pads(Path file) throws IOException {
        Map<String, String> pads = new LinkedHashMap<>();
        NodeList instruments = root(file).getElementsByTagName("instrument");
        for (int i = 0; i < instruments.getLength(); i++) {
            Element instrument = (Element) instruments.item(i);
            NodeList names = instrument.getElementsByTagName("name");
            String pad =
                    names.getLength() == 0 ? "" : names.item(0).getTextContent().strip();
            NodeList files = instrument.getElementsByTagName("filename");
            for (int k = 0; k < files.getLength(); k++) {
                String played = files.item(k).getTextContent().strip();
                if (!played.isEmpty()) {
                    pads.putIfAbsent(played, pad);
                }
            }
        }
        return pads;
    }

    private static Element root(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            // What stands in other files is not asked for.
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(in).getDocumentElement();
        } catch (SAXException e) {
            throw new IOException(file + ": no readable XML (" + e.getMessage() + "); install its package again", e);
        } catch (ParserConfigurationException e) {
            throw new AssertionError("every JDK has a parser that can refuse a DTD", e);
        }
    }
}
