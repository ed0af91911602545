package dev.resendmcp.transfer;

import com.google.common.base.Splitter;
import com.google.common.io.ByteStreams;
import dev.resendmcp.call.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files in folders that the operator allows. Each part of a name is opened from the directory before it and never through a link,
 * so that no name and no change of the folders at the same time leads out of them.
 */
public final class FolderFiles implements FileStore {
    private static final Pattern PART = Pattern.compile("[^/\\\\\\p{Cntrl}\\p{Cf}]{1,255}");
    private static final String NOT_FOUND =
            "there is no such file in the folders of FILES_DIR; give its name relative to one"
                    + " of them, such as reports/may.pdf";
    private static final int DEEPEST = 16;

    private final List<Path> folders;
    private final boolean write;
    private final long maxSize;

    /**
     * Uses folders that exist.
     *
     * @param write whether files may be saved
     * @param maxSize most bytes of a file
     */
    public FolderFiles(List<Path> folders, boolean write, long maxSize) {
        this.folders = List.copyOf(folders);
        this.write = write;
        this.maxSize = maxSize;
    }

    /** Works with a file inside its directory. */
    @FunctionalInterface
    private interface Work<T> {
        T in(SecureDirectoryStream<Path> directory, Path name) throws IOException, FileRefusedException;
    }

    @Override
    public long size(Caller caller, String name) throws FileRefusedException {
        return find(name, FolderFiles::sizeOf);
    }

    @Override
    public Content read(Caller caller, String name) throws FileRefusedException {
        return find(name, this::read);
    }

    private Content read(SecureDirectoryStream<Path> directory, Path name) throws IOException, FileRefusedException {
        sizeOf(directory, name);
        try (SeekableByteChannel channel =
                        directory.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                InputStream in = ByteStreams.limit(Channels.newInputStream(channel), maxSize + 1)) {
            byte[] bytes = in.readAllBytes();
            if (bytes.length > maxSize) {
                throw new FileRefusedException("the file is larger than " + maxSize + " bytes");
            }
            return new Content(name.toString(), bytes);
        }
    }

    /** Size of a regular file; devices, pipes, links and directories are none. */
    private static long sizeOf(SecureDirectoryStream<Path> directory, Path name)
            throws IOException, FileRefusedException {
        BasicFileAttributes attributes = directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (!attributes.isRegularFile()) {
            throw new FileRefusedException(NOT_FOUND);
        }
        return attributes.size();
    }

    @Override
    public String keep(Caller caller, String name, InputStream content) throws FileRefusedException {
        if (!write) {
            throw new FileRefusedException("files cannot be saved here: the operator allows it with FILES_WRITE=true");
        }
        List<String> parts = parts(name);
        for (Path folder : folders) {
            try (SecureDirectoryStream<Path> root = open(folder)) {
                return inside(root, new ArrayDeque<>(parts), (directory, last) -> save(directory, last, name, content));
            } catch (FileAlreadyExistsException e) {
                throw new FileRefusedException("there is a file of this name already; give another name");
            } catch (IOException e) {
                // Perhaps another folder has the directory.
            }
        }
        throw new FileRefusedException(
                "the file cannot be saved: the folders of FILES_DIR have no such directory, or they"
                        + " cannot be written");
    }

    private String save(SecureDirectoryStream<Path> directory, Path last, String name, InputStream content)
            throws IOException, FileRefusedException {
        Set<OpenOption> fresh =
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
        long written;
        try (SeekableByteChannel channel = directory.newByteChannel(
                last, fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            written = ByteStreams.copy(ByteStreams.limit(content, maxSize + 1), Channels.newOutputStream(channel));
        }
        if (written > maxSize) {
            directory.deleteFile(last);
            throw new FileRefusedException("the file is larger than " + maxSize + " bytes");
        }
        return name;
    }

    @Override
    public void used(Caller caller, String name) {
        // The file belongs to the user.
    }

    private <T> T find(String name, Work<T> work) throws FileRefusedException {
        List<String> parts = parts(name);
        for (Path folder : folders) {
            try (SecureDirectoryStream<Path> root = open(folder)) {
                return inside(root, new ArrayDeque<>(parts), work);
            } catch (IOException e) {
                // Perhaps another folder has it.
            }
        }
        throw new FileRefusedException(NOT_FOUND);
    }

    private static <T> T inside(SecureDirectoryStream<Path> directory, Deque<String> parts, Work<T> work)
            throws IOException, FileRefusedException {
        Path next = Path.of(parts.pop());
        if (parts.isEmpty()) {
            return work.in(directory, next);
        }
        try (SecureDirectoryStream<Path> deeper = directory.newDirectoryStream(next, LinkOption.NOFOLLOW_LINKS)) {
            return inside(deeper, parts, work);
        }
    }

    // The type says whether the system can open files relative to a directory; the caller closes the stream.
    @SuppressWarnings("StreamResourceLeak")
    private static SecureDirectoryStream<Path> open(Path folder) throws IOException, FileRefusedException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new FileRefusedException("this system cannot open files safely by name; send the content instead");
    }

    private static List<String> parts(String name) throws FileRefusedException {
        List<String> parts = Splitter.on('/').splitToList(name);
        boolean plain = parts.size() <= DEEPEST
                && parts.stream()
                        .allMatch(part -> PART.matcher(part).matches() && !part.equals(".") && !part.equals(".."));
        if (!plain) {
            throw new FileRefusedException(NOT_FOUND);
        }
        return parts;
    }
}
