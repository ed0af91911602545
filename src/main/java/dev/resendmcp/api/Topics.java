package dev.resendmcp.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.model.TopicSubscription;
import dev.resendmcp.api.wire.Page;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
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

/** Subjects of mail that contacts opt in to or out of. */
@Path("topics")
@Consumes("application/json")
@Produces("application/json")
public interface Topics {

    @POST
    @Tool(
            name = "create_topic",
            effect = Effect.CREATE,
            description = "Creates a subscription topic, such as a weekly digest: a category of the preference center"
                    + " that contacts opt in to or out of. Returns its id.")
    JsonNode create(@Valid @NotNull NewTopic topic);

    @GET
    @Tool(
            name = "list_topics",
            effect = Effect.READ,
            description = "Lists the topics, the categories of the preference center. For those of one contact, use"
                    + " get_contact_topics.")
    JsonNode list(@Valid @BeanParam Page page);

    @GET
    @Path("{id}")
    @Tool(
            name = "get_topic",
            effect = Effect.READ,
            description = "Returns a topic's name, description, default subscription and visibility.")
    JsonNode get(@PathParam("id") @Id String id);

    @PATCH
    @Path("{id}")
    @Tool(
            name = "update_topic",
            effect = Effect.UPDATE,
            description = "Changes name, description or visibility of a topic; its default subscription cannot be"
                    + " changed. For one contact's choice, use update_contact_topics.")
    JsonNode update(@PathParam("id") @Id String id, @Valid @NotNull TopicChange change);

    @DELETE
    @Path("{id}")
    @Tool(
            name = "delete_topic",
            effect = Effect.REMOVE,
            description = "Permanently deletes a topic. To opt one contact out, use update_contact_topics.")
    JsonNode delete(@PathParam("id") @Id String id);

    /** Body of {@code POST /topics}. */
    record NewTopic(
            @NotBlank @Size(max = 50) String name,

            @NotNull @JsonPropertyDescription("For contacts who have not chosen. Cannot be changed later.")
            TopicSubscription.Subscription defaultSubscription,

            @Size(max = 200) String description,

            @JsonPropertyDescription(
                    "public: on everyone's unsubscribe page. private (default): only for contacts opted in.")
            Visibility visibility) {}

    /** Body of {@code PATCH /topics/{id}}. */
    record TopicChange(
            @Size(min = 1, max = 50) String name,
            @Size(max = 200) String description,

            @JsonPropertyDescription("public: on everyone's unsubscribe page. private: only for contacts opted in.")
            Visibility visibility) {

        @JsonIgnore
        @AssertTrue(message = "give at least one of name, description, visibility")
        boolean isChange() {
            return name != null || description != null || visibility != null;
        }
    }

    /** Who sees a topic on the unsubscribe page. */
    enum Visibility {
        PUBLIC,
        PRIVATE;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
