import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/** Takes traces over OTLP (HTTP with protobuf), and adds a line with trace id and name of each span to a file; prints its port. */
public final class Collector {
    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int TRACE_ID = 1;
    private static final int NAME = 5;

    private Collector() {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            StringBuilder lines = new StringBuilder();
            each(ByteBuffer.wrap(exchange.getRequestBody().readAllBytes()), RESOURCE_SPANS, resource ->
                    each(resource, SCOPE_SPANS, scope -> each(scope, SPANS, span -> lines.append(line(span)))));
            Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private interface Field {
        void read(ByteBuffer content);
    }

    private static String line(ByteBuffer span) {
        String[] found = new String[2];
        each(span.duplicate(), TRACE_ID, id -> found[0] = HexFormat.of().formatHex(bytes(id)));
        each(span, NAME, name -> found[1] = new String(bytes(name), StandardCharsets.UTF_8));
        return found[0] + " " + found[1] + "\n";
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    /** Reads the fields of a message that have this number and a length. */
    private static void each(ByteBuffer message, int number, Field field) {
        while (message.hasRemaining()) {
            long tag = varint(message);
            switch ((int) (tag & 7)) {
                case 0 -> varint(message);
                case 1 -> message.position(message.position() + Long.BYTES);
                case 5 -> message.position(message.position() + Integer.BYTES);
                case 2 -> {
                    int length = (int) varint(message);
                    ByteBuffer content = message.slice(message.position(), length);
                    message.position(message.position() + length);
                    if (tag >> 3 == number) {
                        field.read(content);
                    }
                }
                default -> throw new IllegalArgumentException("not a message of protobuf");
            }
        }
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
