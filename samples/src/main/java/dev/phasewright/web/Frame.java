package dev.phasewright.web;

import java.util.List;
import java.util.Objects;

/**
 * What is around every page.
 *
 * @param title of the page
 * @param description of the page, in a sentence
 * @param file the page's own, as links name it
 * @param links to all pages, in their order
 * @param scripts that the page needs, from {@code assets}, in their order
 * @param colophon where the pages came from
 * @param results where results of blind tests are posted to as JSON; null where nobody takes them
 * @param root what every link begins with: empty for pages beside their assets
 */
public record Frame(
        String title,
        String description,
        String file,
        List<Link> links,
        List<String> scripts,
        String colophon,
        String results,
        String root) {

    /** A page to go to. */
    public record Link(String file, String name) {}

    /** @throws NullPointerException if there is no title or scripts are missing */
    public Frame {
        Objects.requireNonNull(title, "title");
        links = List.copyOf(links);
        scripts = List.copyOf(scripts);
    }
}
