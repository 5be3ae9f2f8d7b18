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
 * Style sheet, scripts and fonts: a fixed list, read from the program itself when the server starts.
 *
 * <p>Jetty's own handler of resources would look up what a client names, in folders of the class path that hold classes
 * as well; here there is nothing to look up, and a wrong method is answered as everywhere else.
 */
final class Assets {
    private static final List<String> OWN = List.of("sounds.js", "home.js", "generate.js", "lab.js", "making.js");

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** @throws IOException if one of them is not in this build */
    Assets() throws IOException {
        for (String name : SiteAssets.SHARED) {
            try (InputStream in = SiteAssets.open(name)) {
                files.put(name, in.readAllBytes());
            }
        }
        for (String name : OWN) {
            try (InputStream in = Assets.class.getResourceAsStream(name)) {
                files.put(name, Objects.requireNonNull(in, name).readAllBytes());
            }
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
