package dev.phasewright.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Files that come with the pages: style sheet, scripts, fonts, recordings. */
public final class SiteAssets {
    /** What any page may ask for, from disk or from the server; pages find them in {@code assets}. */
    public static final List<String> SHARED = List.of(
            "site.css",
            "icon.svg",
            "deck.js",
            "player.js",
            "blind.js",
            "plot.js",
            "harmonics.js",
            "grab.js",
            "families.js",
            "command.js",
            "play.js",
            "stage.js",
            "pads.js",
            "blend.js",
            "midi.js",
            "song.js",
            "loop.js",
            "watch.js",
            "nav.js",
            "copy.js",
            "phasewright-player.js",
            "source-serif-4-latin-400-normal.woff2",
            "source-serif-4-latin-400-italic.woff2",
            "source-serif-4-latin-600-normal.woff2");

    /** The scripts of the page that one plays on, in their order. */
    public static final List<String> PLAY = List.of(
            "deck.js",
            "plot.js",
            "stage.js",
            "families.js",
            "command.js",
            "play.js",
            "blend.js",
            "pads.js",
            "midi.js",
            "loop.js",
            "song.js");

    private SiteAssets() {}

    /**
     * Opens a file; to be closed.
     *
     * @param name of one of {@link #SHARED}, or of another file of this package
     * @throws IOException if this build has no such file
     */
    public static InputStream open(String name) throws IOException {
        InputStream found = SiteAssets.class.getResourceAsStream(name);
        if (found == null) {
            throw new IOException(name + ": not in this build of phasewright; build it anew");
        }
        return found;
    }
}
