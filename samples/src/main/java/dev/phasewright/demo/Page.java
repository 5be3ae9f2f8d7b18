package dev.phasewright.demo;

import gg.jte.Content;
import java.util.List;

/**
 * A page to be written.
 *
 * @param file its name within the site
 * @param title of it
 * @param scripts that it needs, from {@code assets}, in their order
 * @param body what is on it
 */
record Page(String file, String title, List<String> scripts, Content body) {}
