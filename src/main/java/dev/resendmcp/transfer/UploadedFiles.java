package dev.resendmcp.transfer;

import com.google.common.io.BaseEncoding;
import com.google.common.io.ByteStreams;
import dev.resendmcp.call.Caller;
import dev.resendmcp.files.PrivateFiles;
import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that callers upload, in a folder of this process. A handle is valid for its caller alone, on this instance alone, until
 * the file is used, its time is over, or the service stops.
 */
public final class UploadedFiles implements FileStore, Managed {
    private static final Logger log = LoggerFactory.getLogger(UploadedFiles.class);
    private static final String PREFIX = "file-";
    private static final int HANDLE_BYTES = 16;
    private static final int LONGEST_NAME = 200;
    private static final String NOT_FOUND =
            "there is no such file here: it was used, its time is over, or it was uploaded to"
                    + " another instance; upload it again with POST /files";

    private final Path directory;
    private final FileSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Kept> files = new HashMap<>();
    private final Lock lock = new ReentrantLock();

    private record Kept(Caller caller, String name, Path path, long size, Instant until) {}

    /** @param directory belongs to this process; what is in it is removed at start and stop */
    public UploadedFiles(Path directory, FileSettings settings, Clock clock) {
        this.directory = directory;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() throws IOException {
        PrivateFiles.secureDirectory(directory);
        clear();
    }

    @Override
    public void stop() throws IOException {
        clear();
    }

    private void clear() throws IOException {
        try (var all = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path path : all) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Removes files whose time is over. */
    public void expire() {
        Instant now = clock.instant();
        lock.lock();
        try {
            Iterator<Kept> all = files.values().iterator();
            while (all.hasNext()) {
                Kept file = all.next();
                if (!file.until().isAfter(now)) {
                    all.remove();
                    delete(file.path());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private Kept find(Caller caller, String handle) throws FileRefusedException {
        expire();
        lock.lock();
        try {
            Kept file = files.get(handle);
            if (file == null || !file.caller().equals(caller)) {
                throw new FileRefusedException(NOT_FOUND);
            }
            return file;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long size(Caller caller, String handle) throws FileRefusedException {
        return find(caller, handle).size();
    }

    @Override
    public Content read(Caller caller, String handle) throws FileRefusedException {
        Kept file = find(caller, handle);
        try {
            return new Content(file.name(), Files.readAllBytes(file.path()));
        } catch (IOException e) {
            throw new FileRefusedException(NOT_FOUND);
        }
    }

    @Override
    public String keep(Caller caller, String name, InputStream content) throws FileRefusedException {
        requireRoom(caller);
        byte[] secret = new byte[HANDLE_BYTES];
        random.nextBytes(secret);
        String handle = PREFIX + BaseEncoding.base16().lowerCase().encode(secret);
        Path path = directory.resolve(handle);
        try {
            PrivateFiles.createFile(path);
            long size = write(path, content);
            add(
                    handle,
                    new Kept(
                            caller,
                            shown(name),
                            path,
                            size,
                            clock.instant().plus(settings.maxAge().toJavaDuration())));
            return handle;
        } catch (IOException e) {
            delete(path);
            throw new FileRefusedException("the file did not arrive whole, or the disk is full; send it again");
        } catch (FileRefusedException e) {
            delete(path);
            throw e;
        }
    }

    private long write(Path path, InputStream content) throws IOException, FileRefusedException {
        long most = settings.maxSize().toBytes();
        try (OutputStream out = Files.newOutputStream(path)) {
            long size = ByteStreams.copy(ByteStreams.limit(content, most + 1), out);
            if (size > most) {
                throw new FileRefusedException("the file is larger than files.maxSize, " + most + " bytes");
            }
            return size;
        }
    }

    private void add(String handle, Kept file) throws FileRefusedException {
        lock.lock();
        try {
            requireRoom(file.caller());
            files.put(handle, file);
        } finally {
            lock.unlock();
        }
    }

    private void requireRoom(Caller caller) throws FileRefusedException {
        expire();
        lock.lock();
        try {
            long own = files.values().stream()
                    .filter(file -> file.caller().equals(caller))
                    .count();
            if (own >= settings.maxPerCaller()) {
                throw new FileRefusedException("this caller has " + own
                        + " files already (files.maxPerCaller): use them, or" + " wait until their time is over");
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void used(Caller caller, String handle) {
        lock.lock();
        try {
            Kept file = files.get(handle);
            if (file != null && file.caller().equals(caller)) {
                files.remove(handle);
                delete(file.path());
            }
        } finally {
            lock.unlock();
        }
    }

    /** A name to show, without parts of a path and control characters. */
    private static String shown(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\"]", "");
        String whole = last.isBlank() || last.equals(".") || last.equals("..") ? "file" : last;
        return whole.length() <= LONGEST_NAME ? whole : whole.substring(whole.length() - LONGEST_NAME);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("An uploaded file could not be removed ({})", e.getClass().getSimpleName());
        }
    }
}
