package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.demo.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sounds that are watched being drawn, by a program and in a browser; and addresses that bring a sound again. */
@Timeout(600)
class WatchedDrawingTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String STATE = "document.querySelector('[data-watch]').watch";

    @TempDir
    private static Path folder;

    private static ServerFixture fixture;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        fixture = ServerFixture.start(folder);
        client = fixture.client();
    }

    @AfterAll
    static void stop() throws IOException {
        fixture.close();
        assertEquals(List.of(), fixture.log());
    }

    @BeforeEach
    void quiet() {
        BROWSER.complaints();
    }

    private static void open(String page) {
        BROWSER.open(URI.create("about:blank"));
        BROWSER.open(fixture.server().uri().resolve(page));
    }

    private static List<JsonNode> events(String all, String name) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (String event : all.split("\n\n", -1)) {
            if (event.startsWith("event: " + name + "\n")) {
                found.add(new ObjectMapper().readTree(event.substring(event.indexOf("data: ") + 6)));
            }
        }
        return found;
    }

    @Test
    void eachStepIsToldAndTheEndIsTheSoundThatItWouldBeAnyway() throws IOException {
        String job = client.postJson("/api/drawings", "{\"class\": \"low\", \"seed\": 5, \"steps\": 3}")
                .json()
                .get("id")
                .asText();
        String all = client.get("/api/drawings/" + job + "/events").text();
        JsonNode axes = events(all, "axes").get(0);
        int size = axes.get("columns").asInt() * axes.get("rows").asInt();
        List<JsonNode> steps = events(all, "step");
        assertEquals(3, steps.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(i, steps.get(i).get("step").asInt());
            assertEquals(size, steps.get(i).get("held").binaryValue().length);
            assertEquals(size, steps.get(i).get("believed").binaryValue().length);
        }
        assertEquals(80, steps.get(0).get("sigma").asDouble(), 1e-9);
        assertEquals(size, events(all, "end").get(0).get("levels").binaryValue().length);
        List<JsonNode> told = events(all, "job");
        JsonNode done = told.get(told.size() - 1);
        assertEquals("done", done.get("state").asText());
        byte[] made = client.get("/api/sounds/" + done.at("/sound/id").asText() + "/audio")
                .bytes();
        assertArrayEquals(client.get("/api/sounds.wav?class=low&seed=5&steps=3").bytes(), made);

        JsonNode heard = events(all, "heard").get(0);
        assertEquals("[0,1,2]", heard.get("steps").toString());
        int parts = Sounds.read(client.get("/api/sounds/" + heard.get("sound").asText() + "/audio")
                        .bytes())
                .length();
        assertEquals(7 * (Sounds.read(made).length() + 320), parts, "three held, three believed, and the end");
    }

    @Test
    void whatCannotBeWatchedIsRefused() {
        assertTrue(
                client.postJson("/api/drawings", "{\"steps\": 65}").error(400).contains("64 steps"));
        assertTrue(client.postJson("/api/drawings", "{\"class\": \"<b>\"}")
                .error(400)
                .contains("class"));
        client.get("/api/drawings/none/events").error(404);
    }

    private static String sound() {
        return (String) BROWSER.value(STATE + ".sound");
    }

    @Test
    void anAddressBringsTheSameSoundAgain() {
        open("/watch#class=low&seed=5&steps=3");
        BROWSER.until(STATE + " && " + STATE + ".sound");
        assertEquals(3, BROWSER.number(STATE + ".at"), "still at the end, as motion is not wanted");
        byte[] asked = client.get("/api/sounds.wav?class=low&seed=5&steps=3").bytes();
        assertArrayEquals(asked, client.get("/api/sounds/" + sound() + "/audio").bytes());

        String hash = (String) BROWSER.value("location.hash");
        assertTrue(hash.contains("class=low") && hash.contains("seed=5") && hash.contains("steps=3"), hash);
        open("/watch" + hash + "&step=1&view=believed");
        BROWSER.until(STATE + " && " + STATE + ".sound");
        assertEquals(1, BROWSER.number(STATE + ".at"));
        assertArrayEquals(asked, client.get("/api/sounds/" + sound() + "/audio").bytes());
        BROWSER.find("[data-listen]").click();
        BROWSER.until(STATE + ".playing === 4");
        assertEquals(
                "Heard: what it believes at step 2.",
                BROWSER.find("[data-heard]").getText());
        BROWSER.find("[data-listen]").click();
        assertEquals(List.of(), BROWSER.violations());
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void anEnemysAddressIsToldAndNothingElse() {
        open("/watch#class=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&seed=-3&steps=1e9&__proto__=1&step=1e9&view=%22");
        BROWSER.until("!document.getElementById('trouble').hidden && " + STATE + ".sound");
        String told = BROWSER.find("#trouble").getText();
        assertTrue(told.startsWith("The address asks for what cannot be: class=<img"), told);
        assertTrue(told.contains("seed=-3") && told.contains("steps=1e9") && told.contains("__proto__"), told);
        assertEquals(0, BROWSER.all("#content img").size());
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void whatWasGeneratedIsInTheAddress() {
        open("/generate?class=low&seed=6&steps=3");
        BROWSER.until("document.querySelector('[name=class]').options.length === 2");
        BROWSER.find("[type=submit]").click();
        BROWSER.until("document.getElementById('generated')");
        String address = (String) BROWSER.value("location.search");
        assertTrue(address.contains("class=low") && address.contains("seed=6"), address);
        byte[] asked = client.get("/api/sounds.wav" + address).bytes();
        assertArrayEquals(client.get("/api/sounds.wav?class=low&seed=6&steps=3").bytes(), asked);
        open("/generate" + address);
        BROWSER.until("document.querySelector('[name=class]').options.length === 2");
        assertEquals("6", BROWSER.value("document.querySelector('[name=seed]').value"));
        assertNull(BROWSER.value("document.querySelector('#trouble:not([hidden])')"));
    }
}
