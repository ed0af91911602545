package dev.resendmcp.api;

import java.util.List;

/** All modules of the API, in the order in which their tools are listed. A new interface adds one line here. */
public final class Catalogue {
    /** The interfaces; one a module, or several where {@link PartOf} says so. */
    public static final List<Class<?>> MODULES = List.of(
            Emails.class,
            ReceivedEmails.class,
            Domains.class,
            Templates.class,
            Broadcasts.class,
            Webhooks.class,
            Inboxes.class,
            InboxThreads.class,
            InboxEmails.class,
            InboxDrafts.class,
            InboxLabels.class,
            ApiKeys.class,
            OauthGrants.class);

    private Catalogue() {}
}
