package dev.phasewright.train;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A file system that passes everything on to the default one and keeps a list of what changes its files and folders:
 * whatever is written by way of its paths can be cut off anywhere by {@link PowerCut}.
 */
final class RecordedDisk extends FileSystemProvider {
    private static final FileSystemProvider REAL = FileSystems.getDefault().provider();

    private final List<Operation> operations = new ArrayList<>();
    private final Node top = new Node();
    private final Path root;
    private final FileSystem system = new Recorded();
    private boolean deaf;

    /** A file or a folder, whatever it is called at the time. */
    static final class Node {
        /** What a folder has in it once everything has reached the disk. */
        private final Map<String, Node> entries = new TreeMap<>();
    }

    /** A change, or the order to make changes safe. */
    sealed interface Operation {
        /** A new file or folder gets a name. */
        record Make(Node folder, String name, Node made, boolean isFolder) implements Operation {}

        /** A name is taken from a file or folder and given to it anew; both in one folder. */
        record Rename(Node folder, String from, String to) implements Operation {}

        /** A name is deleted. */
        record Delete(Node folder, String name) implements Operation {}

        /** A file gets bytes. */
        @SuppressWarnings("ArrayRecordComponent") // Nobody compares what was written.
        record Write(Node file, long position, byte[] bytes) implements Operation {}

        /** A file's bytes or a folder's names are to be safe. */
        record Force(Node of) implements Operation {}
    }

    /** Records what happens below an empty folder. */
    RecordedDisk(Path root) {
        this.root = root.toAbsolutePath();
    }

    /** The folder, to be written to. */
    Path path() {
        return wrapped(root);
    }

    /** Does not hear from now on what is ordered to be safe. */
    void deafen() {
        deaf = true;
    }

    /** The folder as a node. */
    Node top() {
        return top;
    }

    /** What happened so far. */
    List<Operation> operations() {
        return List.copyOf(operations);
    }

    private Node node(Path real) {
        Node at = top;
        for (Path name : root.relativize(real.toAbsolutePath().normalize())) {
            at = name.toString().isEmpty() ? at : at.entries.get(name.toString());
        }
        return at;
    }

    private Node parent(Path real) {
        return node(real.toAbsolutePath().getParent());
    }

    private static String name(Path real) {
        return real.getFileName().toString();
    }

    private Path wrapped(Path real) {
        return (Path) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Path.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getFileSystem")) {
                        return system;
                    }
                    Object[] plain = arguments == null ? null : arguments.clone();
                    for (int i = 0; plain != null && i < plain.length; i++) {
                        plain[i] = plain[i] instanceof Path path ? real(path) : plain[i];
                    }
                    try {
                        Object result = method.invoke(real, plain);
                        return result instanceof Path path ? wrapped(path) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Path real(Path path) {
        return Proxy.isProxyClass(path.getClass()) ? Path.of(path.toString()) : path;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path real = real(path);
        FileChannel channel = REAL.newFileChannel(real, options, attributes);
        if (node(real) == null) {
            make(real, false);
        }
        return new Channel(channel, node(real));
    }

    private void make(Path real, boolean isFolder) {
        Node made = new Node();
        parent(real).entries.put(name(real), made);
        operations.add(new Operation.Make(parent(real), name(real), made, isFolder));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            throw new UnsupportedOperationException("a file written in place, by a way that is not recorded: " + path);
        }
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        REAL.createDirectory(real(path), attributes);
        make(real(path), true);
    }

    @Override
    public void delete(Path path) throws IOException {
        Path real = real(path);
        REAL.delete(real);
        parent(real).entries.remove(name(real));
        operations.add(new Operation.Delete(parent(real), name(real)));
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Path from = real(source);
        Path to = real(target);
        REAL.move(from, to, options);
        if (parent(from) != parent(to)) {
            throw new UnsupportedOperationException("moved from folder to folder");
        }
        parent(to).entries.put(name(to), parent(from).entries.remove(name(from)));
        operations.add(new Operation.Rename(parent(to), name(from), name(to)));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = REAL.newDirectoryStream(real(folder), path -> true)) {
            entries.forEach(entry -> all.add(wrapped(entry)));
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return all.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        REAL.checkAccess(real(path), modes);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return REAL.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        return REAL.readAttributes(real(path), names, options);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return REAL.getFileAttributeView(real(path), type, options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return REAL.isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return REAL.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return REAL.getFileStore(real(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getScheme() {
        return "recorded";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return wrapped(Path.of(uri));
    }

    /** What is written and forced is recorded. */
    private final class Channel extends FileChannel {
        private final FileChannel real;
        private final Node node;

        Channel(FileChannel real, Node node) {
            this.real = real;
            this.node = node;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            byte[] bytes = new byte[source.remaining()];
            source.duplicate().get(bytes);
            operations.add(new Operation.Write(node, real.position(), bytes));
            return real.write(source);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            real.force(metaData);
            if (!deaf) {
                operations.add(new Operation.Force(node));
            }
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return real.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            real.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }

    /** Leads to the recording provider. */
    private final class Recorded extends FileSystem {
        @Override
        public FileSystemProvider provider() {
            return RecordedDisk.this;
        }

        @Override
        public Path getPath(String first, String... more) {
            return wrapped(Path.of(first, more));
        }

        @Override
        public void close() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return FileSystems.getDefault().getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return Collections.emptyList();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return Collections.emptyList();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return FileSystems.getDefault().supportedFileAttributeViews();
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            return FileSystems.getDefault().getPathMatcher(pattern);
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            throw new UnsupportedOperationException();
        }

        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    }
}
