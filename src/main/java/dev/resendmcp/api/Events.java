package dev.resendmcp.api;

import static dev.resendmcp.api.constraint.TextFormat.ADDRESS;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.wire.Page;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.Map;
import java.util.Optional;

/** What happens in your product, told to Resend so that automations can react. */
@Path("events")
@Consumes("application/json")
@Produces("application/json")
public interface Events {

    @POST
    @Tool(
            name = "create_event",
            effect = Effect.CREATE,
            description = "Defines a custom event that automations can start from or wait for. Nothing happens until"
                    + " send_event.")
    JsonNode create(@Valid @NotNull NewEvent event);

    @GET
    @Tool(
            name = "list_events",
            effect = Effect.READ,
            description = "Lists which events can start automations: definitions with payload schemas; not the events"
                    + " that were sent.")
    JsonNode list(@Valid @BeanParam Page page);

    @POST
    @Path("send")
    @Tool(
            name = "send_event",
            effect = Effect.SEND,
            description = "Triggers automations for a contact: reports that an event happened, such as a user signed"
                    + " up. They run and may send mail.")
    JsonNode send(@Valid @NotNull Occurrence occurrence);

    @GET
    @Path("{identifier}")
    @Tool(name = "get_event", effect = Effect.READ, description = "Returns the definition of an event.")
    JsonNode get(@PathParam("identifier") @Id @JsonPropertyDescription("Event id or name.") String identifier);

    @PATCH
    @Path("{identifier}")
    @Tool(
            name = "update_event",
            effect = Effect.UPDATE,
            description = "Changes the fields (payload schema) of an event definition; its name cannot be changed.")
    JsonNode update(
            @PathParam("identifier") @Id @JsonPropertyDescription("Event id or name.") String identifier,
            @Valid @NotNull NewSchema change);

    @DELETE
    @Path("{identifier}")
    @Tool(name = "delete_event", effect = Effect.REMOVE, description = "Permanently deletes an event definition.")
    JsonNode delete(@PathParam("identifier") @Id @JsonPropertyDescription("Event id or name.") String identifier);

    /** Body of {@code POST /events}. */
    record NewEvent(
            @NotBlank
            @Pattern(regexp = "(?!resend:)[^\\p{Cc}]*", message = "must be one line and not begin with resend:")
            @JsonPropertyDescription("Such as order.paid; must not begin with resend:.")
            String name,

            @JsonPropertyDescription("Type of each payload field.")
            Optional<Map<@NotBlank String, @NotNull FieldType>> schema) {}

    /** Body of {@code PATCH /events/{identifier}}. */
    record NewSchema(
            @NotNull @JsonPropertyDescription("Type of each payload field; null clears it.")
            Optional<Map<@NotBlank String, @NotNull FieldType>> schema) {}

    /** Body of {@code POST /events/send}. */
    record Occurrence(
            @NotBlank @JsonPropertyDescription("Name of the event.")
            String event,

            @JsonPropertyDescription("The contact: give this or email.") @Size(min = 1)
            String contactId,

            @Format(ADDRESS) String email,

            @JsonPropertyDescription("Fields as defined by the event's schema.")
            Map<String, Object> payload) {

        @JsonIgnore
        @AssertTrue(message = "give either contact_id or email")
        boolean isAboutOne() {
            return (contactId == null) != (email == null);
        }
    }

    /** Type of a payload field. */
    enum FieldType {
        STRING,
        NUMBER,
        BOOLEAN,
        DATE;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
