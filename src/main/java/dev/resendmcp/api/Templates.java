package dev.resendmcp.api;

import static dev.resendmcp.api.constraint.TextFormat.MAILBOX;
import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;
import static dev.resendmcp.api.constraint.TextFormat.VARIABLE_NAME;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
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
import java.util.List;
import java.util.Map;

/** Email content that is kept at Resend and filled in when mail is sent. */
@Path("templates")
@Consumes("application/json")
@Produces("application/json")
public interface Templates {
    /** What names a template in a path. */
    String TEMPLATE = "Template id or alias.";

    @POST
    @Tool(
            name = "create_template",
            effect = Effect.CREATE,
            description = "Creates a new email template as a draft and returns its id. It can be used with send_email"
                    + " only after publish_template. Write variables in the content as {{{KEY}}} and list each in"
                    + " variables.")
    JsonNode create(@Valid @NotNull NewTemplate template);

    @GET
    @Tool(
            name = "list_templates",
            effect = Effect.READ,
            description = "Lists email templates with name, alias and status (draft or published); get_template has the"
                    + " content.")
    JsonNode list(@Valid @BeanParam Page page);

    @GET
    @Path("{id}")
    @Tool(
            name = "get_template",
            effect = Effect.READ,
            description = "Shows one template with its html, its variables and whether it has unpublished changes.")
    JsonNode get(@PathParam("id") @Id @JsonPropertyDescription(TEMPLATE) String id);

    @PATCH
    @Path("{id}")
    @Tool(
            name = "update_template",
            effect = Effect.UPDATE,
            description = "Changes the draft of a template: wording, subject, variables; omitted fields are kept. Mail"
                    + " keeps using the published version until publish_template.")
    JsonNode update(
            @PathParam("id") @Id @JsonPropertyDescription(TEMPLATE) String id, @Valid @NotNull TemplateChange change);

    @DELETE
    @Path("{id}")
    @Tool(
            name = "delete_template",
            effect = Effect.REMOVE,
            description = "Permanently deletes a template; emails that use it fail afterwards.")
    JsonNode delete(@PathParam("id") @Id @JsonPropertyDescription(TEMPLATE) String id);

    @POST
    @Path("{id}/publish")
    @Tool(
            name = "publish_template",
            effect = Effect.UPDATE,
            description = "Publishes the current draft of a template: makes it live; mail uses it from then on.")
    JsonNode publish(@PathParam("id") @Id @JsonPropertyDescription(TEMPLATE) String id);

    @POST
    @Path("{id}/duplicate")
    @Tool(
            name = "duplicate_template",
            effect = Effect.CREATE,
            description = "Copies a template as a new draft and returns the new id.")
    JsonNode duplicate(@PathParam("id") @Id @JsonPropertyDescription(TEMPLATE) String id);

    /** Body of {@code POST /templates}. */
    record NewTemplate(
            @NotBlank @Format(SINGLE_LINE) String name,

            @NotNull String html,

            @Format(SINGLE_LINE) @JsonPropertyDescription("Custom name, to use instead of the id.")
            String alias,

            @Format(MAILBOX) @JsonPropertyDescription("Default sender: Ann <ann@mail.example.org>.")
            String from,

            @Format(SINGLE_LINE) @JsonPropertyDescription("Default subject.")
            String subject,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> replyTo,

            @JsonPropertyDescription("Default: made from html. Empty: no text part.")
            String text,

            @Size(max = 50) List<@Valid @NotNull Variable> variables) {}

    /** Body of {@code PATCH /templates/{id}}. */
    record TemplateChange(
            @Size(min = 1) @Format(SINGLE_LINE) String name,
            @Format(SINGLE_LINE) String alias,
            @Format(MAILBOX) String from,
            @Format(SINGLE_LINE) String subject,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> replyTo,

            String html,

            @JsonPropertyDescription("Empty: no text part.") String text,

            @Size(max = 50) @JsonPropertyDescription("Replaces all variables.")
            List<@Valid @NotNull Variable> variables) {

        @JsonIgnore
        @AssertTrue(message = "give at least one of name, alias, from, subject, reply_to, html, text, variables")
        boolean isChange() {
            return name != null
                    || alias != null
                    || from != null
                    || subject != null
                    || replyTo != null
                    || html != null
                    || text != null
                    || variables != null;
        }
    }

    /** A place in the content that is filled in when mail is sent. */
    record Variable(
            @NotNull @Format(VARIABLE_NAME) String key,

            @NotNull VariableType type,

            @JsonPropertyDescription("Used if an email gives no value; of the variable's type.")
            Object fallbackValue) {

        @JsonIgnore
        @AssertTrue(message = "fallback_value must be a value of the variable's type")
        boolean isFallbackOfType() {
            return type == null || fallbackValue == null || type.holds(fallbackValue);
        }
    }

    /** What a variable holds. */
    enum VariableType {
        STRING(String.class),
        NUMBER(Number.class),
        BOOLEAN(Boolean.class),
        OBJECT(Map.class),
        LIST(List.class);

        private final Class<?> values;

        VariableType(Class<?> values) {
            this.values = values;
        }

        /** Whether a value, as JSON was read into Java, is of this type. */
        boolean holds(Object value) {
            return values.isInstance(value);
        }

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
