package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The form of a request of a revision without a handshake: what {@code _meta} must hold, and which headers must repeat the
 * body. The first rule that fails is the answer.
 */
public final class ModernRequestValidator {
    public static final String CLIENT_KEY = "io.modelcontextprotocol/clientInfo";
    public static final String CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities";
    /** What names the thing that a method is about; these methods alone may be answered with a question. */
    public static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    private final Supplier<Map<String, List<MirroredArgument>>> mirrored;

    /**
     * An argument that clients repeat in a header.
     *
     * @param header full name of the header
     * @param path names of properties that lead to the argument
     */
    public record MirroredArgument(String header, List<String> path) {}

    /** @param mirrored gives the arguments by name of the tool; asked when the first call comes with headers */
    public ModernRequestValidator(Supplier<Map<String, List<MirroredArgument>>> mirrored) {
        this.mirrored = mirrored;
    }

    /** Values of headers by name, without regard to case. */
    public interface Headers {
        /** All values of a header. */
        List<String> get(String name);
    }

    /** What is wrong with {@code _meta}. */
    public Optional<RpcError> wrongMeta(McpRequest request) {
        if (!request.params().path("_meta").path(CAPABILITIES_KEY).isObject()) {
            return Optional.of(
                    new RpcError(400, RpcError.INVALID_PARAMS, "params._meta lacks the object " + CAPABILITIES_KEY));
        }
        return ProtocolVersions.MODERN.contains(request.version())
                ? Optional.empty()
                : Optional.of(RpcError.unsupportedVersion(request.version()));
    }

    /** What is wrong with {@code _meta} or with the headers. */
    public Optional<RpcError> wrong(McpRequest request, Headers headers) {
        Optional<RpcError> meta = wrongMeta(request);
        boolean metaMissing =
                meta.filter(error -> error.code() == RpcError.INVALID_PARAMS).isPresent();
        if (metaMissing) {
            return meta;
        }
        return differs(headers, "MCP-Protocol-Version", request.version())
                .or(() -> meta)
                .or(() -> differs(headers, "Mcp-Method", request.method()))
                .or(() -> wrongName(request, headers))
                .or(() -> wrongArgument(request, headers));
    }

    private static Optional<RpcError> wrongName(McpRequest request, Headers headers) {
        String field = NAMED.get(request.method());
        JsonNode name = field == null ? null : request.params().path(field);
        return name == null || !name.isTextual() ? Optional.empty() : differs(headers, "Mcp-Name", name.asText());
    }

    private Optional<RpcError> wrongArgument(McpRequest request, Headers headers) {
        if (!request.method().equals("tools/call")) {
            return Optional.empty();
        }
        return mirrored.get().getOrDefault(request.params().path("name").asText(), List.of()).stream()
                .flatMap(argument -> wrongArgument(request, headers, argument).stream())
                .findFirst();
    }

    private static Optional<RpcError> wrongArgument(McpRequest request, Headers headers, MirroredArgument argument) {
        JsonNode value = request.params().path("arguments");
        for (String step : argument.path()) {
            value = value.path(step);
        }
        if (value.isMissingNode() || value.isNull()) {
            return headers.get(argument.header()).isEmpty()
                    ? Optional.empty()
                    : Optional.of(mismatch(argument.header()));
        }
        if (value.isNumber()) {
            return sameNumber(headers, argument.header(), value.decimalValue());
        }
        return differs(headers, argument.header(), value.asText());
    }

    private static Optional<RpcError> sameNumber(Headers headers, String name, BigDecimal number) {
        try {
            boolean same = single(headers, name)
                    .flatMap(HeaderValue::decode)
                    .filter(text -> new BigDecimal(text).compareTo(number) == 0)
                    .isPresent();
            return same ? Optional.empty() : Optional.of(mismatch(name));
        } catch (NumberFormatException e) {
            return Optional.of(mismatch(name));
        }
    }

    private static Optional<RpcError> differs(Headers headers, String name, String value) {
        boolean same = single(headers, name)
                .flatMap(HeaderValue::decode)
                .filter(value::equals)
                .isPresent();
        return same ? Optional.empty() : Optional.of(mismatch(name));
    }

    private static Optional<String> single(Headers headers, String name) {
        List<String> values = headers.get(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    private static RpcError mismatch(String header) {
        return new RpcError(400, RpcError.HEADER_MISMATCH, "Header " + header + " is missing or differs from the body");
    }
}
