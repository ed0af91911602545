package dev.resendmcp.audit;

import dev.resendmcp.audit.AuditFiles.Numbered;
import dev.resendmcp.audit.AuditScan.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Verifies the audit files of a directory. Changes nothing. */
public final class AuditVerifier {
    private final AuditFiles files;
    private final Optional<AuditKey> configured;

    /** @param configured key of the settings; null for the one beside the files */
    public AuditVerifier(Path directory, AuditKey configured) {
        this.files = new AuditFiles(directory);
        this.configured = Optional.ofNullable(configured);
    }

    /**
     * What was found.
     *
     * @param lines good lines, up to the fault if there is one
     * @param files how many files were read
     * @param chain digest of the last good line
     * @param unfinished bytes at the end that never became a line, because the process ended while it wrote
     * @param fault the first fault; empty if all is well
     */
    public record Report(long lines, int files, String chain, long unfinished, Optional<String> fault) {
        /** Whether all lines are as they were written. */
        public boolean sound() {
            return fault.isEmpty();
        }
    }

    /**
     * Reads all files.
     *
     * @throws IOException if one cannot be read
     */
    public Report verify() throws IOException {
        Optional<AuditKey> key = key();
        if (key.isEmpty()) {
            return new Report(0, 0, AuditKey.GENESIS, 0, Optional.of("there is no key: set AUDIT_KEY"));
        }
        // Read before the files, so that lines written meanwhile are not missed.
        AuditHead.Read head = AuditHead.read(files.head(), key.get());
        List<Numbered> all = files.list();
        AuditScan scan = new AuditScan(key.get(), AuditHead.BEGINNING);
        head.head().ifPresent(scan::watch);
        Optional<Fault> fault = Optional.empty();
        int read = 0;
        while (fault.isEmpty() && read < all.size()) {
            fault = file(all.get(read), ++read, all.size(), scan);
        }
        Optional<Fault> found = fault.or(() -> end(head, scan));
        return new Report(scan.last().seq(), read, scan.last().chain(), scan.unfinished(), found.map(Fault::toString));
    }

    private Optional<Fault> file(Numbered file, int expected, int count, AuditScan scan) throws IOException {
        if (file.number() != expected) {
            return Optional.of(missing(files.file(expected), scan.last().seq() + 1));
        }
        Optional<Fault> fault = scan.file(file);
        if (fault.isEmpty() && scan.unfinished() > 0 && expected < count) {
            return Optional.of(new Fault(
                    file.path().getFileName().toString(), 0, scan.last().seq() + 1, "its last line has no end"));
        }
        return fault;
    }

    private static Fault missing(Numbered file, long seq) {
        return new Fault(file.path().getFileName().toString(), 0, seq, "the file is missing");
    }

    private Optional<Fault> end(AuditHead.Read head, AuditScan scan) {
        String name = files.head().getFileName().toString();
        long next = scan.last().seq() + 1;
        if (head.head().isEmpty()) {
            return Optional.of(new Fault(name, 0, 0, "is missing or was changed; lines may be missing at the end"));
        }
        if (!scan.foundWatched()) {
            return Optional.of(new Fault(
                    name, 0, next, "lines up to seq " + head.head().get().seq() + " were written and are missing"));
        }
        return head.whole() ? Optional.empty() : Optional.of(new Fault(name, 0, 0, "was changed"));
    }

    private Optional<AuditKey> key() throws IOException {
        if (configured.isPresent() || !Files.exists(files.key())) {
            return configured;
        }
        return Optional.ofNullable(AuditKey.of(Files.readString(files.key(), StandardCharsets.UTF_8)));
    }
}
