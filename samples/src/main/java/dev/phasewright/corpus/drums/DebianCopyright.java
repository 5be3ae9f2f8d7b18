package dev.phasewright.corpus.drums;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the machine-readable copyright file of a Debian package grants for each of its files (DEP-5). Files are told by
 * their own names; patterns within names other than {@code *} alone are not looked at.
 */
final class DebianCopyright {
    private static final String ALL = "*";
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern EMPTY_LINE = Pattern.compile("\n[ \t]*\n");

    private final Map<String, Grant> grants;

    private DebianCopyright(Map<String, Grant> grants) {
        this.grants = grants;
    }

    /**
     * Who made something, and under what licence it may be used.
     *
     * @param author without years and addresses
     * @param licence the licence's short name
     */
    record Grant(String author, String licence) {}

    /**
     * Reads the copyright file of an installed package.
     *
     * @throws IOException if there is none
     */
    static DebianCopyright of(Path root, String debianPackage) throws IOException {
        Map<String, Grant> grants = new LinkedHashMap<>();
        for (Map<String, String> paragraph :
                paragraphs(root.resolve("usr/share/doc/" + debianPackage + "/copyright"))) {
            String files = paragraph.get("Files");
            if (files != null) {
                String author = paragraph
                        .getOrDefault("Copyright", "")
                        .lines()
                        .findFirst()
                        .orElse("");
                Grant grant = new Grant(
                        author.replaceAll("^[0-9, –-]+|\\s*<.*", ""),
                        paragraph
                                .getOrDefault("License", "")
                                .lines()
                                .findFirst()
                                .orElse("")
                                .strip());
                for (String pattern : SPACE.split(files.strip(), 0)) {
                    grants.put(pattern.substring(pattern.lastIndexOf('/') + 1), grant);
                }
            }
        }
        return new DebianCopyright(grants);
    }

    private static List<Map<String, String>> paragraphs(Path file) throws IOException {
        List<Map<String, String>> paragraphs = new ArrayList<>();
        for (String text : EMPTY_LINE.split(Files.readString(file), 0)) {
            Map<String, String> fields = new LinkedHashMap<>();
            String field = "";
            for (String line : text.lines().toList()) {
                int colon = line.indexOf(':');
                if (!line.startsWith(" ") && colon > 0) {
                    field = line.substring(0, colon);
                    fields.put(field, line.substring(colon + 1).strip());
                } else {
                    fields.merge(field, line.strip(), (before, more) -> before.isEmpty() ? more : before + "\n" + more);
                }
            }
            paragraphs.add(fields);
        }
        return paragraphs;
    }

    /** What is granted for a file of this name: what is said of it, else what is said of all. */
    Grant of(String name) {
        return grants.getOrDefault(name, grants.getOrDefault(ALL, new Grant("", "unknown")));
    }
}
