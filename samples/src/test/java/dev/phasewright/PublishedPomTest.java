package dev.phasewright;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What is installed and published beside each jar: all that Maven Central asks for, and nothing that only this build knows. */
class PublishedPomTest {
    private static Document published(String module) throws Exception {
        return parsed(module, ".flattened-pom.xml");
    }

    private static Document parsed(String module, String file) throws Exception {
        Path pom = Path.of("..", module, file);
        assertTrue(
                Files.exists(pom), pom + " (the flattened ones are made by the build, in the phase process-resources)");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audio-core",
                "spectrogram",
                "vocoder",
                "samples/models/digits",
                "samples/models/digits-fast",
                "samples/models/drums",
                "samples/models/drums-fast",
                "samples/models/notes",
                "samples/models/notes-fast",
                "samples/models/universal-16k",
                "samples/models/universal-44k"
            })
    void saysAllThatMavenCentralAsksFor(String module) throws Exception {
        Element project = published(module).getDocumentElement();
        assertAll(Stream.of("name", "description", "url", "licenses", "developers", "scm", "version")
                .map(name -> () -> assertFalse(text(project, name).isEmpty(), module + " has no " + name)));
        assertAll(Stream.of("parent", "profiles", "properties", "repositories", "build")
                .map(name -> () -> assertEquals(List.of(), children(project, name), module + " has " + name)));
        assertFalse(project.getTextContent().contains("${"), module + " names a property");
    }

    @Test
    void theBomManagesOurArtifactsInThisVersionAndTheEngineThatGoesWithThem() throws Exception {
        Element bom = parsed("samples/bom", "pom.xml").getDocumentElement();
        Element root = parsed("", "pom.xml").getDocumentElement();
        assertEquals(text(root, "version"), text(bom, "version"));
        Element managed = children(children(bom, "dependencyManagement").get(0), "dependencies")
                .get(0);
        String engine = text(children(root, "properties").get(0), "pytorch.version");
        for (Element dependency : children(managed, "dependency")) {
            boolean ours = text(dependency, "groupId").equals("dev.phasewright");
            assertEquals(
                    ours ? "${project.version}" : engine, text(dependency, "version"), text(dependency, "artifactId"));
        }
        assertEquals(List.of(), children(bom, "parent"));
    }

    @Test
    void theLibraryLeavesTheNativeEngineToWhoTakesIt() throws Exception {
        for (String module : List.of("spectrogram", "vocoder")) {
            Element dependencies = children(published(module).getDocumentElement(), "dependencies")
                    .get(0);
            for (Element dependency : children(dependencies, "dependency")) {
                assertFalse(text(dependency, "artifactId").startsWith("pytorch-native"), module);
                assertFalse(text(dependency, "version").isEmpty(), text(dependency, "artifactId"));
            }
        }
    }
}
