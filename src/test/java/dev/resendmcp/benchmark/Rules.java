package dev.resendmcp.benchmark;

import dev.resendmcp.access.callers.CallerToken;
import dev.resendmcp.benchmark.Setup.Running;
import dev.resendmcp.testing.CallersFixture;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the rules of an operator cost: a caller with a policy, budgets and a toolset of its own, beside a policy and budgets for all
 * and approvals, none of which any call meets; compared with a service without rules. Both have the audit log, which is always on.
 */
final class Rules {
    private static final String MANY = "1000000000";

    private final PrintStream out;

    Rules(PrintStream out) {
        this.out = out;
    }

    void measure(Comparison comparison) throws IOException {
        out.println("\nCalls with all rules, compared with none");
        CallerToken token = CallerToken.create();
        Path directory = Files.createTempDirectory("rules");
        CallersFixture callers = new CallersFixture(directory);
        callers.write(CallersFixture.entry("agent", token, own()));
        try (Setup setup = new Setup()) {
            int upstream = setup.upstream(Setup.NO_LIMIT);
            Running none = setup.service(upstream, CallBenchmark.SERVICE_OPTIONS, Map.of());
            Running all = setup.service(upstream, CallBenchmark.SERVICE_OPTIONS, forAll(callers.path()));
            String header = "Authorization: Bearer " + token.text();
            comparison.measure(List.of(
                    target("read, no rules", none, Calls.read()),
                    target("read, all rules", all, Calls.read(header)),
                    target("send, no rules", none, Calls.send()),
                    target("send, all rules", all, Calls.send(header))));
            comparison.ratios("read, all rules", "read, no rules");
            comparison.ratios("send, all rules", "send, no rules");
        } finally {
            Files.delete(callers.path());
            Files.delete(directory);
        }
    }

    private static Target target(String name, Running service, WireCall call) {
        return new Target(name, service.process(), service.port(), List.of(call));
    }

    private static String[] own() {
        return new String[] {
            "toolsets: [core]",
            "policy:",
            "  allowed_recipients: [resend.dev]",
            "  denied_recipients: [example.net, \"*.example.net\"]",
            "  allowed_from: [resend.dev]",
            "  no_bcc: true",
            "  max_recipients: 10",
            "budgets:",
            "  recipients_per_hour: " + MANY,
            "  recipients_per_day: " + MANY,
            "  calls_per_minute: " + MANY
        };
    }

    private static Map<String, String> forAll(Path callers) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("CALLERS_FILE", callers.toString());
        settings.put("ALLOWED_RECIPIENTS", "resend.dev, ann@example.org");
        settings.put("DENIED_RECIPIENTS", "example.com, *.example.com");
        settings.put("ALLOWED_FROM", "onboarding@resend.dev");
        settings.put("NO_BCC", "true");
        settings.put("MAX_RECIPIENTS", "10");
        settings.put("ATTACHMENT_TYPES", "pdf, png");
        settings.put("MAX_ATTACHMENT_SIZE", "5MiB");
        settings.put("TOPIC_REQUIRED", "true");
        settings.put("SENDING_HOURS", "Mon-Sun 00:00-24:00 UTC");
        settings.put("RECIPIENTS_PER_HOUR", MANY);
        settings.put("RECIPIENTS_PER_DAY", MANY);
        settings.put("CALLS_PER_MINUTE", MANY);
        settings.put("APPROVE_TOOLS", "sensitive, destructive, bulk");
        return settings;
    }
}
