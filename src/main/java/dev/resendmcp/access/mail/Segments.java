package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.resendmcp.call.Caller;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.tools.ToolError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The contacts of segments. Safe for use by many threads. */
final class Segments {
    /** More would take minutes to read at the rate limit of most accounts. */
    static final int MOST_CONTACTS = 20_000;

    private static final int MOST_COUNTED = 1_000;
    private static final int PAGE = 100;
    /** Enough for all rules that judge one call; in a longer time, contacts could join between two calls. */
    private static final Duration RECENT = Duration.ofSeconds(10);

    private final Cache<Counted, Integer> counts =
            CacheBuilder.newBuilder().maximumSize(1000).expireAfterWrite(RECENT).build();

    /** Callers may have accounts of their own. */
    private record Counted(Caller caller, String segment) {}

    /** Addresses of all contacts that have not unsubscribed, as they are now. */
    List<String> members(String segment, Lookup lookup) {
        List<String> members = read(segment, lookup, MOST_CONTACTS);
        requireExaminable(members.size(), "The segment", "Send to smaller segments.");
        counts.put(new Counted(lookup.caller(), segment), members.size());
        return members;
    }

    /**
     * Refuses more contacts than can be examined.
     *
     * @param advice a sentence
     */
    static void requireExaminable(int contacts, String what, String advice) {
        if (contacts > MOST_CONTACTS) {
            throw new LookupFailedException(new ToolError(
                    ErrorName.POLICY_REFUSED,
                    what + " has more than " + MOST_CONTACTS
                            + " contacts, which is more than rules of this server can examine. " + advice));
        }
    }

    /** Addresses of contacts, until there are more than this many. */
    private static List<String> read(String segment, Lookup lookup, int most) {
        List<String> members = new ArrayList<>();
        ObjectNode query =
                JsonNodeFactory.instance.objectNode().put("id", segment).put("limit", PAGE);
        JsonNode page;
        do {
            page = lookup.read("list_segment_contacts", query);
            for (JsonNode contact : page.path("data")) {
                query.put("after", contact.path("id").asText());
                if (!contact.path("unsubscribed").asBoolean()) {
                    members.add(contact.path("email").asText());
                }
            }
        } while (members.size() <= most
                && page.path("has_more").asBoolean()
                && !page.path("data").isEmpty());
        return members;
    }

    /** How many they are now; of many, only one more than {@link #MOST_COUNTED}, because each page is a request. */
    int countNow(String segment, Lookup lookup) {
        return Math.min(read(segment, lookup, MOST_COUNTED).size(), MOST_COUNTED + 1);
    }

    /** How many they are, as counted at most ten seconds ago. */
    int count(String segment, Lookup lookup) {
        Integer known = counts.getIfPresent(new Counted(lookup.caller(), segment));
        return known == null ? members(segment, lookup).size() : known;
    }
}
