package dev.phasewright.serve;

import dev.phasewright.web.SiteAssets;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Style sheet, scripts, fonts and the interface's description for programs: a fixed list, read from the program itself when
 * the server starts.
 *
 * <p>Jetty's own handler of resources would look up what a client names, in folders of the class path that hold classes
 * as well; here there is nothing to look up, and a wrong method is answered as everywhere else.
 */
final class Assets {
    private static final List<String> OWN = List.of(
            "sounds.js",
            "asking.js",
            "generate.js",
            "drawing.js",
            "making.js",
            "lab.js",
            "labwork.js",
            "livedeck.js",
            "mend.js",
            "microphone.js",
            "phase.js",
            "rephase.js",
            "soundfile.js",
            "spectrogram.js",
            "stft.js",
            "words.js",
            "yours.js");

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    private static final String OPENAPI = "openapi.json";

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private final byte[] openapi;

    /** @throws IOException if one of them is not in this build */
    Assets() throws IOException {
        for (String name : SiteAssets.SHARED) {
            try (InputStream in = SiteAssets.open(name)) {
                files.put(name, in.readAllBytes());
            }
        }
        for (String name : OWN) {
            files.put(name, own(name));
        }
        openapi = own(OPENAPI);
    }

    private static byte[] own(String name) throws IOException {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** Adds its routes, one for each file: no name is looked up that a client has made. */
    void addTo(Router router) {
        router.add("GET", "/api/" + OPENAPI, call -> {
            call.query().end();
            return Reply.of(200, Reply.JSON, openapi);
        });
        files.forEach((name, bytes) -> {
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            router.add("GET", "/assets/" + name, call -> Reply.of(200, type, bytes)
                    .with(HttpHeader.CACHE_CONTROL, "private, max-age=300"));
        });
    }
}
