package dev.resendmcp.api;

import static dev.resendmcp.api.constraint.TextFormat.PROPERTY_KEY;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.wire.Page;
import dev.resendmcp.api.wire.TextOrNumber;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.Optional;

/** The fields that contacts of this account may have besides name and address. */
@Path("contact-properties")
@Consumes("application/json")
@Produces("application/json")
public interface ContactProperties {

    @POST
    @Tool(
            name = "create_contact_property",
            effect = Effect.CREATE,
            description = "Defines a custom field (attribute) of contacts, such as company name, for their properties"
                    + " and broadcasts. Returns its id.")
    JsonNode create(@Valid @NotNull NewProperty property);

    @GET
    @Tool(
            name = "list_contact_properties",
            effect = Effect.READ,
            description = "Lists which custom fields (properties) contacts have; get_contact_by_id has one contact's"
                    + " values.")
    JsonNode list(@Valid @BeanParam Page page);

    @GET
    @Path("{id}")
    @Tool(
            name = "get_contact_property",
            effect = Effect.READ,
            description = "Returns key, type and fallback value of a contact property (custom field).")
    JsonNode get(@PathParam("id") @Id String id);

    @PATCH
    @Path("{id}")
    @Tool(
            name = "update_contact_property",
            effect = Effect.UPDATE,
            description = "Changes the default (fallback) value of a custom field, a contact property; key and type are"
                    + " fixed.")
    JsonNode update(@PathParam("id") @Id String id, @Valid @NotNull PropertyChange change);

    @DELETE
    @Path("{id}")
    @Tool(
            name = "delete_contact_property",
            effect = Effect.REMOVE,
            description = "Permanently removes a custom contact attribute (field, property); contacts can no longer"
                    + " have a value for it.")
    JsonNode delete(@PathParam("id") @Id String id);

    /** Body of {@code POST /contact-properties}. */
    record NewProperty(
            @NotNull @Format(PROPERTY_KEY) @JsonPropertyDescription("1 to 50 of A-Z a-z 0-9 _.")
            String key,

            @NotNull Type type,

            @JsonPropertyDescription("Used for contacts without a value; of the same type. null: none.")
            Optional<TextOrNumber> fallbackValue) {

        @JsonIgnore
        @AssertTrue(message = "fallback_value must be text for type string and a number for type number")
        boolean isFallbackOfType() {
            return type == null
                    || fallbackValue == null
                    || fallbackValue
                            .map(given -> given.value() instanceof String == (type == Type.STRING))
                            .orElse(true);
        }
    }

    /** Body of {@code PATCH /contact-properties/{id}}. */
    record PropertyChange(
            @NotNull @JsonPropertyDescription("Of the property's type; null clears it.")
            Optional<TextOrNumber> fallbackValue) {}

    /** What values a property has. */
    enum Type {
        STRING,
        NUMBER;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
