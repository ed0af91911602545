package dev.resendmcp.api.model;

import static dev.resendmcp.api.constraint.TextFormat.FILTER_ID;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.wire.CommaList;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.Valid;
import jakarta.ws.rs.QueryParam;

/** Which threads of an inbox to list. Lists travel joined by commas. */
public final class InboxThreadFilter {
    /** Only threads in these folders. */
    @QueryParam("folders")
    @Valid
    public CommaList<Folder> folders;

    /** Only threads with these labels. */
    @QueryParam("labels")
    @JsonPropertyDescription("Label ids.")
    @Valid
    public CommaList<@Format(FILTER_ID) String> labels;

    /** Only read or only unread threads. */
    @QueryParam("read")
    public Boolean read;

    /** Where a thread can be. */
    public enum Folder {
        INBOX,
        ARCHIVE,
        SPAM,
        SENT,
        TRASH;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
