package dev.resendmcp.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damage after which it is no longer clear where a request begins and ends; it may get one answer, several, or none. */
final class WireDamage {
    /** Framings that contradict themselves or each other; {@code %d} is the true length. */
    private static final List<String> FRAMINGS = List.of(
            "Content-Length: -1\r\n",
            "Content-Length: +%d\r\n",
            "Content-Length: 0x10\r\n",
            "Content-Length: 0\r\n",
            "Content-Length: 5\r\n",
            "Content-Length: 99999999\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: %d, %d\r\n",
            "Content-Length: %d\r\nContent-Length: 3\r\n",
            "Content-Length : %d\r\n",
            "Content-Length:\r\n %d\r\n",
            "Content-Length:\r\n",
            "Content-Length: %d\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: %d\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked, chunked\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
            "Transfer-Encoding: xchunked\r\n",
            "Transfer-Encoding: \u000bchunked\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
            "Transfer-Encoding:\r\n chunked\r\n",
            "Expect: 100-continue\r\nContent-Length: %d\r\n",
            "Expect: nonsense\r\nContent-Length: %d\r\n",
            "X: a\rContent-Length: 3\r\nContent-Length: %d\r\n",
            "X: a\nContent-Length: %d\r\n",
            "no colon\r\nContent-Length: %d\r\n",
            ": no name\r\nContent-Length: %d\r\n",
            "X\u0000Y: a\u0000b\r\nContent-Length: %d\r\n",
            " folded\r\nContent-Length: %d\r\n");

    /** Begins of other protocols and of no protocol. */
    private static final List<String> FOREIGN = List.of(
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
            "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n",
            "GET /mcp\r\n",
            "POST /mcp HTTP/9.9\r\n\r\n",
            "POST  /mcp  HTTP/1.1\r\n\r\n",
            "POST /mcp HTTP/1.1 x\r\n\r\n",
            "CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "\r\n\r\n\r\n",
            "\u0000",
            "A".repeat(20_000));

    private static final List<String> CHUNKS = List.of(
            "-1\r\n", "zz\r\n", "ffffffffffffffff\r\n", "7fffffff\r\n", "5\r\n{}\r\n0\r\n\r\n", "2\n{}\n0\n\n", "\r\n");

    private WireDamage() {}

    /** Damages a request on its way. */
    static byte[] damaged(HttpMessage message, RandomGenerator random) {
        byte[] whole = message.bytes();
        return switch (random.nextInt(8)) {
            case 0 -> framed(message, Choice.of(FRAMINGS, random), message.body());
            case 1 -> framed(message, Choice.of(FRAMINGS, random), chunked(message.body(), random));
            case 2 -> joined(Choice.of(FOREIGN, random).getBytes(StandardCharsets.ISO_8859_1), whole);
            case 3 -> joined(whole, whole);
            case 4 -> joined(whole, ByteDamage.damaged(whole, random));
            case 5 -> Arrays.copyOf(whole, random.nextInt(whole.length));
            case 6 -> otherLineEnds(whole, random);
            default -> ByteDamage.damaged(whole, random);
        };
    }

    private static byte[] framed(HttpMessage message, String framing, byte[] body) {
        message.headers().removeIf(header -> header.name().equalsIgnoreCase("Transfer-Encoding"));
        message.body(new byte[0]);
        String text = new String(message.bytes(), StandardCharsets.ISO_8859_1);
        String line = framing.replace("%d", String.valueOf(body.length));
        String framed = text.replace("Content-Length: 0\r\n", line);
        return joined(framed.getBytes(StandardCharsets.ISO_8859_1), body);
    }

    private static byte[] chunked(byte[] body, RandomGenerator random) {
        String first = Integer.toHexString(body.length) + "\r\n";
        return joined(
                joined(first.getBytes(StandardCharsets.US_ASCII), body),
                ("\r\n" + Choice.of(CHUNKS, random)).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] otherLineEnds(byte[] whole, RandomGenerator random) {
        String end = Choice.of(List.of("\n", "\r", "\n\r", "\r\r\n", "\u0085"), random);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        return text.replace("\r\n", end).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }
}
