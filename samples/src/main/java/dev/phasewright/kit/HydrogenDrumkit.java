package dev.phasewright.kit;

import dev.phasewright.midi.Pad;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A kit as the drum machine Hydrogen loads it, by the schema {@code drumkit.xsd} of its version 1.2: an instrument a pad,
 * whose layers divide the velocities evenly; the takes of a layer share its velocities and are played in turn.
 */
final class HydrogenDrumkit {
    private static final String NAMESPACE = "http://www.hydrogen-music.org/drumkit";
    private static final int NO_GROUP = -1;
    private static final int HATS = 1;

    private final XMLStreamWriter xml;

    private HydrogenDrumkit(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** The text of {@code drumkit.xml}, given the files of each pad's layers. */
    static String of(KitLabel label, Map<Pad, List<List<String>>> files) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new HydrogenDrumkit(xml).write(label, files);
            xml.close();
        } catch (XMLStreamException e) {
            throw new AssertionError("a string takes any text", e);
        }
        return text + "\n";
    }

    private void write(KitLabel label, Map<Pad, List<List<String>>> files) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        start("drumkit_info");
        xml.writeDefaultNamespace(NAMESPACE);
        element("name", label.name());
        element("author", label.author());
        element("info", "");
        element("license", label.licence());
        element("image", "");
        element("imageLicense", "");
        start("componentList");
        start("drumkitComponent");
        element("id", 0);
        element("name", "Main");
        element("volume", 1);
        xml.writeEndElement();
        xml.writeEndElement();
        start("instrumentList");
        int id = 0;
        for (Map.Entry<Pad, List<List<String>>> pad : files.entrySet()) {
            instrument(id++, pad.getKey(), pad.getValue());
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void instrument(int id, Pad pad, List<List<String>> layers) throws XMLStreamException {
        start("instrument");
        element("id", id);
        element("name", pad.label());
        element("volume", 1);
        element("isMuted", false);
        element("isSoloed", false);
        element("pan", 0);
        element("pitchOffset", 0);
        element("randomPitchFactor", 0);
        element("gain", 1);
        element("applyVelocity", true);
        element("filterActive", false);
        element("filterCutoff", 1);
        element("filterResonance", 0);
        element("Attack", 0);
        element("Decay", 0);
        element("Sustain", 1);
        element("Release", 1000);
        element("muteGroup", pad.isHat() ? HATS : NO_GROUP);
        element("midiOutChannel", -1);
        element("midiOutNote", pad.midi());
        element("isStopNote", false);
        element("sampleSelectionAlgo", "ROUND_ROBIN");
        element("isHihat", -1);
        element("lower_cc", 0);
        element("higher_cc", 127);
        start("instrumentComponent");
        element("component_id", 0);
        element("gain", 1);
        for (int v = 0; v < layers.size(); v++) {
            for (String file : layers.get(v)) {
                start("layer");
                element("filename", file);
                element("min", (float) v / layers.size());
                element("max", (float) (v + 1) / layers.size());
                element("gain", 1);
                element("pitch", 0);
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void start(String name) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(name);
    }

    private void element(String name, Object content) throws XMLStreamException {
        start(name);
        xml.writeCharacters(content.toString());
        xml.writeEndElement();
    }
}
