package dev.resendmcp.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Number and digest of the last line that is on the disk for certain. They are in a file with two slots, written alternately,
 * so that one of them is whole whenever the process or the machine stops.
 *
 * @param seq number of the line; 0 before the first
 * @param chain its digest
 */
record AuditHead(long seq, String chain) {
    static final int SLOT = 256;
    static final AuditHead BEGINNING = new AuditHead(0, AuditKey.GENESIS);
    private static final Pattern TEXT = Pattern.compile("\\{\"seq\":(\\d{1,18}),\"chain\":\"([0-9a-f]{64})\",.*\\s*");

    /** What the file holds. */
    record Read(Optional<AuditHead> head, boolean whole) {}

    /** Reads the newer slot; {@code whole} says whether both are as this service writes them. */
    static Read read(Path file, AuditKey key) throws IOException {
        if (!Files.exists(file) || Files.size(file) > 2 * SLOT) {
            return new Read(Optional.empty(), false);
        }
        byte[] all = Files.readAllBytes(file);
        Optional<AuditHead> first = slot(all, 0, key);
        Optional<AuditHead> second = slot(all, 1, key);
        boolean later = second.isPresent() && (first.isEmpty() || second.get().seq > first.get().seq);
        return new Read(later ? second : first, all.length == 2 * SLOT && first.isPresent() && second.isPresent());
    }

    private static Optional<AuditHead> slot(byte[] all, int index, AuditKey key) {
        if (all.length < (index + 1) * SLOT) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOfRange(all, index * SLOT, (index + 1) * SLOT);
        Matcher matcher = TEXT.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        AuditHead head = new AuditHead(Long.parseLong(matcher.group(1)), matcher.group(2));
        return Optional.of(head).filter(found -> Arrays.equals(found.bytes(index, key), bytes));
    }

    /** Writes one slot; does not wait for the disk. */
    void write(RandomAccessFile file, int index, AuditKey key) throws IOException {
        file.seek((long) index * SLOT);
        file.write(bytes(index, key));
    }

    private byte[] bytes(int index, AuditKey key) {
        String fields = "{\"seq\":" + seq + ",\"chain\":\"" + chain + "\",";
        String mac = key.mac("head" + index, chain, fields.getBytes(StandardCharsets.US_ASCII));
        String text = fields + "\"mac\":\"" + mac + "\"}";
        byte[] slot = new byte[SLOT];
        Arrays.fill(slot, (byte) ' ');
        byte[] written = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(written, 0, slot, 0, written.length);
        slot[SLOT - 1] = '\n';
        return slot;
    }
}
