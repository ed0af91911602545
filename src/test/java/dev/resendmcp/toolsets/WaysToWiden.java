package dev.resendmcp.toolsets;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Ways to ask for more tools by path, query and headers. */
final class WaysToWiden {
    static final List<String> ERAS = List.of("2025-11-25", "2026-07-28");

    /** Path and header lines, which are separated by a tilde. */
    private static final List<String> WAYS = List.of(
            "/mcp",
            "/",
            "/mcp/x/all",
            "/mcp/x/all,domains,admin,sending",
            "/mcp/x/ALL",
            "/mcp/x/all%2Cdomains",
            "/mcp/x/%61ll",
            "/mcp/x/%2561ll",
            "/mcp/x/all;x=y",
            "/mcp/x;y=z/all",
            "/mcp;toolsets=all",
            "/mcp/x/topics/../all",
            "/mcp/x/topics/%2e%2e/all",
            "/mcp/x/topics/..;/all",
            "/mcp/readonly/../x/all",
            "/mcp/x/all/..",
            "/mcp/x/all/.",
            "/./mcp/x/all",
            "//mcp//x//all//",
            "/mcp%2fx%2fall",
            "/mcp\\x\\all",
            "/MCP/x/all",
            "/mcp/X/all",
            "/mcp/x/all%00",
            "/mcp/x/all%0d%0aX-MCP-Readonly:%20false",
            "/mcp/x/domains,topics/readonly/..",
            "http://localhost/mcp/x/all",
            "/mcp?toolsets=all",
            "/mcp?toolsets=%61ll",
            "/mcp?tool%73ets=all",
            "/mcp?toolsets=all%2Cdomains",
            "/mcp?toolsets=all+domains",
            "/mcp?toolsets=all%00",
            "/mcp?toolsets=%ff",
            "/mcp?toolsets=%zz",
            "/mcp?toolsets=%2561ll",
            "/mcp?toolsets[]=all",
            "/mcp?x=1&toolsets=all",
            "/mcp?x=1;toolsets=all",
            "/mcp?TOOLSETS=all",
            "/mcp?toolsets=topics&toolsets=all",
            "/mcp?toolsets=topics&Toolsets=all",
            "/mcp?toolsets=all#topics",
            "/mcp?tools=delete_domain&readonly=false&read_only=false&exclude_tools=",
            "/mcp?X-MCP-Toolsets=all",
            "/mcp~X-MCP-Toolsets: all",
            "/mcp~x-mcp-toolsets: ALL , domains",
            "/mcp~X-MCP-Toolsets:\tall",
            "/mcp~X-MCP-Toolsets: topics~X-MCP-Toolsets: all",
            "/mcp~X-MCP-Toolsets: topics~x-mcp-TOOLSETS: all",
            "/mcp~X-MCP-Toolsets: topics\r\n all",
            "/mcp~X-MCP-Toolsets : all",
            "/mcp~X_MCP_Toolsets: all",
            "/mcp~X-MCP-Toolsets: %61ll",
            "/mcp~X-MCP-Toolsets: \u00e0ll",
            "/mcp~X-MCP-Toolsets: a\u00adll",
            "/mcp~X-MCP-Toolsets: =?utf-8?q?all?=",
            "/mcp~X-MCP-Toolsets: =?base64?YWxs?=",
            "/mcp~X-MCP-Tools: delete_domain",
            "/mcp~X-MCP-Tools: DELETE_DOMAIN,send_email",
            "/mcp~X-MCP-Tools: get_topic~X-MCP-Tools: delete_domain",
            "/mcp~X-MCP-Exclude-Tools: get_topic",
            "/mcp~X-MCP-Exclude-Tools: -get_topic",
            "/mcp~X-MCP-Readonly: false",
            "/mcp~X-MCP-Readonly: true~X-MCP-Readonly: false",
            "/mcp~X-MCP-Read-Only: false~X-MCP-ReadOnly: 0",
            "/mcp~X-MCP-Caller: admin~X-Forwarded-User: admin~X-User: admin",
            "/mcp~X-Original-URL: /mcp/x/all~X-Rewrite-URL: /mcp/x/all",
            "/mcp~X-HTTP-Method-Override: GET",
            "/mcp~Mcp-Session-Id: 1~Cookie: toolsets=all",
            "/mcp/x/all?toolsets=all~X-MCP-Toolsets: all~X-MCP-Tools: delete_domain~X-MCP-Readonly: false",
            "/mcp/x/topics?toolsets=all~X-MCP-Toolsets: domains",
            "/mcp/x/domains?toolsets=topics~X-MCP-Tools: delete_domain",
            "/mcp/readonly?toolsets=all~X-MCP-Readonly: false~X-MCP-Tools: update_topic");

    private WaysToWiden() {}

    static Stream<Arguments> inBothEras() {
        return WAYS.stream().flatMap(way -> ERAS.stream().map(era -> Arguments.of(way, era)));
    }
}
