package dev.phasewright.serve;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;

/**
 * The headers that every answer has: a page runs nothing but this server's own scripts, no other site may show or embed
 * what it gives, and nothing is kept by caches unless its own answer says so.
 */
final class SecurityHeaders {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "media-src 'self' blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    /** Puts them on an answer, of whatever sort. */
    static void put(Response response) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Permissions-Policy", "microphone=(self), camera=(), geolocation=()");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    /** Lets the pages of another site read an answer. */
    static void invite(Response response, String origin) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Access-Control-Allow-Origin", origin);
        headers.put("Access-Control-Expose-Headers", "*");
        headers.put(HttpHeader.VARY, "Origin");
        headers.put("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /** What a browser wants to know before such a page may send more than a plain question. */
    static void invitePlan(Response response) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Access-Control-Allow-Methods", "GET, HEAD, POST, DELETE");
        headers.put("Access-Control-Allow-Headers", "Content-Type, Range, Phasewright-Page");
        headers.put("Access-Control-Allow-Private-Network", "true");
        headers.put("Access-Control-Max-Age", "600");
    }
}
