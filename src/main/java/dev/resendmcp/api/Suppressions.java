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
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Addresses that Resend sends nothing to, because mail bounced, someone complained, or you said so. */
@Path("suppressions")
@Consumes("application/json")
@Produces("application/json")
public interface Suppressions {

    @POST
    @Tool(
            name = "add_suppression",
            effect = Effect.ADD,
            description = "Blocks an address: never mail this person again (suppression, blocklist). For several, use"
                    + " batch_add_suppressions; to stop newsletters only, set unsubscribed on the contact.")
    JsonNode add(@Valid @NotNull NewSuppression suppression);

    @GET
    @Tool(
            name = "list_suppressions",
            effect = Effect.READ,
            description = "Lists blocked addresses, the suppression list: whom no mail is sent to and why, such as"
                    + " bounced, spam complaint.")
    JsonNode list(@QueryParam("origin") Origin origin, @Valid @BeanParam Page page);

    @POST
    @Path("batch/add")
    @Tool(
            name = "batch_add_suppressions",
            title = "Add suppressions",
            effect = Effect.ADD,
            description = "Blocks several addresses (blocklist, do not send to these people): no mail to 1 to 100"
                    + " addresses. Returns the suppressions' ids in order.")
    JsonNode addBatch(@Valid @NotNull Addresses addresses);

    @POST
    @Path("batch/remove")
    @Tool(
            name = "batch_remove_suppressions",
            title = "Remove suppressions",
            effect = Effect.REMOVE,
            description = "Unblocks many addresses: allows mail again to 1 to 100 addresses, given as emails or as ids"
                    + " of their suppressions.")
    JsonNode removeBatch(@Valid @NotNull AddressesOrIds suppressions);

    @GET
    @Path("{suppression}")
    @Tool(
            name = "get_suppression",
            effect = Effect.READ,
            description = "Returns whether and why an address is blocked (suppressed): bounce, complaint or manual;"
                    + " not_found means mail is allowed.")
    JsonNode get(@PathParam("suppression") @Id @JsonPropertyDescription("Suppression id or email.") String suppression);

    @DELETE
    @Path("{suppression}")
    @Tool(
            name = "remove_suppression",
            effect = Effect.REMOVE,
            description = "Unblocks an address: allows mail again to one that bounced or was suppressed. It may bounce"
                    + " or complain again, which harms delivery.")
    JsonNode remove(
            @PathParam("suppression") @Id @JsonPropertyDescription("Suppression id or email.") String suppression);

    /** Body of {@code POST /suppressions}. */
    record NewSuppression(@NotNull @Format(ADDRESS) String email) {}

    /** Body of {@code POST /suppressions/batch/add}. */
    record Addresses(@NotEmpty @Size(max = 100) List<@NotNull @Format(ADDRESS) String> emails) {}

    /** Body of {@code POST /suppressions/batch/remove}. */
    record AddressesOrIds(
            @Size(min = 1, max = 100) List<@NotNull @Format(ADDRESS) String> emails,
            @Size(min = 1, max = 100) List<@NotBlank String> ids) {

        @JsonIgnore
        @AssertTrue(message = "give either emails or ids")
        boolean isOneKind() {
            return (emails == null) != (ids == null);
        }
    }

    /** Why an address gets no mail. */
    enum Origin {
        BOUNCE,
        COMPLAINT,
        MANUAL;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
