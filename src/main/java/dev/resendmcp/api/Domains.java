package dev.resendmcp.api;

import static dev.resendmcp.api.constraint.TextFormat.DOMAIN_NAME;
import static dev.resendmcp.api.constraint.TextFormat.SUBDOMAIN;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.wire.EnabledState;
import dev.resendmcp.api.wire.Page;
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

/** Domains that mail is sent from or received at, and claims on domains that another account holds. */
@Path("domains")
@Consumes("application/json")
@Produces("application/json")
public interface Domains {

    @POST
    @Tool(
            name = "create_domain",
            effect = Effect.CREATE,
            description = "Adds a domain: set up a new sending domain, such as your website's, for email. Returns it"
                    + " with the DNS records to publish; then call verify_domain. If another account owns it, use"
                    + " create_domain_claim.")
    JsonNode create(@Valid @NotNull NewDomain domain);

    @GET
    @Tool(
            name = "list_domains",
            effect = Effect.READ,
            description =
                    "Lists which domains the account has, with status and region; get_domain has the DNS records.")
    JsonNode list(@Valid @BeanParam Page page);

    @GET
    @Path("{domain_id}")
    @Tool(
            name = "get_domain",
            effect = Effect.READ,
            description = "Returns one domain: whether it is verified yet, settings, and the DNS records you need (SPF,"
                    + " DKIM, MX, DMARC), each with its status.")
    JsonNode get(@PathParam("domain_id") @Id String domainId);

    @PATCH
    @Path("{domain_id}")
    @Tool(
            name = "update_domain",
            effect = Effect.UPDATE,
            description = "Changes open tracking, click tracking of links, TLS encryption or sending and receiving of a"
                    + " domain; omitted fields are kept.")
    JsonNode update(@PathParam("domain_id") @Id String domainId, @Valid @NotNull DomainChange change);

    @DELETE
    @Path("{domain_id}")
    @Tool(
            name = "delete_domain",
            effect = Effect.REMOVE,
            description = "Permanently removes a domain; nothing can be sent from it afterwards.")
    JsonNode delete(@PathParam("domain_id") @Id String domainId);

    @POST
    @Path("{domain_id}/verify")
    @Tool(
            name = "verify_domain",
            effect = Effect.ADD,
            description = "Verifies a domain: checks its DNS records (again) in the background; see the result with"
                    + " get_domain.")
    JsonNode verify(@PathParam("domain_id") @Id String domainId);

    @POST
    @Path("claim")
    @Tool(
            name = "create_domain_claim",
            title = "Claim domain",
            effect = Effect.ADD,
            description = "Starts the takeover of a domain already registered in another or old account. Returns the"
                    + " claim with a TXT record to publish; then call verify_domain_claim with the claim's"
                    + " domain_id.")
    JsonNode createClaim(@Valid @NotNull DomainClaim claim);

    @GET
    @Path("{domain_id}/claim")
    @Tool(
            name = "get_domain_claim",
            effect = Effect.READ,
            description = "Returns whether the takeover (claim) of a domain has finished: pending, verified, completed,"
                    + " or blocked with the reason, and its record.")
    JsonNode getClaim(@PathParam("domain_id") @Id @JsonPropertyDescription("domain_id of the claim.") String domainId);

    @POST
    @Path("{domain_id}/claim/verify")
    @Tool(
            name = "verify_domain_claim",
            effect = Effect.UPDATE,
            description = "Checks the TXT record of a domain claim in the background; poll get_domain_claim. Once"
                    + " completed, publish the domain's new DNS records and call verify_domain.")
    JsonNode verifyClaim(
            @PathParam("domain_id") @Id @JsonPropertyDescription("domain_id of the claim.") String domainId);

    /** Body of {@code POST /domains}. */
    record NewDomain(
            @NotNull @Format(DOMAIN_NAME) @JsonPropertyDescription("Such as mail.example.org.")
            String name,

            @JsonPropertyDescription("Where mail is sent from; default us-east-1. Cannot be changed later.")
            Region region,

            @Format(SUBDOMAIN) @JsonPropertyDescription("Subdomain of the Return-Path address; default send.")
            String customReturnPath,

            @JsonPropertyDescription("Count opens.") Boolean openTracking,

            @JsonPropertyDescription("Count clicks in HTML.")
            Boolean clickTracking,

            @JsonPropertyDescription("enforced: do not deliver without TLS; default opportunistic.")
            Tls tls,

            @Valid Capabilities capabilities,

            @Format(SUBDOMAIN) @JsonPropertyDescription("Subdomain of tracking links.")
            String trackingSubdomain) {}

    /** Body of {@code PATCH /domains/{domain_id}}. */
    record DomainChange(
            @JsonPropertyDescription("Count opens.") Boolean openTracking,

            @JsonPropertyDescription("Count clicks in HTML.")
            Boolean clickTracking,

            @JsonPropertyDescription("enforced: do not deliver without TLS.")
            Tls tls,

            @Valid Capabilities capabilities,

            @Format(SUBDOMAIN) @JsonPropertyDescription("Subdomain of tracking links.")
            String trackingSubdomain) {

        @JsonIgnore
        @AssertTrue(
                message = "give at least one of open_tracking, click_tracking, tls, capabilities, tracking_subdomain")
        boolean isChange() {
            return openTracking != null
                    || clickTracking != null
                    || tls != null
                    || capabilities != null
                    || trackingSubdomain != null;
        }
    }

    /** Body of {@code POST /domains/claim}. */
    record DomainClaim(
            @NotNull @Format(DOMAIN_NAME) @JsonPropertyDescription("The domain to take over.")
            String name,

            @JsonPropertyDescription("Where mail will be sent from; default us-east-1.")
            Region region,

            @Format(SUBDOMAIN) @JsonPropertyDescription("Subdomain of the Return-Path address; default send.")
            String customReturnPath,

            @JsonPropertyDescription("Count opens.") Boolean openTracking,

            @JsonPropertyDescription("Count clicks in HTML.")
            Boolean clickTracking,

            @Format(SUBDOMAIN) @JsonPropertyDescription("Subdomain of tracking links.")
            String trackingSubdomain) {}

    /** What a domain is used for. */
    record Capabilities(EnabledState sending, EnabledState receiving) {

        @JsonIgnore
        @AssertTrue(message = "give sending, receiving or both; at least one must be enabled")
        boolean isUseful() {
            return (sending != null || receiving != null)
                    && (sending != EnabledState.DISABLED || receiving != EnabledState.DISABLED);
        }
    }

    /** PathAccess that Resend sends from. */
    enum Region {
        US_EAST_1,
        EU_WEST_1,
        SA_EAST_1,
        AP_NORTHEAST_1;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.hyphenated(this);
        }
    }

    /** Whether delivery may fall back to an unencrypted connection. */
    enum Tls {
        OPPORTUNISTIC,
        ENFORCED;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
