package dev.phasewright.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.file.AtomicFolder;
import dev.phasewright.audio.file.FolderTree;
import dev.phasewright.audio.format.SampleFormat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A corpus under construction: whole in its place after {@link #finish}, and gone after {@link #close} otherwise. */
public final class CorpusFolder implements AutoCloseable {
    static final String MANIFEST = "manifest.csv";
    static final String REPORT = "corpus.json";

    private static final String SCRATCH = ".scratch";

    /** Quotes only what has to be. */
    private static final ObjectWriter CSV =
            new CsvMapper().writer().with(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING);

    private final AtomicFolder folder;

    private CorpusFolder(AtomicFolder folder) {
        this.folder = folder;
    }

    /**
     * Makes the sibling, once {@code folder} is known to be free or replaceable.
     *
     * @throws IOException if it is neither, or there is no folder to put it in
     */
    public static CorpusFolder beside(Path folder, boolean replace) throws IOException {
        check(folder, replace);
        return new CorpusFolder(AtomicFolder.beside(folder));
    }

    private static void check(Path folder, boolean replace) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": exists and is not a folder; choose another");
        }
        if (isEmpty(folder)) {
            return;
        }
        if (!Files.isRegularFile(folder.resolve(REPORT))) {
            throw new IOException(folder + ": holds something that is not a Phasewright corpus; choose another folder");
        }
        if (!replace) {
            throw new IOException(folder + ": holds a corpus already; add --force to replace it");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    /** Makes the folders of the classes in each part. */
    public void makeFolders(List<String> classes) throws IOException {
        for (Split split : Split.values()) {
            for (String name : classes) {
                Files.createDirectories(path().resolve(split.folder()).resolve(name));
            }
        }
    }

    /** A folder for what programs need meanwhile; it is no part of the finished corpus. */
    Path scratch() throws IOException {
        return Files.createDirectories(path().resolve(SCRATCH));
    }

    /** Where to write. */
    Path path() {
        return folder.path();
    }

    /** Whether the process is ending, and the folder with it. */
    boolean abandoned() {
        return folder.isAbandoned();
    }

    /** Writes the manifest; returns its digest. */
    public String writeManifest(List<String> columns, List<ManifestRow> rows) throws IOException {
        return writeTable(
                MANIFEST,
                ManifestRow.header(columns),
                rows.stream().map(ManifestRow::cells).toList());
    }

    /** Writes a table of comma-separated values with its header; returns the digest of the file. */
    public String writeTable(String name, List<String> header, List<List<String>> rows) throws IOException {
        Path file = path().resolve(name);
        try (SequenceWriter csv = CSV.writeValues(file.toFile())) {
            csv.write(header);
            for (List<String> row : rows) {
                csv.write(row);
            }
        }
        return sha256(file);
    }

    /** Writes a clip; returns the digest of its file. */
    public String writeClip(String name, Audio clip) throws IOException {
        Path file = path().resolve(name);
        SoundFile.write(clip, file, SampleFormat.PCM_16);
        return sha256(file);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Writes what the corpus is made of. */
    public void writeReport(CorpusReport report) throws IOException {
        String json = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
        Files.writeString(path().resolve(REPORT), json + "\n");
    }

    /** Moves the finished corpus to its place; an older one is removed only when the new one stands there. */
    public void finish() throws IOException {
        FolderTree.remove(scratch());
        folder.finish(true);
    }

    /** Removes what was not finished. */
    @Override
    public void close() throws IOException {
        folder.close();
    }
}
