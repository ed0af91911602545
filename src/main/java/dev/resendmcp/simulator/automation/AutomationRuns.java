package dev.resendmcp.simulator.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.Occurrence;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Runs of automations. A run goes on until it waits, which it does for a time or for an event. */
public final class AutomationRuns {
    static final ResourceType TYPE = ResourceType.of("automation_runs", "automation_run")
            .under(AutomationModule.TYPE)
            .pagesOf(20)
            .listing("id", "status", "started_at", "completed_at", "created_at");

    private final List<Waiting> waiting = new ArrayList<>();

    /** How many runs began since then. */
    public static int since(Store store, Instant since) {
        return store.newestFirst(AutomationModule.TYPE).stream()
                .mapToInt(automation -> (int) store.newestFirst(TYPE, Json.id(automation)).stream()
                        .filter(run -> !ApiRequest.instant(run.get("created_at").textValue())
                                .isBefore(since))
                        .count())
                .sum();
    }

    /** Starts and continues what a sent event, with {@code event}, {@code email} and {@code payload}, triggers. */
    void eventSent(Store store, Occurrence occurrence, Instant now) {
        ObjectNode event = occurrence.data();
        List<Waiting> reached =
                waiting.stream().filter(waits -> waits.isFor(store, event)).toList();
        waiting.removeAll(reached);
        reached.forEach(waits -> waits.run().proceed(waits.step(), "event_received", now));
        for (ObjectNode automation : store.newestFirst(AutomationModule.TYPE)) {
            if (automation.get("status").textValue().equals("enabled")) {
                trigger(automation, event).ifPresent(step -> start(store, automation, event, step, now));
            }
        }
    }

    private static Optional<JsonNode> trigger(ObjectNode automation, ObjectNode event) {
        return automation
                .get("steps")
                .valueStream()
                .filter(step -> step.get("type").textValue().equals("trigger")
                        && step.at("/config/event_name").equals(event.get("event")))
                .findFirst();
    }

    private void start(Store store, ObjectNode automation, ObjectNode event, JsonNode trigger, Instant now) {
        String time = ApiRequest.timestamp(now);
        ObjectNode item = Json.object()
                .put("object", TYPE.object())
                .put("id", UUID.randomUUID().toString())
                .put("status", "running")
                .put("started_at", time)
                .putNull("completed_at")
                .put("created_at", time);
        item.putArray("steps");
        store.add(TYPE, Json.id(automation), item);
        new Run(store, automation.deepCopy(), item, event).perform(trigger, now);
    }

    /** One run: its automation as it was at the start, its item, and the event that triggered it. */
    private final class Run {
        private final Store store;
        private final ObjectNode automation;
        private final ObjectNode item;
        private final ObjectNode event;

        private Run(Store store, ObjectNode automation, ObjectNode item, ObjectNode event) {
            this.store = store;
            this.automation = automation;
            this.item = item;
            this.event = event;
        }

        private boolean isLive() {
            return item.get("status").textValue().equals("running")
                    && store.find(TYPE, Json.id(automation), Json.id(item)).isPresent();
        }

        private void perform(JsonNode step, Instant now) {
            String time = ApiRequest.timestamp(now);
            ObjectNode row = item.withArray("steps")
                    .addObject()
                    .put("key", step.get("key").textValue())
                    .put("type", step.get("type").textValue())
                    .put("status", "running")
                    .putNull("output")
                    .putNull("error")
                    .put("started_at", time)
                    .putNull("completed_at")
                    .put("created_at", time);
            JsonNode config = step.get("config");
            try {
                switch (step.get("type").textValue()) {
                    case "delay" -> {
                        row.put("status", "waiting");
                        store.later(
                                now.plus(Durations.of(config.path("duration").asText())),
                                at -> proceed(step, "default", at));
                    }
                    case "wait_for_event" -> await(step, row, now);
                    case "condition" ->
                        proceed(
                                step,
                                StepActions.holds(store, config, event) ? "condition_met" : "condition_not_met",
                                now);
                    default -> {
                        StepActions.perform(store, step, event, now);
                        proceed(step, "default", now);
                    }
                }
            } catch (ApiException e) {
                row.put("status", "failed")
                        .put("completed_at", time)
                        .putObject("error")
                        .put("message", e.getMessage());
                end("failed", now);
            }
        }

        private void await(JsonNode step, ObjectNode row, Instant now) {
            row.put("status", "waiting");
            waiting.add(new Waiting(this, step));
            String timeout = step.at("/config/timeout").textValue();
            if (timeout != null) {
                store.later(now.plus(Durations.of(timeout)), at -> {
                    if (waiting.removeIf(
                            waits -> waits.run() == this && waits.step().equals(step))) {
                        proceed(step, "timeout", at);
                    }
                });
            }
        }

        /** Completes the step, and performs the next one along this connection. */
        private void proceed(JsonNode step, String connection, Instant now) {
            if (!isLive()) {
                return;
            }
            ObjectNode row =
                    (ObjectNode) item.get("steps").get(item.get("steps").size() - 1);
            row.put("status", "completed").put("completed_at", ApiRequest.timestamp(now));
            automation
                    .get("connections")
                    .valueStream()
                    .filter(each -> each.get("from").equals(step.get("key"))
                            && each.get("type").textValue().equals(connection))
                    .flatMap(each -> automation
                            .get("steps")
                            .valueStream()
                            .filter(next -> next.get("key").equals(each.get("to"))))
                    .findFirst()
                    .ifPresentOrElse(next -> perform(next, now), () -> end("completed", now));
        }

        private void end(String status, Instant now) {
            item.put("status", status).put("completed_at", ApiRequest.timestamp(now));
        }
    }

    private record Waiting(Run run, JsonNode step) {
        private boolean isFor(Store store, ObjectNode event) {
            return run.isLive()
                    && step.at("/config/event_name").equals(event.get("event"))
                    && run.event.get("email").equals(event.get("email"))
                    && (!step.get("config").hasNonNull("filter_rule")
                            || StepActions.holds(store, step.at("/config/filter_rule"), event));
        }
    }
}
