package dev.resendmcp.api;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All modules of the API, in the order in which their tools are listed. A new interface adds one line here. */
public final class Catalogue {
    /** The interfaces, one a module. */
    public static final List<Class<?>> MODULES = List.of(
            Emails.class,
            ReceivedEmails.class,
            Domains.class,
            Contacts.class,
            Audiences.class,
            Segments.class,
            Topics.class,
            ContactProperties.class,
            Suppressions.class,
            Events.class,
            Automations.class,
            Logs.class,
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
}
