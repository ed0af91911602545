package dev.resendmcp.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Linux says of a process. Elsewhere all figures are 0. */
final class ProcessTable {
    private static final String THREADS = "Threads:";

    private final Path process;

    ProcessTable(long pid) {
        this.process = Path.of("/proc/" + pid);
    }

    long threads() {
        try (Stream<String> status = Files.lines(process.resolve("status"))) {
            return status.filter(line -> line.startsWith(THREADS))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(THREADS.length()).strip()))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Files and sockets that are open. */
    long openFiles() {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }
}
