package dev.resendmcp.api.model;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * Whether a contact gets the mail of a topic.
 *
 * @param id of the topic
 */
public record TopicSubscription(
        @NotBlank String id, @NotNull Subscription subscription) {

    /** Yes or no, in Resend's words. */
    public enum Subscription {
        OPT_IN,
        OPT_OUT;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
