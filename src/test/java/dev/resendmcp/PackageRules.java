package dev.resendmcp;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which packages may use which. {@link ArchitectureTest} holds the code to it, and docs/architecture.md shows it. */
final class PackageRules {
    /** Which of our packages a package may use. */
    static final Map<String, List<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            entry("api", List.of()),
            entry("api.constraint", List.of()),
            entry("api.model", List.of("api.constraint", "api.wire")),
            entry("api.wire", List.of("api.constraint")),
            entry("call", List.of()),
            entry("client", List.of("metrics", "api", "call", "error", "state", "logging", "threads", "tracing")),
            entry("client.settings", List.of()),
            entry("client.probe", List.of("client.limit", "client.settings")),
            entry("client.memory", List.of("call")),
            entry("client.limit", List.of("call", "error", "state", "threads")),
            entry("client.http", List.of("api", "call", "client.limit", "client.memory", "threads")),
            entry("client.failure", List.of("api", "error", "client.http", "client.memory")),
            entry("client.retry", List.of("error", "client.failure")),
            entry("tracing", List.of()),
            entry("transfer", List.of("call", "error", "files", "tools")),
            entry("audit", List.of("call", "digest", "error", "files", "metrics", "tools")),
            entry("tools", List.of("api", "call", "error", "metrics")),
            entry("toolsets", List.of("api", "call")),
            entry("tools.lenient", List.of("metrics", "tools")),
            entry("state", List.of("digest", "files", "metrics", "threads", "tracing")),
            entry("state.store", List.of("files", "threads")),
            entry("state.redis", List.of("state.store", "threads", "tracing")),
            entry("state.seal", List.of("state.store", "digest")),
            entry("once", List.of("call", "metrics", "tools", "state.store", "digest", "error")),
            entry(
                    "access",
                    List.of(
                            "audit",
                            "call",
                            "digest",
                            "error",
                            "files",
                            "metrics",
                            "schedule",
                            "state.seal",
                            "state.store",
                            "mail",
                            "tools",
                            "toolsets")),
            entry(
                    "accounts",
                    List.of(
                            "access.callers",
                            "call",
                            "client",
                            "error",
                            "files",
                            "metrics",
                            "state.seal",
                            "state.store",
                            "tools",
                            "toolsets")),
            entry("access.callers", List.of("access", "call", "error", "files", "toolsets")),
            entry("access.jwt", List.of("access.callers", "call", "toolsets")),
            entry("access.mail", List.of("call", "error", "tools")),
            entry("access.modes", List.of("access.mail", "call", "schedule", "tools")),
            entry("access.policy", List.of("access.mail", "call", "metrics", "schedule", "tools")),
            entry("access.budget", List.of("access.mail", "call", "error", "metrics", "state.store", "tools")),
            entry("console", List.of("access.approval", "call", "error", "http", "mail", "state.store", "tools")),
            entry("digest", List.of()),
            entry("early", List.of()),
            entry("error", List.of()),
            entry(
                    "mcp",
                    List.of(
                            "transfer",
                            "audit",
                            "call",
                            "metrics",
                            "tools",
                            "state",
                            "error",
                            "http",
                            "logging",
                            "threads",
                            "toolsets",
                            "tracing",
                            "mail",
                            "results")),
            entry("mail", List.of()),
            entry("results", List.of("mail", "tools")),
            entry("schedule", List.of()),
            entry("sending", List.of("call", "error", "schedule", "tools")),
            entry("simulator", List.of()),
            entry("simulator.core", List.of()),
            entry("simulator.http", List.of("simulator.core")),
            entry("simulator.domain", List.of("simulator.core")),
            entry("simulator.email", List.of("simulator.contact", "simulator.core", "simulator.domain")),
            entry("simulator.contact", List.of("simulator.core")),
            entry("simulator.broadcast", List.of("simulator.contact", "simulator.core", "simulator.email")),
            entry("simulator.automation", List.of("simulator.contact", "simulator.core", "simulator.email")),
            entry("simulator.inbox", List.of("simulator.core", "simulator.domain", "simulator.email")),
            entry(
                    "simulator.account",
                    List.of(
                            "simulator.automation",
                            "simulator.broadcast",
                            "simulator.contact",
                            "simulator.core",
                            "simulator.domain",
                            "simulator.email")),
            entry(
                    "health",
                    List.of("access.callers", "accounts", "api", "audit", "client", "error", "state", "threads")),
            entry("http", List.of("logging")),
            entry("http.connection", List.of()),
            entry("http.admin", List.of("http", "logging")),
            entry("metrics", List.of("error")),
            entry("systemd", List.of()),
            entry("threads", List.of()),
            entry("logging", List.of("files", "release", "threads")),
            entry("logging.format", List.of("release")),
            entry("files", List.of()),
            entry("release", List.of())));

    /** Which of its sub-packages a sub-package of {@code mcp} may use; the interfaces in {@code mcp} itself are open to all. */
    static final Map<String, List<String>> MCP_MAY_USE = new TreeMap<>(Map.ofEntries(
            entry("message", List.of()),
            entry("dispatch", List.of("message")),
            entry("account", List.of("dispatch", "message")),
            entry("prompts", List.of("dispatch", "message", "account")),
            entry("skills", List.of("dispatch", "message")),
            entry("resources", List.of("dispatch", "message", "account", "skills")),
            entry("methods", List.of("dispatch", "message", "account", "prompts", "resources", "skills")),
            entry("call", List.of("dispatch", "message")),
            entry("http", List.of("call", "message")),
            entry("stdio", List.of("call", "message"))));

    private PackageRules() {}
}
