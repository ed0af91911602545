package dev.resendmcp.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.call.Caller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No name leads out of the folders. */
@EnabledOnOs(OS.LINUX)
class FolderFilesTest {
    private static final String SECRET = "secret outside";

    @TempDir
    private Path directory;

    private Path folder;
    private Path outside;
    private FolderFiles files;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        folder = Files.createDirectories(directory.resolve("allowed"));
        outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), SECRET);
        Files.writeString(directory.resolve("allowed-too.txt"), SECRET);
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("plain.txt"), "fine");
        Files.writeString(folder.resolve("sub/deep.txt"), "deep");
        Files.createSymbolicLink(folder.resolve("link.txt"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(folder.resolve("relative.txt"), Path.of("../outside/secret.txt"));
        Files.createSymbolicLink(folder.resolve("dirlink"), outside);
        Files.createSymbolicLink(folder.resolve("sub/up"), Path.of("../.."));
        Files.createSymbolicLink(folder.resolve("inner.txt"), Path.of("plain.txt"));
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(folder.resolve("null"), Path.of("/dev/null"));
        Files.createSymbolicLink(folder.resolve("proc"), Path.of("/proc"));
        new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor();
        files = new FolderFiles(List.of(folder), true, 1000);
    }

    @Test
    void filesInsideAreRead() throws FileRefusedException {
        assertThat(text("plain.txt")).isEqualTo("fine");
        assertThat(text("sub/deep.txt")).isEqualTo("deep");
        assertThat(files.size(Caller.STDIO, "plain.txt")).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("dev.resendmcp.transfer.HostileNames#all")
    void hostileNameOpensNothing(String name) {
        assertThatThrownBy(() -> files.read(Caller.STDIO, name)).isInstanceOf(FileRefusedException.class);
        assertThatThrownBy(() -> files.size(Caller.STDIO, name)).isInstanceOf(FileRefusedException.class);
    }

    @Test
    void thereAreAtLeastSixtyHostileNames() {
        assertThat(HostileNames.all().distinct()).hasSizeGreaterThanOrEqualTo(60);
    }

    static Stream<String> namesThatLeadOut() {
        return HostileNames.all()
                .filter(name ->
                        name.contains("/") || name.contains("\\") || name.contains("..") || name.contains("link"));
    }

    @ParameterizedTest
    @MethodSource("namesThatLeadOut")
    void nothingIsSavedOutside(String name) throws IOException {
        List<Path> before = everything(outside);
        try {
            files.keep(Caller.STDIO, name, bytes("x"));
        } catch (FileRefusedException e) {
            assertThat(e).hasMessageNotContaining(directory.toString());
        }
        assertThat(everything(outside)).isEqualTo(before);
        assertThat(outside.resolve("secret.txt")).hasContent(SECRET);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("allowed", "outside", "allowed-too.txt");
    }

    @Test
    void fileThatBecomesALinkMeanwhileIsNeverFollowed() throws Exception {
        Path swapped = folder.resolve("swapped.txt");
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> swapping = CompletableFuture.runAsync(() -> swap(swapped, enough));
        for (int i = 0; i < 3000; i++) {
            try {
                assertThat(text("swapped.txt")).isNotEqualTo(SECRET);
            } catch (FileRefusedException e) {
                // It was a link, or not there.
            }
        }
        enough.set(true);
        swapping.join();
    }

    @Test
    void directoryThatBecomesALinkMeanwhileIsNeverFollowed() throws Exception {
        Path swapped = folder.resolve("turning");
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> swapping = CompletableFuture.runAsync(() -> swapDirectory(swapped, enough));
        for (int i = 0; i < 3000; i++) {
            try {
                assertThat(text("turning/secret.txt")).isNotEqualTo(SECRET);
            } catch (FileRefusedException e) {
                // It was a link, or not there.
            }
        }
        enough.set(true);
        swapping.join();
    }

    private void swap(Path path, AtomicBoolean enough) {
        try {
            while (!enough.get()) {
                Files.deleteIfExists(path);
                Files.writeString(path, "fine");
                Files.deleteIfExists(path);
                Files.createSymbolicLink(path, outside.resolve("secret.txt"));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void swapDirectory(Path path, AtomicBoolean enough) {
        try {
            while (!enough.get()) {
                Files.deleteIfExists(path);
                Files.createDirectory(path);
                Files.deleteIfExists(path);
                Files.createSymbolicLink(path, outside);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void largeFilesAreRefused() throws IOException {
        Files.writeString(folder.resolve("large.txt"), "x".repeat(1001));
        assertThatThrownBy(() -> files.read(Caller.STDIO, "large.txt")).hasMessageContaining("larger than 1000 bytes");
    }

    @Test
    void savedFileIsPrivateAndReplacesNone() throws Exception {
        assertThat(files.keep(Caller.STDIO, "sub/new.txt", bytes("new"))).isEqualTo("sub/new.txt");
        assertThat(text("sub/new.txt")).isEqualTo("new");
        assertThat(Files.getPosixFilePermissions(folder.resolve("sub/new.txt"))).hasSize(2);
        assertThatThrownBy(() -> files.keep(Caller.STDIO, "plain.txt", bytes("other")))
                .hasMessageContaining("already");
        assertThat(text("plain.txt")).isEqualTo("fine");
    }

    @Test
    void nothingIsSavedUnlessTheOperatorAllowsIt() {
        FolderFiles readOnly = new FolderFiles(List.of(folder), false, 1000);
        assertThatThrownBy(() -> readOnly.keep(Caller.STDIO, "new.txt", bytes("new")))
                .hasMessageContaining("FILES_WRITE");
        assertThat(folder.resolve("new.txt")).doesNotExist();
    }

    private String text(String name) throws FileRefusedException {
        return new String(files.read(Caller.STDIO, name).bytes(), StandardCharsets.UTF_8);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Path> everything(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.sorted().toList();
        }
    }
}
