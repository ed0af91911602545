package dev.resendmcp.api.model;

import static dev.resendmcp.api.constraint.TextFormat.ADDRESS;
import static dev.resendmcp.api.constraint.TextFormat.PROPERTY_KEY;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.constraint.OptionalId;
import dev.resendmcp.api.wire.Scalar;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The request bodies of contacts. */
public interface Contact {
    /** Describes the argument {@code audience_id} where it selects the deprecated endpoint. */
    String IN_AUDIENCE = "Deprecated: only in this audience.";

    /** Body of {@code POST /contacts}; {@code audience_id} leads to the old endpoint, which knows less. */
    record New(
            @NotNull @Format(ADDRESS) String email,

            String firstName,
            String lastName,

            @JsonPropertyDescription("true: receives no broadcasts.")
            Boolean unsubscribed,

            @JsonPropertyDescription("By key; the keys must exist, see create_contact_property.")
            Map<@Format(PROPERTY_KEY) String, Scalar> properties,

            @JsonPropertyDescription("Segments to join.") List<@Valid @NotNull SegmentRef> segments,

            List<@Valid @NotNull TopicSubscription> topics,

            @OptionalId @JsonPropertyDescription("Deprecated: creates the contact in this audience.")
            String audienceId) {

        /** The old endpoint has no place for segments and topics. */
        @JsonIgnore
        @AssertTrue(
                message = "audience_id excludes segments and topics: leave it out and name the audience in segments")
        boolean isInOneForm() {
            return audienceId == null || (segments == null && topics == null);
        }

        /** The body that the old endpoint takes. */
        public Legacy legacy() {
            return new Legacy(email, firstName, lastName, unsubscribed, properties);
        }
    }

    /** Body of {@code POST /audiences/{audience_id}/contacts}. */
    record Legacy(
            String email, String firstName, String lastName, Boolean unsubscribed, Map<String, Scalar> properties) {}

    /** A change of a contact. What is left out stays; an explicit null clears a name or a property. */
    interface Change {
        /** New first name. */
        Optional<String> firstName();

        /** New last name. */
        Optional<String> lastName();

        /** Whether broadcasts stop. */
        Boolean unsubscribed();

        /** New values by property key. */
        Map<String, Scalar> properties();
    }

    /** Body of {@code PATCH /contacts/{id}}, and of its old form inside an audience. */
    record Details(
            @JsonPropertyDescription("null clears it.") Optional<String> firstName,

            @JsonPropertyDescription("null clears it.") Optional<String> lastName,

            @JsonPropertyDescription("true: receives no broadcasts.")
            Boolean unsubscribed,

            @JsonPropertyDescription("By key; others are kept.")
            Map<@Format(PROPERTY_KEY) String, Scalar> properties)
            implements Change {

        @JsonIgnore
        @AssertTrue(message = "give at least one of first_name, last_name, unsubscribed, properties")
        boolean isChange() {
            return firstName != null || lastName != null || unsubscribed != null || properties != null;
        }
    }

    /** The same for a contact that is named by its id, so that its address can change as well. */
    record DetailsAndEmail(
            @Format(ADDRESS) @JsonPropertyDescription("New address.")
            String email,

            @JsonPropertyDescription("null clears it.") Optional<String> firstName,

            @JsonPropertyDescription("null clears it.") Optional<String> lastName,

            @JsonPropertyDescription("true: receives no broadcasts.")
            Boolean unsubscribed,

            @JsonPropertyDescription("By key; others are kept.")
            Map<@Format(PROPERTY_KEY) String, Scalar> properties,

            @OptionalId @JsonPropertyDescription(IN_AUDIENCE)
            String audienceId)
            implements Change {

        @JsonIgnore
        @AssertTrue(message = "give at least one of email, first_name, last_name, unsubscribed, properties")
        boolean isChange() {
            return email != null || firstName != null || lastName != null || unsubscribed != null || properties != null;
        }

        /** The old endpoint cannot change the address. */
        @JsonIgnore
        @AssertTrue(message = "audience_id excludes email: leave audience_id out to change the address")
        boolean isInOneForm() {
            return audienceId == null || email == null;
        }

        /** The body that the old endpoint takes. */
        public Details details() {
            return new Details(firstName, lastName, unsubscribed, properties);
        }
    }

    /** Body of {@code PATCH /contacts/{contact_id}/topics}, on the wire a bare array. */
    record Topics(@NotEmpty List<@Valid @NotNull TopicSubscription> topics) {
        /** Read from an object with the one field, as a tool's arguments are. */
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public Topics {}

        /** Written without the object around it. */
        @Override
        @JsonValue
        public List<TopicSubscription> topics() {
            return topics;
        }
    }
}
