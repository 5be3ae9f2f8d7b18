package dev.phasewright.cli.console;

import dev.phasewright.audio.file.TemporaryFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Where the engine's native libraries are unpacked: a folder that nobody but this user can write. DJL takes {@code
 * .djl.ai} in the home folder, and where there is no home, one in the folder of temporary files that everybody knows and
 * can put libraries of their own into.
 */
final class EngineFolder {
    /** What DJL asks for, as a variable of the environment or a property of Java. */
    static final String VARIABLE = "DJL_CACHE_DIR";

    private static final String ENGINE_VARIABLE = "ENGINE_CACHE_DIR";

    private EngineFolder() {}

    /**
     * The folder that DJL is to be told of.
     *
     * @param settings variables of the environment and properties of Java by name; null for what is not set
     * @return null where DJL's own choice is right: somebody has chosen, or there is a home folder
     * @throws IOException if the only folder left is another user's, or others may write there
     */
    static Path choose(UnaryOperator<String> settings) throws IOException {
        if (isSet(settings.apply(VARIABLE)) || isSet(settings.apply(ENGINE_VARIABLE))) {
            return null;
        }
        // Java calls a home that it does not know "?".
        Path home = Path.of(settings.apply("user.home"));
        if (home.isAbsolute() && Files.isWritable(home)) {
            return null;
        }
        String caches = settings.apply("XDG_CACHE_HOME");
        if (isSet(caches) && Path.of(caches).isAbsolute()) {
            return Path.of(caches).resolve("phasewright");
        }
        return own(Path.of(settings.apply("java.io.tmpdir")));
    }

    private static boolean isSet(String value) {
        return value != null && !value.isEmpty();
    }

    /** A folder of this user's among the temporary files, found there or made. */
    private static Path own(Path temporary) throws IOException {
        UserPrincipal user = user(temporary);
        Path folder = temporary.resolve("phasewright-" + user.getName().replaceAll("[^A-Za-z0-9._-]", "_"));
        Set<PosixFilePermission> ours = PosixFilePermissions.fromString("rwx------");
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(ours));
        } catch (FileAlreadyExistsException e) {
            boolean safe = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user)
                    && ours.containsAll(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
            if (!safe) {
                throw new IOException(
                        folder + ": is not a folder that only you can use, and there is no home folder for"
                                + " PyTorch's libraries; set " + VARIABLE + " to a folder of your own");
            }
        }
        return folder;
    }

    /** Whoever runs this process, also where the system knows no name for them. */
    private static UserPrincipal user(Path temporary) throws IOException {
        try {
            Path probe = Files.createTempFile(temporary, "phasewright", null);
            try {
                return Files.getOwner(probe);
            } finally {
                Files.delete(probe);
            }
        } catch (FileSystemException e) {
            throw TemporaryFiles.failure(e);
        }
    }
}
