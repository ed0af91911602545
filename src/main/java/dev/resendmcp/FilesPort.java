package dev.resendmcp;

import dev.resendmcp.call.CallerShares;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.mcp.http.Entrance;
import dev.resendmcp.mcp.http.FilesServlet;
import dev.resendmcp.state.store.StateDirectory;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tools.Tools;
import dev.resendmcp.transfer.Downloads;
import dev.resendmcp.transfer.FileSettings;
import dev.resendmcp.transfer.FileStore;
import dev.resendmcp.transfer.FileTools;
import dev.resendmcp.transfer.FolderFiles;
import dev.resendmcp.transfer.UploadedFiles;
import io.dropwizard.core.setup.Environment;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Wires files that tools take by name or handle: over stdio those in folders of the operator, over HTTP those that callers upload.
 *
 * @param settings in effect
 * @param store of files; empty if there is none
 */
record FilesPort(ResendMcpConfiguration settings, Optional<FileStore> store) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** The part of the heap that files of running calls may take. */
    private static final int PART = 4;

    static FilesPort of(ResendMcpConfiguration settings, Environment environment, Clock clock) {
        FileSettings files = settings.files();
        StateDirectory state = settings.state().directory();
        if (state.use() == StateDirectory.Use.ONE_OF_SEVERAL) {
            boolean any = !files.directories().paths().isEmpty();
            FileStore folders = new FolderFiles(
                    files.directories().paths(), files.write(), files.maxSize().toBytes());
            return new FilesPort(settings, any ? Optional.of(folders) : Optional.empty());
        }
        Path uploads = state.use() == StateDirectory.Use.ALONE ? state.path().resolve("files") : temporary();
        UploadedFiles uploaded = new UploadedFiles(uploads, files, clock);
        environment.lifecycle().manage(uploaded);
        return new FilesPort(settings, Optional.of(uploaded));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("resend-full-mcp-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tools, which take files by name if there is a place for files. */
    Tools around(Tools tools) {
        long total = Runtime.getRuntime().maxMemory() / PART;
        return store.<Tools>map(files -> new FileTools(
                        tools,
                        files,
                        new Downloads(settings.resend().baseUrl().uri()),
                        new CallerShares(total, total / 2),
                        PATIENCE))
                .orElse(tools);
    }

    /** Serves uploads and downloads on the application port. */
    void serve(Service service, Entrance entrance, Environment environment, Supervisor threads) {
        RefusalLog refusals = new RefusalLog("files");
        refusals.start(service.timer());
        FilesServlet servlet = new FilesServlet(
                store.orElseThrow(),
                settings.files(),
                settings.mcp(),
                entrance,
                service.operations(),
                refusals,
                CallThreads.executor(service.callThreads(), threads),
                service.timer(),
                service.json());
        ServletRegistration.Dynamic files = environment.servlets().addServlet("files", servlet);
        files.addMapping("/files", "/files/*");
        files.setAsyncSupported(true);
    }
}
