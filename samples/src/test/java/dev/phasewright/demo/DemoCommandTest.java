package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    private Path folder;

    private static void assertRefused(String because, Ran ran) {
        assertEquals(1, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(because), ran.err());
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void aSiteIsWholeAndNamesTheCommandThatMadeIt() throws IOException {
        Path site = TinySite.site();
        for (String page : List.of(
                "index", "play", "watch", "phase", "grab", "noise", "tide", "coarse", "rival", "drown", "rise",
                "gallery", "vocoder", "blind")) {
            String html = Files.readString(site.resolve(page + ".html"));
            assertTrue(html.contains("phasewright demo -o demo "), page);
            assertFalse(html.contains("http://") || html.contains("https://"), page + " needs nothing from elsewhere");
            assertFalse(html.contains(" style="), page + " has no inline style, which a strict policy forbids");
        }
        assertTrue(Files.readString(site.resolve("gallery.html")).contains("Nearest to "), "a corpus was given");
        assertTrue(Files.readString(site.resolve("machines.html")).contains("The ideal machine"), "a corpus was given");
        String rising = Files.readString(site.resolve("rise.html"));
        assertTrue(rising.contains("Out of white noise") && rising.contains("Out of blur alone"), rising);
        assertTrue(rising.contains("--corruption-models "), "the command that makes it");
        String rival = Files.readString(site.resolve("rival.html"));
        assertTrue(rival.contains("16 coefficients are given"), rival);
        assertFalse(rival.contains("64 coefficients are given"), "of 20");
        assertTrue(rival.replaceAll("</?span>", "").contains("phasewright study finegrain "), "the study of it");
        try (Stream<Path> all = Files.list(site.getParent())) {
            assertEquals(List.of(site), all.toList(), "nothing is left beside it");
        }
    }

    @Test
    void theSameCommandMakesTheSameSite() throws IOException {
        Path again = folder.resolve("demo");
        assertEquals(0, Ran.phasewright(TinySite.words(again)).status());
        Path twice = folder.resolve("twice").resolve("demo");
        Files.createDirectories(twice.getParent());
        assertEquals(0, Ran.phasewright(TinySite.words(twice)).status());
        try (Stream<Path> all = Files.walk(again)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                assertEquals(-1, Files.mismatch(file, twice.resolve(again.relativize(file))), file.toString());
            }
        }
        String gallery = Files.readString(again.resolve("gallery.html"));
        assertTrue(gallery.contains("no corpus was given"), "what is not shown is said");
        String front = "the nearest training clip beside each";
        assertFalse(Files.readString(again.resolve("index.html")).contains(front), "nor is it promised");
        assertTrue(Files.readString(TinySite.site().resolve("index.html")).contains(front));

        assertRefused("add --force", Ran.phasewright(TinySite.words(again)));
        Files.delete(again.resolve("noise.html"));
        assertEquals(0, Ran.phasewright(TinySite.words(again, "--force")).status());
        assertTrue(Files.exists(again.resolve("noise.html")), "replaced");
    }

    @Test
    void aDistilledModelIsSampledInTheStepsItWasTaught() throws IOException {
        Path site = folder.resolve("demo");
        Path model = Tiny.distilledIn(folder.resolve("fast"));
        Ran ran = Ran.phasewright(
                "demo",
                "-o",
                site,
                "--model",
                model,
                "--vocoder",
                Tiny.vocoder(),
                "--notes",
                "none",
                "--drums",
                "none",
                "--watch",
                "none",
                "--clips",
                1,
                "--seconds",
                0.3);
        assertEquals(0, ran.status(), ran.err());
        String noise = Files.readString(site.resolve("noise.html"));
        assertTrue(noise.contains("takes it away in 2 steps"), noise);
        String first = Files.readString(site.resolve("index.html"));
        assertFalse(first.contains("data-play-it") || first.contains("play.js"), "the keyboard was left out");
        assertTrue(first.contains("href=\"noise.html\""), "it leads to the others still");
        assertFalse(Files.exists(site.resolve("play.html")), "what has no keyboard was never called so");
        assertFalse(Files.exists(site.resolve("watch.html")), "and so were the drawings");
        for (String page : List.of("play", "watch", "rise", "rival")) {
            assertFalse(noise.contains(page + ".html"), "nothing leads to " + page);
        }
        assertTrue(noise.contains("σ = 6.0") && noise.contains("step 1"), "every step is heard");
        String healing = Files.readString(site.resolve("healing.html"));
        assertTrue(healing.contains("2 steps left") && healing.contains("one step left"), healing);
        assertTrue(healing.contains("no step left") && !healing.contains("3 steps left"), healing);
    }

    @Test
    void whatIsNoSiteIsNeverReplaced() throws IOException {
        Path precious = Files.createDirectory(folder.resolve("precious"));
        Files.writeString(precious.resolve("thesis.txt"), "all of it");
        assertRefused("not a site of demos", Ran.phasewright(TinySite.words(precious, "--force")));
        assertEquals("all of it", Files.readString(precious.resolve("thesis.txt")));
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused("is a file", Ran.phasewright(TinySite.words(file, "--force")));
        assertRefused(
                "create it first",
                Ran.phasewright(TinySite.words(folder.resolve("none").resolve("demo"))));
        assertEquals(2, entries().size());
    }

    @Test
    void missingAndUnfitModelsAreNamed() throws IOException {
        Path site = folder.resolve("demo");
        assertRefused("nothing-of-the-kind", Ran.phasewright("demo", "-o", site, "--model", "nothing-of-the-kind"));
        assertRefused(
                "nothing-of-the-kind",
                Ran.phasewright("demo", "-o", site, "--model", Tiny.model(), "--vocoder", "nothing-of-the-kind"));
        assertRefused(
                "makes no single notes",
                Ran.phasewright(
                        "demo",
                        "-o",
                        site,
                        "--model",
                        Tiny.model(),
                        "--vocoder",
                        Tiny.vocoder(),
                        "--notes",
                        Tiny.model()));
        assertRefused("nothing-of-the-kind", Ran.phasewright(TinySite.words(site, "--against", "nothing-of-the-kind")));
        for (String option : List.of("--corruption-models", "--rival")) {
            assertRefused(
                    Tiny.vocoder().toString(),
                    Ran.phasewright(
                            "demo",
                            "-o",
                            site,
                            "--model",
                            Tiny.model(),
                            "--vocoder",
                            Tiny.vocoder(),
                            "--notes",
                            "none",
                            option,
                            Tiny.vocoder()));
        }
        assertRefused("has no folder train in it", Ran.phasewright(TinySite.words(site, "--data", folder)));
        Path none = folder.resolve("none");
        assertRefused(none + ": no such folder", Ran.phasewright(TinySite.words(site, "--data", none)));
        assertRefused("has no folder test in it", Ran.phasewright(TinySite.words(site, "--evaluate", folder)));
        assertRefused(none + ": no such folder", Ran.phasewright(TinySite.words(site, "--evaluate", none)));
        assertEquals(List.of(), entries());
        assertEquals(2, Ran.phasewright("demo").status());
        assertEquals(2, Ran.phasewright("demo", "-o", site, "--seconds", "99").status());
        assertEquals(2, Ran.phasewright("demo", "-o", site, "--clips", "0").status());
    }
}
