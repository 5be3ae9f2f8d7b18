package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description for programs, against the server that it describes. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "delete");
    private static final Pattern SEGMENT = Pattern.compile("\\{(\\w+)}");

    @TempDir
    private static Path results;

    private static ServerFixture fixture;
    private static JsonNode document;

    @BeforeAll
    static void start() throws IOException {
        fixture = ServerFixture.start(results);
        document = fixture.client().get("/api/openapi.json").json();
    }

    @AfterAll
    static void stop() throws IOException {
        fixture.close();
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void everyAddressIsDescribedAndNoOther() {
        Set<String> described = new TreeSet<>();
        for (String path : names(document.get("paths"))) {
            for (String key : names(document.get("paths").get(path))) {
                if (METHODS.contains(key)) {
                    described.add(key.toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        Set<String> there = new TreeSet<>(fixture.server().router().routes());
        there.removeIf(route -> !route.contains(" /api/"));
        assertEquals(there, described);
    }

    @Test
    void thePageForPeopleNamesEveryAddress() {
        String page = fixture.client().get("/api").text().replace("<wbr>", "");
        for (String path : names(document.get("paths"))) {
            String written = path.replaceAll("/(job|sound|drawing)s/\\{id}", "/$1s/{$1}")
                    .replace("{drawing}", "JOB")
                    .replace("{job}", "JOB")
                    .replace("{sound}", "SOUND")
                    .replace("{name}", "NAME")
                    .replace("{class}", "CLASS")
                    .replace("{sample}", "SAMPLE");
            assertTrue(page.contains(" " + written + "</code>") || page.contains("\"" + written + "\""), written);
        }
    }

    private static Set<String> parameters(String path, String place) {
        Set<String> names = new TreeSet<>();
        for (JsonNode holder : List.of(
                document.get("paths").get(path), document.get("paths").get(path).get("get"))) {
            holder.path("parameters").forEach(parameter -> {
                if (parameter.get("in").asText().equals(place)) {
                    names.add(parameter.get("name").asText());
                }
            });
        }
        return names;
    }

    /** A parameter that nobody knows is refused with all that are known. */
    private static Set<String> known(String path) {
        String refused = fixture.client().get(path + "?nonsense=1").error(400);
        return new TreeSet<>(
                Arrays.asList(refused.replaceFirst(".*there are ", "").split(", ")));
    }

    @Test
    void parametersAreThoseThatAreTaken() {
        assertEquals(known("/api/sounds.wav"), parameters("/api/sounds.wav", "query"));
        assertEquals(
                known("/api/sounds.wav"),
                names(document.at("/components/schemas/Generation/properties")),
                "and the body's are the same");
        String sound = "/api/sounds/" + fixture.client().upload(Sounds.wav(Sounds.swell(0.4, 1)));
        for (String kind : List.of("/phase", "/vocoded", "/spectrogram")) {
            assertEquals(known(sound + kind), parameters("/api/sounds/{id}" + kind, "query"), kind);
        }
        String own = fixture.client().postJson("/api/collections", "{}").header("Location");
        String refused = fixture.client()
                .postJson(own + "/training", "{\"nonsense\": 1}")
                .error(400);
        assertEquals(
                new TreeSet<>(
                        Arrays.asList(refused.replaceFirst(".*there are ", "").split(", "))),
                names(document.at("/components/schemas/Lesson/properties")));
        Set<String> edits = new TreeSet<>();
        for (String edit : EditRequest.KINDS) {
            String left = fixture.client()
                    .postJson(
                            sound + "/edits",
                            "{\"edit\": \"" + edit + "\", \"classes\": \"high,low\", \"nonsense\": 1}")
                    .error(400);
            edits.addAll(Arrays.asList(left.replaceFirst(".*there are ", "").split(", ")));
        }
        assertEquals(edits, names(document.at("/components/schemas/Edit/properties")));
    }

    @Test
    void everySegmentIsDeclaredAndEveryReferenceLeadsSomewhere() {
        for (String path : names(document.get("paths"))) {
            Set<String> segments = new HashSet<>();
            for (Matcher each = SEGMENT.matcher(path); each.find(); ) {
                segments.add(each.group(1));
            }
            Set<String> declared = new HashSet<>();
            document.get("paths").get(path).findParents("in").forEach(parameter -> {
                if (parameter.get("in").asText().equals("path")) {
                    assertTrue(parameter.get("required").asBoolean(), path);
                    declared.add(parameter.get("name").asText());
                }
            });
            assertEquals(segments, declared, path);
        }
        List<String> operations = new ArrayList<>(document.findValuesAsText("operationId"));
        assertEquals(operations.size(), new HashSet<>(operations).size(), "each has a name of its own");
        for (String reference : document.findValuesAsText("$ref")) {
            assertFalse(document.at(reference.substring(1)).isMissingNode(), reference);
        }
        assertEquals("3.1.0", document.get("openapi").asText());
    }

    @Test
    void answersHaveTheFieldsThatArePromised() {
        JsonNode status = fixture.client().get("/api/status").json();
        assertEquals(names(document.at("/components/schemas/Status/properties")), names(status));
        assertEquals(
                names(document.at("/components/schemas/Model/properties")),
                names(status.get("models").get(0)));
        JsonNode collection =
                fixture.client().postJson("/api/collections", "{}").json();
        assertEquals(names(document.at("/components/schemas/Collection/properties")), names(collection));
        assertEquals(
                names(document.at("/components/schemas/Shelf/properties")),
                names(fixture.client().get("/api/collections").json()));
        JsonNode job =
                fixture.client().postJson("/api/generations", "{\"seed\": 1}").json();
        assertTrue(names(document.at("/components/schemas/Job/properties")).containsAll(names(job)));
    }
}
