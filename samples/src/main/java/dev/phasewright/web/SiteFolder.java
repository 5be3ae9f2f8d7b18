package dev.phasewright.web;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import gg.jte.Content;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A site in the making. Names of sounds are digests, which tell nothing of what they hold. */
public final class SiteFolder {
    private static final int NAME_BYTES = 8;

    /** What only pages on disk need: a script, and the licence of the fonts that are copied with them. */
    private static final List<String> OWN_ASSETS = List.of("noise.js", "tide.js", "coarse.js", "source-serif-4-OFL.txt");

    private final Path root;

    /** Begins a site in an empty folder, with what all pages need. */
    public SiteFolder(Path root) throws IOException {
        this.root = root;
        for (String folder : List.of("assets", "sounds", "pictures", "originals")) {
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

    /** Keeps a sound; returns its name. */
    public String sound(Audio sound) throws IOException {
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        SoundFile.write(sound, wav, SampleFormat.PCM_16);
        String name = digest(wav.toByteArray());
        String script = SoundScript.of(name, wav.toByteArray());
        Files.writeString(root.resolve("sounds").resolve(name + ".js"), script, StandardCharsets.US_ASCII);
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
        Path made = root.resolve("pictures").resolve("new.png");
        SpectrogramImage.write(picture, made);
        String name = digest(Files.readAllBytes(made)) + ".png";
        Files.move(made, made.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
        return "pictures/" + name;
    }

    /** Writes a page. */
    public void page(Frame frame, Content body) throws IOException {
        StringOutput html = new StringOutput();
        JtelayoutGenerated.render(new OwaspHtmlTemplateOutput(html), null, frame, body);
        Files.writeString(root.resolve(frame.file()), html.toString());
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java has SHA-256.
        }
    }
}
