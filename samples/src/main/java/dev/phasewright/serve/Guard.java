package dev.phasewright.serve;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.HostPort;

/**
 * Keeps other sites out. A page from anywhere may make a browser ask a server on its own machine, and by DNS rebinding
 * even read the answer; so a request must name this server by an address, not by a name that someone else controls, and
 * come from its own pages or from none; or, of the JSON interface, from a site that was invited.
 */
final class Guard extends Handler.Wrapper {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]");

    private final Complaint complaint;
    private final boolean anyAddress;
    private final Set<String> invited;

    /**
     * A guard.
     *
     * @param anyAddress whether the server may be called by any address, or by loopback's only
     * @param invited other sites whose pages may use the interface
     */
    Guard(Handler inner, Complaint complaint, boolean anyAddress, Set<String> invited) {
        super(inner);
        this.invited = invited;
        this.complaint = complaint;
        this.anyAddress = anyAddress;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SecurityHeaders.put(response);
        HttpFields headers = request.getHeaders();
        String host = headers.get(HttpHeader.HOST);
        String path = Request.getPathInContext(request);
        if (host == null || !isOurs(host)) {
            return refuse(path, "this server answers to its address only, not to another host's name")
                    .handle(request, response, callback);
        }
        String origin = headers.get(HttpHeader.ORIGIN);
        if (origin != null && invited.contains(origin) && path.startsWith("/api/")) {
            SecurityHeaders.invite(response, origin);
            if (request.getMethod().equals("OPTIONS")) {
                SecurityHeaders.invitePlan(response);
                Reply.empty(204).send(request, response, callback);
                return true;
            }
            return super.handle(request, response, callback);
        }
        String site = headers.get("Sec-Fetch-Site");
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        boolean foreign = origin != null
                ? !origin.equalsIgnoreCase("http://" + host) && !origin.equalsIgnoreCase("https://" + host)
                : !reads && site != null && !site.equals("same-origin") && !site.equals("none");
        if (foreign) {
            return refuse(path, "this server answers to its own pages only, not to another site's")
                    .handle(request, response, callback);
        }
        return super.handle(request, response, callback);
    }

    private boolean isOurs(String hostAndPort) {
        String host;
        try {
            host = new HostPort(hostAndPort).getHost().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return LOOPBACK.contains(host) || (anyAddress && ADDRESS.matcher(host).matches());
    }

    private Request.Handler refuse(String path, String message) {
        return (request, response, callback) -> {
            complaint.of(path, new Refusal(Refusal.FORBIDDEN, message)).send(request, response, callback);
            return true;
        };
    }
}
