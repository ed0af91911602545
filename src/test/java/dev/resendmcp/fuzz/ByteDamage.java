package dev.resendmcp.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damage to the bytes of a message, whatever they mean. */
final class ByteDamage {
    /** Bytes that readers of text stumble over. */
    private static final List<byte[]> SPLINTERS = List.of(
            bytes(0x00),
            bytes(0xEF, 0xBB, 0xBF),
            bytes(0xFE, 0xFF),
            bytes(0xFF, 0xFE),
            // The slash, the NUL and a quote in more bytes than they need.
            bytes(0xC0, 0xAF),
            bytes(0xC0, 0x80),
            bytes(0xE0, 0x80, 0xA2),
            // Half of a surrogate pair, and a character above the last.
            bytes(0xED, 0xA0, 0x80),
            bytes(0xF4, 0x90, 0x80, 0x80),
            bytes(0x80),
            bytes(0xFF),
            bytes(0x1B, '[', '2', 'J'),
            bytes('\r'),
            bytes('\n'),
            bytes('"'),
            bytes('\\'),
            bytes('\\', 'u', 'd', '8', '0', '0'),
            bytes('{'),
            bytes('}'),
            bytes('['),
            bytes(','),
            bytes('/', '/'),
            bytes('/', '*'),
            bytes('\''));

    private ByteDamage() {}

    /** Damages the bytes once to four times. */
    static byte[] damaged(byte[] bytes, RandomGenerator random) {
        byte[] current = bytes.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            current = damage(current, random);
        }
        return current;
    }

    private static byte[] damage(byte[] bytes, RandomGenerator random) {
        if (bytes.length == 0) {
            return Choice.of(SPLINTERS, random);
        }
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(20));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at, 1 << random.nextInt(8));
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> spliced(bytes, at, new byte[0], end);
            case 3 -> spliced(bytes, at, Arrays.copyOfRange(bytes, at, end), at);
            case 4 -> spliced(bytes, 0, Choice.of(SPLINTERS, random), 0);
            case 5 ->
                new String(bytes, StandardCharsets.UTF_8)
                        .getBytes(random.nextInt(8) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
            default -> spliced(bytes, at, Choice.of(SPLINTERS, random), at);
        };
    }

    private static byte[] flipped(byte[] bytes, int at, int mask) {
        byte[] copy = bytes.clone();
        copy[at] ^= (byte) mask;
        return copy;
    }

    /** The bytes up to {@code at}, the insertion, and the bytes from {@code next} on. */
    private static byte[] spliced(byte[] bytes, int at, byte[] insertion, int next) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, at);
        all.writeBytes(insertion);
        all.write(bytes, next, bytes.length - next);
        return all.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
