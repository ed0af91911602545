package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Validates requests of the revisions without a handshake: what {@code _meta} must hold, and which headers must repeat the
 * body. The first rule that fails decides the error.
 */
public final class ModernRequestValidator {
    public static final String CLIENT_KEY = "io.modelcontextprotocol/clientInfo";
    public static final String CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities";

    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";

    private ModernRequestValidator() {}

    /** Values of headers by name, without regard to case. */
    public interface Headers {
        /** All values of a header. */
        List<String> get(String name);
    }

    /** What is wrong with {@code _meta}, if anything is. */
    public static Optional<RpcError> wrongMeta(McpRequest request) {
        if (!request.params().path("_meta").path(CAPABILITIES_KEY).isObject()) {
            return Optional.of(
                    new RpcError(400, RpcError.INVALID_PARAMS, "params._meta lacks the object " + CAPABILITIES_KEY));
        }
        return ProtocolVersions.MODERN.contains(request.version())
                ? Optional.empty()
                : Optional.of(RpcError.unsupportedVersion(request.version()));
    }

    /**
     * What is wrong with {@code _meta} or with the headers, if anything is.
     *
     * @param subject the parameter that {@code Mcp-Name} must repeat; empty when there is none
     */
    public static Optional<RpcError> wrong(McpRequest request, Headers headers, String subject) {
        Optional<RpcError> meta = wrongMeta(request);
        boolean metaMissing =
                meta.filter(error -> error.code() == RpcError.INVALID_PARAMS).isPresent();
        if (metaMissing) {
            return meta;
        }
        return differs(headers, "MCP-Protocol-Version", request.version())
                .or(() -> meta)
                .or(() -> differs(headers, "Mcp-Method", request.method()))
                .or(() -> wrongName(request, headers, subject));
    }

    private static Optional<RpcError> wrongName(McpRequest request, Headers headers, String subject) {
        JsonNode name = request.params().path(subject);
        return name.isTextual() ? differs(headers, "Mcp-Name", name.asText()) : Optional.empty();
    }

    private static Optional<RpcError> differs(Headers headers, String name, String value) {
        boolean same = single(headers, name)
                .flatMap(ModernRequestValidator::decode)
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

    /**
     * Decodes a value that clients mirror from the body into a header: as it is, or as {@code =?base64?…?=}.
     *
     * @return the value itself; empty when it is encoded wrongly or holds what a header may not
     */
    static Optional<String> decode(String raw) {
        String header = raw.strip();
        if (header.length() >= PREFIX.length() + SUFFIX.length()
                && header.startsWith(PREFIX)
                && header.endsWith(SUFFIX)) {
            return base64(header.substring(PREFIX.length(), header.length() - SUFFIX.length()));
        }
        boolean visible = header.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
        return visible ? Optional.of(header) : Optional.empty();
    }

    private static Optional<String> base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // The JDK's decoder forgives missing padding; the protocol does not.
            if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
