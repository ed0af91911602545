package dev.resendmcp.api.model;

import static dev.resendmcp.api.constraint.TextFormat.ISO_DATE;
import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.wire.CommaList;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.QueryParam;

/** What to look for in the threads of an inbox. Lists travel joined by commas. */
public final class InboxThreadSearch {
    /** An address of any script, but neither comma nor percent sign, as in a {@link FilterId}. */
    private static final String LISTED = "[^\\s<>,%\\p{Cc}\\p{Zl}\\p{Zp}]{1,320}";

    private static final String ADDRESS = "must be an address without name, comma and space";

    /** Words to find. */
    @QueryParam("query")
    @Format(SINGLE_LINE)
    @JsonPropertyDescription("Free text.")
    public String query;

    /** Who wrote. */
    @QueryParam("from")
    @JsonPropertyDescription("Addresses.")
    @Valid
    public CommaList<@Pattern(regexp = LISTED, message = ADDRESS) String> from;

    /** Whom it was written to. */
    @QueryParam("to")
    @JsonPropertyDescription("Addresses.")
    @Valid
    public CommaList<@Pattern(regexp = LISTED, message = ADDRESS) String> to;

    /** Who got a copy. */
    @QueryParam("cc")
    @JsonPropertyDescription("Addresses.")
    @Valid
    public CommaList<@Pattern(regexp = LISTED, message = ADDRESS) String> cc;

    /** Who got a hidden copy. */
    @QueryParam("bcc")
    @JsonPropertyDescription("Addresses.")
    @Valid
    public CommaList<@Pattern(regexp = LISTED, message = ADDRESS) String> bcc;

    /** Only threads with, or only those without attachments. */
    @QueryParam("has_attachment")
    public Boolean hasAttachment;

    /** First day or moment. */
    @QueryParam("start_date")
    @Format(ISO_DATE)
    @JsonPropertyDescription("ISO 8601 date or date-time.")
    public String startDate;

    /** Last day or moment. */
    @QueryParam("end_date")
    @Format(ISO_DATE)
    @JsonPropertyDescription("ISO 8601 date or date-time.")
    public String endDate;
}
