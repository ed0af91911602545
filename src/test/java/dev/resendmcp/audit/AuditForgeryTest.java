package dev.resendmcp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.audit.AuditVerifier.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody can do to the files of a chain without its key, and how it is found. */
class AuditForgeryTest {
    private static final int LINES = 60;
    private static final long SMALL = 4096;

    @TempDir
    private Path directory;

    private List<Path> files;
    private Path head;

    @BeforeEach
    void write() throws Exception {
        AuditFixture.write(directory, SMALL, LINES);
        files = AuditFixture.files(directory);
        head = directory.resolve("audit.head");
    }

    private Path last() {
        return files.get(files.size() - 1);
    }

    @Test
    void lastLineCutAtAnyByteIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(last());
        List<String> lines = Files.readAllLines(last());
        int begin = whole.length - lines.get(lines.size() - 1).length() - 1;
        for (int length = begin; length < whole.length; length++) {
            Files.write(last(), Arrays.copyOf(whole, length));
            assertThat(AuditFixture.verify(directory).fault())
                    .as("cut at %d of %d", length, whole.length)
                    .get()
                    .asString()
                    .contains("lines up to seq " + LINES + " were written and are missing");
        }
    }

    @Test
    void everyChangedBitOfTheHeadIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(head);
        for (int position = 0; position < whole.length; position++) {
            byte[] changed = whole.clone();
            changed[position] ^= 1;
            Files.write(head, changed);
            assertThat(AuditFixture.verify(directory).sound())
                    .as("byte %d", position)
                    .isFalse();
        }
    }

    @Test
    void shortenedEmptiedAndSwappedHeadsAreFound() throws IOException {
        byte[] whole = Files.readAllBytes(head);
        byte[] swapped = new byte[whole.length];
        System.arraycopy(whole, 0, swapped, AuditHead.SLOT, AuditHead.SLOT);
        System.arraycopy(whole, AuditHead.SLOT, swapped, 0, AuditHead.SLOT);
        for (byte[] forged : List.of(new byte[0], Arrays.copyOf(whole, AuditHead.SLOT), swapped)) {
            Files.write(head, forged);
            assertThat(AuditFixture.verify(directory).sound()).isFalse();
        }
    }

    @Test
    void swappedFilesAreFound() throws IOException {
        for (int i = 1; i < files.size(); i++) {
            swap(files.get(i - 1), files.get(i));
            assertThat(AuditFixture.verify(directory).sound()).as("%d", i).isFalse();
            swap(files.get(i - 1), files.get(i));
        }
        assertThat(AuditFixture.verify(directory).sound()).isTrue();
    }

    private void swap(Path one, Path other) throws IOException {
        Path aside = directory.resolve("aside");
        Files.move(one, aside);
        Files.move(other, one);
        Files.move(aside, other);
    }

    @Test
    void oldCopyOfAnyFileIsFoundOrHidesNoLine() throws Exception {
        Map<Path, byte[]> old = new LinkedHashMap<>();
        for (Path file : files) {
            old.put(file, Files.readAllBytes(file));
        }
        byte[] oldHead = Files.readAllBytes(head);
        AuditFixture.write(directory, SMALL, LINES);
        byte[] now = Files.readAllBytes(last());
        Files.write(last(), old.get(last()));
        assertThat(AuditFixture.verify(directory).sound()).isFalse();
        Files.write(last(), now);
        Files.write(head, oldHead);
        assertThat(AuditFixture.verify(directory)).returns(2L * LINES, Report::lines);
    }

    @Test
    void forgedLinesAtTheEndAreFound() throws IOException {
        List<String> lines = Files.readAllLines(last());
        String copy = lines.get(lines.size() - 1);
        String next = copy.replaceFirst("\"seq\":\\d+", "\"seq\":" + (LINES + 1));
        String otherKey = new String(
                ChainedLine.after(
                                copy.substring(copy.length() - 66, copy.length() - 2),
                                LINES + 1,
                                "\"event\":\"outcome\"",
                                AuditKey.of("f".repeat(32)))
                        .bytes(),
                StandardCharsets.UTF_8);
        for (String forged : List.of(copy, next, otherKey.strip(), "{}", "", "\u0000")) {
            byte[] before = Files.readAllBytes(last());
            Files.writeString(last(), forged + "\n", StandardOpenOption.APPEND);
            assertThat(AuditFixture.verify(directory).sound()).as(forged).isFalse();
            Files.write(last(), before);
        }
    }

    @Test
    void addedAndRenumberedFilesAreFound() throws IOException {
        Path next = directory.resolve("audit-%06d.jsonl".formatted(files.size() + 1));
        Files.copy(files.get(0), next);
        assertThat(AuditFixture.verify(directory).sound()).isFalse();
        Files.delete(next);
        Files.move(last(), directory.resolve("audit-000099.jsonl"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(AuditFixture.verify(directory).sound()).isFalse();
    }
}
