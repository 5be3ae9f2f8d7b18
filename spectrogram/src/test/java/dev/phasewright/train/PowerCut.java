package dev.phasewright.train;

import dev.phasewright.train.RecordedDisk.Node;
import dev.phasewright.train.RecordedDisk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a power cut may leave of the operations before it. Whatever was forced is there. Of the rest, the names of each
 * folder and the bytes of all files may have reached the disk or not: a system keeps the order within a folder, none
 * between folders, and none between names and bytes.
 */
final class PowerCut {
    private final RecordedDisk disk;
    private final List<Operation> before;

    /** What becomes of bytes that were not forced. */
    private enum Bytes {
        KEPT,
        HALF,
        LOST
    }

    /** A file or folder as it is found afterwards. */
    private static final class Found {
        final boolean isFolder;
        final Map<String, Found> entries = new TreeMap<>();
        byte[] bytes = {};

        Found(boolean isFolder) {
            this.isFolder = isFolder;
        }

        void describe(String name, StringBuilder into) {
            into.append(name).append('\n').append(Arrays.hashCode(bytes)).append('\n');
            entries.forEach((entry, found) -> found.describe(name + "/" + entry, into));
        }

        void writeTo(Path place) throws IOException {
            if (!isFolder) {
                Files.write(place, bytes);
                return;
            }
            Files.createDirectory(place);
            for (Map.Entry<String, Found> entry : entries.entrySet()) {
                entry.getValue().writeTo(place.resolve(entry.getKey()));
            }
        }
    }

    /** What looks at a folder as it is found. */
    interface Witness {
        void look(Path found) throws IOException;
    }

    /** Cuts after so many operations. */
    PowerCut(RecordedDisk disk, int after) {
        this.disk = disk;
        this.before = disk.operations().subList(0, after);
    }

    /** Shows every state that may be found, each in a folder of its own. */
    void show(Path workspace, Witness witness) throws IOException {
        Set<Node> folders = new HashSet<>(List.of(disk.top()));
        for (Operation operation : before) {
            if (operation instanceof Operation.Make make && make.isFolder()) {
                folders.add(make.made());
            }
        }
        List<Predicate<Node>> losses = new ArrayList<>(List.of(folder -> false, folder -> true));
        for (Node one : folders) {
            losses.add(folder -> folder == one);
            losses.add(folder -> folder != one);
        }
        Set<String> seen = new HashSet<>();
        for (Predicate<Node> loses : losses) {
            for (Bytes bytes : Bytes.values()) {
                Found found = after(loses, bytes);
                StringBuilder description = new StringBuilder();
                found.describe("", description);
                if (seen.add(description.toString())) {
                    Path place = Files.createTempDirectory(workspace, "cut").resolve("disk");
                    found.writeTo(place);
                    witness.look(place);
                }
            }
        }
    }

    private Found after(Predicate<Node> loses, Bytes unforced) {
        Map<Node, Found> all = new IdentityHashMap<>();
        all.put(disk.top(), new Found(true));
        for (int i = 0; i < before.size(); i++) {
            Operation operation = before.get(i);
            if (operation instanceof Operation.Make make) {
                all.put(make.made(), new Found(make.isFolder()));
                if (reaches(i, make.folder(), loses)) {
                    all.get(make.folder()).entries.put(make.name(), all.get(make.made()));
                }
            } else if (operation instanceof Operation.Rename rename && reaches(i, rename.folder(), loses)) {
                Map<String, Found> entries = all.get(rename.folder()).entries;
                entries.put(rename.to(), entries.remove(rename.from()));
            } else if (operation instanceof Operation.Delete delete && reaches(i, delete.folder(), loses)) {
                all.get(delete.folder()).entries.remove(delete.name());
            } else if (operation instanceof Operation.Write write) {
                boolean forced = isForced(i, write.file());
                int kept = forced || unforced == Bytes.KEPT
                        ? write.bytes().length
                        : unforced == Bytes.HALF ? write.bytes().length / 2 : 0;
                Found file = all.get(write.file());
                file.bytes = Arrays.copyOf(file.bytes, Math.max(file.bytes.length, (int) write.position() + kept));
                System.arraycopy(write.bytes(), 0, file.bytes, (int) write.position(), kept);
            }
        }
        return all.get(disk.top());
    }

    private boolean reaches(int operation, Node folder, Predicate<Node> loses) {
        return !loses.test(folder) || isForced(operation, folder);
    }

    private boolean isForced(int operation, Node node) {
        return before.subList(operation, before.size()).stream()
                .anyMatch(later -> later instanceof Operation.Force force && force.of() == node);
    }
}
