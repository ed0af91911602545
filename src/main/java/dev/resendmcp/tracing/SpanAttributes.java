package dev.resendmcp.tracing;

/**
 * Names of span attributes, from the OpenTelemetry semantic conventions: the registries of MCP, generative AI, JSON-RPC, HTTP,
 * databases and networks at <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/">opentelemetry.io</a>. Those
 * of MCP and generative AI are not stable yet.
 */
public final class SpanAttributes {
    /** MCP method, such as {@code tools/call}. */
    public static final String MCP_METHOD = "mcp.method.name";

    /** Revision of the protocol that the client speaks. */
    public static final String MCP_PROTOCOL = "mcp.protocol.version";

    /** Tool that is called. */
    public static final String TOOL = "gen_ai.tool.name";

    /** {@link #EXECUTE_TOOL} for a call of a tool. */
    public static final String AI_OPERATION = "gen_ai.operation.name";

    /** The value of {@link #AI_OPERATION}. */
    public static final String EXECUTE_TOOL = "execute_tool";

    /** Id of the JSON-RPC request. */
    public static final String RPC_REQUEST_ID = "jsonrpc.request.id";

    /** Code of the JSON-RPC error, as text. */
    public static final String RPC_STATUS = "rpc.response.status_code";

    /** {@code tcp} or {@code pipe}. */
    public static final String TRANSPORT = "network.transport";

    /** What went wrong; missing after a success. */
    public static final String ERROR_TYPE = "error.type";

    /** Method of a request to Resend. */
    public static final String HTTP_METHOD = "http.request.method";

    /** Path of a request to Resend without its values. */
    public static final String URL_TEMPLATE = "url.template";

    /** Host of Resend. */
    public static final String SERVER_ADDRESS = "server.address";

    /** Port of Resend. */
    public static final String SERVER_PORT = "server.port";

    /** Status that Resend answered with. */
    public static final String HTTP_STATUS = "http.response.status_code";

    /** How often the request was sent before; missing at the first attempt. */
    public static final String HTTP_RESENDS = "http.request.resend_count";

    /** {@code redis}. */
    public static final String DATABASE = "db.system.name";

    /** Command sent to the database. */
    public static final String DATABASE_OPERATION = "db.operation.name";

    /** Script that the database runs. */
    public static final String DATABASE_PROCEDURE = "db.stored_procedure.name";

    private SpanAttributes() {}
}
