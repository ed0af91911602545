package dev.resendmcp.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.resendmcp.access.approval.ApprovalRequest;
import dev.resendmcp.call.FinishedCall;
import dev.resendmcp.console.ConsoleParts.Budget;
import dev.resendmcp.mail.ShownMail;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the pages. An empty page does not exist. */
final class Pages {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    /** Pages below those of the menu. */
    private static final Map<String, String> SECTIONS = Map.of("approval", "approvals", "sent", "outbox");

    private static final String STRICT =
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";
    private static final String MAIL = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final ConsoleParts parts;
    private final Templates templates = new Templates();
    private final Readings readings;
    private final ApprovalPage approvals;
    private final OutboxPage outbox;

    Pages(ConsoleParts parts) {
        this.parts = parts;
        this.readings = new Readings(parts.reads());
        this.approvals = new ApprovalPage(readings, parts.clock());
        this.outbox = new OutboxPage(readings, parts.outbox().orElse(id -> List.of()));
    }

    /**
     * A page.
     *
     * @param policy its {@code Content-Security-Policy}
     */
    record Page(String html, String policy) {}

    Page render(String name, String operator, Map<String, Object> content) {
        Map<String, Object> model = new LinkedHashMap<>(content);
        model.put("operator", operator.isEmpty() ? null : operator);
        model.put("sandbox", parts.sandbox());
        model.put("at_" + SECTIONS.getOrDefault(name, name), true);
        return new Page(templates.page(name, model), STRICT);
    }

    Page login(String message) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("message", message.isEmpty() ? null : message);
        model.put("possible", parts.operators().get().configured());
        return render("login", "", model);
    }

    /** @param caller whose requests to show; empty for all */
    Page waiting(String operator, String message, String caller) {
        List<ApprovalRequest> waiting = parts.approvals().waiting();
        List<ApprovalRequest> shown = waiting.stream()
                .filter(request -> caller.isEmpty() || request.caller().equals(caller))
                .toList();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("requests", shown.stream().map(approvals::row).toList());
        model.put("none", shown.isEmpty());
        model.put("count", shown.size());
        model.put("total", waiting.size());
        model.put("alone", isAlone() ? true : null);
        model.put("caller", caller.isEmpty() ? null : caller);
        model.put("canRefuseAll", (!caller.isEmpty() && shown.size() > 1 && !operator.isEmpty()) ? true : null);
        model.put("message", message.isEmpty() ? null : message);
        return render("approvals", operator, model);
    }

    /** Whether this instance shares its state with others, and cannot now. */
    private boolean isAlone() {
        return parts.status().get().get("state") instanceof Map<?, ?> state && "lost".equals(state.get("sharing"));
    }

    Optional<Page> approval(String operator, String id) {
        return parts.approvals().find(id).map(request -> render("approval", operator, approvals.model(request)));
    }

    Optional<Page> approvalMail(String id, int number) {
        return parts.approvals()
                .find(id)
                .map(Mails::of)
                .filter(mails -> number >= 0 && number < mails.size())
                .map(mails -> mail(mails.get(number).content()));
    }

    private static Page mail(JsonNode mail) {
        return new Page(ShownMail.of(mail.path("html").asText("")), MAIL);
    }

    Page now(String operator) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("charts", parts.history().charts());
        model.put(
                "health",
                parts.health().get().stream()
                        .map(check -> Map.of(
                                "name", check.name(),
                                "ok", check.healthy(),
                                "reason", check.reason()))
                        .toList());
        List<Map<String, Object>> budgets =
                parts.budgets().get().stream().map(Pages::budget).toList();
        model.put("budgets", budgets);
        model.put("hasBudgets", !budgets.isEmpty());
        List<Map<String, Object>> facts = new ArrayList<>();
        flatten("", parts.status().get(), facts);
        model.put("facts", facts);
        return render("now", operator, model);
    }

    private static Map<String, Object> budget(Budget budget) {
        return Map.of(
                "owner", budget.owner(),
                "unit", budget.unit(),
                "used", budget.used(),
                "limit", budget.limit(),
                "left", Math.max(0, budget.limit() - budget.used()),
                "high", budget.limit() * 9 / 10,
                // A bar of nothing would have no scale.
                "most", Math.max(1, budget.limit()));
    }

    private static void flatten(String prefix, Map<?, ?> facts, List<Map<String, Object>> rows) {
        facts.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(prefix + name + " · ", inner, rows);
            } else if (value != null) {
                rows.add(Map.of("name", prefix + name, "value", value.toString()));
            }
        });
    }

    Page calls(String operator, Map<String, String> filter) {
        Map<String, Object> model = new LinkedHashMap<>(filter);
        List<Map<String, Object>> rows = parts.calls().newestFirst().stream()
                .filter(call -> matches(call.caller(), filter.get("caller")))
                .filter(call -> matches(call.tool(), filter.get("tool")))
                .filter(call -> matches(call.outcome(), filter.get("outcome")))
                .map(Pages::row)
                .toList();
        model.put("calls", rows);
        model.put("count", rows.size());
        return render("calls", operator, model);
    }

    private static boolean matches(String value, String wanted) {
        return wanted.isBlank() || value.contains(wanted.strip());
    }

    private static Map<String, Object> row(FinishedCall call) {
        return Map.of(
                "time", TIME.format(call.ended()),
                "caller", call.caller(),
                "tool", call.tool(),
                "outcome", call.outcome(),
                "colour", colour(call.outcome()),
                "took", call.took().toMillis(),
                "waited", call.waited().toMillis(),
                "ids", call.ids());
    }

    private static String colour(String outcome) {
        return switch (outcome) {
            case "ok" -> "good";
            case "awaits_user" -> "waits";
            default -> "bad";
        };
    }

    Page outbox(String operator) {
        return render("outbox", operator, outbox.model());
    }

    Optional<Page> sent(String operator, String id) {
        return email(id).map(mail -> {
            Map<String, Object> model = Mails.model(new Mails.Shown("", mail, false), id + "/mail");
            model.put("events", outbox.events(mail));
            return render("sent", operator, model);
        });
    }

    Optional<Page> sentMail(String id) {
        return email(id).map(Pages::mail);
    }

    private Optional<JsonNode> email(String id) {
        return readings.read("get_email", JsonNodeFactory.instance.objectNode().put("email_id", id));
    }
}
