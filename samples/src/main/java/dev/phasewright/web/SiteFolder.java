package dev.phasewright.web;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import gg.jte.Content;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A site in the making. Names of sounds are digests, which tell nothing of what they hold. */
public final class SiteFolder {
    private static final int NAME_BYTES = 8;

    /** What only pages on disk need: scripts, and the licence of the fonts that are copied with them. */
    private static final List<String> OWN_ASSETS =
            List.of("noise.js", "tide.js", "coarse.js", "offline.js", "source-serif-4-OFL.txt");

    private static final String WORKER = "service-worker.js";
    private static final String MANIFEST = "site.webmanifest";
    private static final String PICTURES = "pictures";
    private static final String SOUNDS = "sounds";

    private final Path root;
    private final String address;

    /** Begins a site in an empty folder, wherever it will be read. */
    public SiteFolder(Path root) throws IOException {
        this(root, "");
    }

    /**
     * Begins a site in an empty folder, with what all pages need.
     *
     * @param address where it will be read, with a slash at its end, for pictures of links to it; empty if nobody knows
     */
    public SiteFolder(Path root, String address) throws IOException {
        this.root = root;
        this.address = address;
        for (String folder : List.of("assets", SOUNDS, PICTURES, "originals")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (List<String> assets : List.of(SiteAssets.SHARED, OWN_ASSETS)) {
            for (String name : assets) {
                try (InputStream asset = SiteAssets.open(name)) {
                    Files.copy(asset, root.resolve("assets").resolve(name));
                }
            }
        }
    }

    /** Keeps a sound as WAV, whose size tells its length and nothing else, as blind tests want it. Returns its name. */
    public String sound(Audio sound) throws IOException {
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        SoundFile.write(sound, wav, SampleFormat.PCM_16);
        return keep(wav.toByteArray());
    }

    /** Keeps one of many sounds, the samples of {@link #sound} in about half the room: as FLAC. Returns its name. */
    public String packed(Audio sound) throws IOException {
        ByteArrayOutputStream flac = new ByteArrayOutputStream();
        SoundFile.writeFlac(sound, flac);
        return keep(flac.toByteArray());
    }

    /** Keeps bytes for a script to read as it reads sounds; returns their name. */
    String keep(byte[] bytes) throws IOException {
        String name = digest(bytes);
        String script = SoundScript.of(name, bytes);
        Files.writeString(root.resolve(SOUNDS).resolve(name + ".js"), script, StandardCharsets.US_ASCII);
        return name;
    }

    /**
     * Keeps an original as a plain WAV file, for the commands that pages name; returns it as that file has it, so that these
     * commands begin with the same samples as the pages did.
     */
    public DemoSound original(DemoSound original) throws IOException {
        Path file = root.resolve(original.file());
        SoundFile.write(original.sound(), file, SampleFormat.PCM_16);
        return new DemoSound(
                original.id(), original.name(), original.about(), SoundFile.read(file), original.command());
    }

    /** Keeps a picture; returns what pages call it. */
    String picture(BufferedImage picture) throws IOException {
        Path made = root.resolve(PICTURES).resolve("new.png");
        SpectrogramImage.write(picture, made);
        String name = digest(Files.readAllBytes(made)) + ".png";
        Files.move(made, made.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
        return PICTURES + "/" + name;
    }

    /** Keeps the picture that stands for the site where a link to it is shown. */
    public void linkPicture(BufferedImage picture) throws IOException {
        SpectrogramImage.write(picture, root.resolve(PICTURES).resolve("link.png"));
    }

    /** Writes a page. */
    public void page(Frame frame, Content body) throws IOException {
        StringOutput html = new StringOutput();
        Content head = output -> JtelinkGenerated.render((HtmlTemplateOutput) output, null, frame, address);
        JtelayoutGenerated.render(new OwaspHtmlTemplateOutput(html), null, frame, body, head);
        Files.writeString(root.resolve(frame.file()), html.toString());
    }

    /** Lets a page that was written be found by another name as well, so that older links lead to it. */
    public void alias(String name, String file) throws IOException {
        Files.copy(root.resolve(file), root.resolve(name));
    }

    /** Writes what lets the site be installed and read without a network; to be called when all else is there. */
    public void finish() throws IOException {
        try (InputStream manifest = SiteAssets.open(MANIFEST)) {
            Files.copy(manifest, root.resolve(MANIFEST));
        }
        List<String> pages = new ArrayList<>(List.of("./"));
        List<String> rest = new ArrayList<>();
        MessageDigest version = sha256();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '/');
                if (!name.startsWith("originals/")) { // For commands, not for pages.
                    boolean large = name.startsWith(SOUNDS + "/") || name.startsWith(PICTURES + "/");
                    (large ? rest : pages).add(name);
                    version.update(name.getBytes(StandardCharsets.UTF_8));
                    version.update(Files.readAllBytes(file));
                }
            }
        }
        try (InputStream worker = SiteAssets.open(WORKER)) {
            String script = new String(worker.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{version}", HexFormat.of().formatHex(version.digest(), 0, NAME_BYTES))
                    .replace("{pages}", quoted(pages))
                    .replace("{rest}", quoted(rest));
            Files.writeString(root.resolve(WORKER), script);
        }
    }

    /** A list of a script; names of a site's files have nothing to escape. */
    private static String quoted(List<String> names) {
        return names.stream().collect(Collectors.joining("\",\n  \"", "[\n  \"", "\",\n]"));
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes), 0, NAME_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has SHA-256.
        }
    }
}
