package dev.resendmcp.api.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Steps of an automation and their connections. */
public interface Workflow {
    /** 1 to 150 steps. */
    List<Step> steps();

    /** Which step follows which. */
    List<Connection> connections();

    /** Something must start it. */
    @JsonIgnore
    @AssertTrue(message = "steps must include one of type trigger")
    default boolean isTriggered() {
        return steps() == null || steps().stream().anyMatch(step -> step != null && step.type() == Step.Type.TRIGGER);
    }

    /** Connections refer to steps by key. */
    @JsonIgnore
    @AssertTrue(message = "keys of steps must be unique, and from and to of connections must be such keys")
    default boolean isConnected() {
        if (steps() == null || connections() == null) {
            return true;
        }
        Set<String> keys =
                steps().stream().filter(Objects::nonNull).map(Step::key).collect(Collectors.toSet());
        return keys.size() == steps().size()
                && connections().stream()
                        .filter(Objects::nonNull)
                        .allMatch(one -> keys.contains(one.from()) && keys.contains(one.to()));
    }

    /**
     * An arrow between two steps.
     *
     * @param from key of a step
     * @param to key of the step that follows
     * @param type when this arrow is taken
     */
    record Connection(
            @NotBlank @JsonPropertyDescription("Key of a step.")
            String from,

            @NotBlank @JsonPropertyDescription("Key of the next step.")
            String to,

            @JsonPropertyDescription("condition_* leave a condition, timeout and event_received a wait_for_event.")
            ConnectionType type) {}

    /** When an arrow is taken. */
    enum ConnectionType {
        DEFAULT,
        CONDITION_MET,
        CONDITION_NOT_MET,
        TIMEOUT,
        EVENT_RECEIVED;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
