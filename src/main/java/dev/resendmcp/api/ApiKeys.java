package dev.resendmcp.api;

import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;

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

/** Keys that programs call Resend with. */
@Path("api-keys")
@Consumes("application/json")
@Produces("application/json")
public interface ApiKeys {

    @POST
    @Tool(
            name = "create_api_key",
            title = "Create API key",
            effect = Effect.CREATE,
            description = "Creates a new API key for an app. Returns its secret token, which is never shown again:"
                    + " handle it with care. Prefer sending_access for a key that can only send.")
    JsonNode create(@Valid @NotNull NewApiKey key);

    @GET
    @Tool(
            name = "list_api_keys",
            title = "List API keys",
            effect = Effect.READ,
            description = "Lists which API keys exist, with name, creation time and when each was last used, without"
                    + " tokens.")
    JsonNode list(@Valid @BeanParam Page page);

    @PATCH
    @Path("{api_key_id}")
    @Tool(
            name = "update_api_key",
            title = "Rename API key",
            effect = Effect.UPDATE,
            description = "Renames an API key; its token and permission are kept.")
    JsonNode update(@PathParam("api_key_id") @Id String apiKeyId, @Valid @NotNull NewName change);

    @DELETE
    @Path("{api_key_id}")
    @Tool(
            name = "delete_api_key",
            title = "Delete API key",
            effect = Effect.REMOVE,
            description = "Permanently revokes an API key, such as a leaked one; programs using it stop working at"
                    + " once.")
    JsonNode delete(@PathParam("api_key_id") @Id String apiKeyId);

    /** Body of {@code POST /api-keys}. */
    record NewApiKey(
            @NotBlank @Format(SINGLE_LINE) String name,

            @JsonPropertyDescription("Default full_access.") Permission permission,

            @Size(min = 1) @JsonPropertyDescription("Only with sending_access: the one domain to send from.")
            String domainId) {

        @JsonIgnore
        @AssertTrue(message = "domain_id needs permission sending_access")
        boolean isDomainOfSendingKey() {
            return domainId == null || permission == Permission.SENDING_ACCESS;
        }
    }

    /** Body of {@code PATCH /api-keys/{api_key_id}}. */
    record NewName(@NotBlank @Format(SINGLE_LINE) String name) {}

    /** What a key may do. */
    enum Permission {
        FULL_ACCESS,
        SENDING_ACCESS;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
