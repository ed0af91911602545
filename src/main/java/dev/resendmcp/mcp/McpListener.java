package dev.resendmcp.mcp;

import java.time.Duration;

/** Hears of every operation and every refusal. Implementations are fast and throw nothing. */
public interface McpListener {
    /**
     * An MCP request was answered.
     *
     * @param method MCP method as the client named it
     * @param tool name of the tool that was called, empty otherwise
     * @param errorType name of the tool error or number of the JSON-RPC error; empty after a success
     * @param protocolVersion revision of the protocol the client speaks, empty when it did not say
     * @param transport {@code tcp} or {@code pipe}
     * @param took from the parsed request to the answer
     */
    void completed(
            String method, String tool, String errorType, String protocolVersion, String transport, Duration took);

    /** A request was refused at the door: {@code missing_token}, {@code invalid_token}, {@code origin}, {@code host} or {@code repeated_header}. */
    void refused(String reason);

    /**
     * A body was not served.
     *
     * @param reason {@code content_type}, {@code encoding}, {@code not_json}, {@code too_large}, {@code too_complex},
     *     {@code caller_busy}, {@code busy}, {@code slow} or {@code incomplete}
     */
    void bodyRefused(String reason);
}
