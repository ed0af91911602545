package dev.resendmcp.api;

import dev.resendmcp.api.wire.WireFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All modules of the API, in the order in which their tools are listed. A new interface adds one line here. */
public final class Catalogue {
    /** The interfaces; one a module, or several where {@link PartOf} says so. */
    public static final List<Class<?>> MODULES = List.of(
            Emails.class,
            ReceivedEmails.class,
            Domains.class,
            ApiKeys.class,
            OauthGrants.class,
            Templates.class,
            Audiences.class,
            Contacts.class,
            Broadcasts.class,
            Webhooks.class,
            Segments.class,
            Topics.class,
            ContactProperties.class,
            Logs.class,
            Automations.class,
            Events.class,
            Suppressions.class,
            Inboxes.class,
            InboxThreads.class,
            InboxEmails.class,
            InboxDrafts.class,
            InboxLabels.class,
            Usage.class);

    private Catalogue() {}

    /** Names of all tools. */
    public static Set<String> toolNames() {
        return MODULES.stream()
                .flatMap(module -> Arrays.stream(module.getMethods()))
                .filter(method -> method.isAnnotationPresent(Tool.class))
                .map(method -> method.getAnnotation(Tool.class).name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Name of the module that an interface is, or is part of, such as {@code received_emails}. */
    public static String moduleName(Class<?> type) {
        PartOf part = type.getAnnotation(PartOf.class);
        return WireFormat.name((part == null ? type : part.value()).getSimpleName());
    }
}
