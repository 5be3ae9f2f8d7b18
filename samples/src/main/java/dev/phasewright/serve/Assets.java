package dev.phasewright.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;

/** Style sheet, scripts and fonts: a fixed list, read from the program itself when the server starts. */
final class Assets {
    private static final String SITE = "/dev/phasewright/demo/";
    private static final String OWN = "/dev/phasewright/serve/";

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    private static final Map<String, String> NAMES = names();

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    Assets() {
        NAMES.forEach((name, folder) -> files.put(name, read(folder + name)));
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : new String[] {
            "site.css",
            "icon.svg",
            "deck.js",
            "player.js",
            "blind.js",
            "source-serif-4-latin-400-normal.woff2",
            "source-serif-4-latin-400-italic.woff2",
            "source-serif-4-latin-600-normal.woff2"
        }) {
            names.put(name, SITE);
        }
        for (String name : new String[] {"sounds.js", "home.js", "generate.js", "lab.js"}) {
            names.put(name, OWN);
        }
        return names;
    }

    private static byte[] read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds its routes, one for each file: no name is looked up that a client has made. */
    void addTo(Router router) {
        files.forEach((name, bytes) -> {
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            router.add("GET", "/assets/" + name, call -> Reply.of(200, type, bytes)
                    .with(HttpHeader.CACHE_CONTROL, "private, max-age=300"));
        });
    }
}
