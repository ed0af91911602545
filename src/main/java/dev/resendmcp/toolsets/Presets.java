package dev.resendmcp.toolsets;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The presets that are made for a purpose rather than for a module. */
final class Presets {
    /** What most agents need, small enough for clients that hold few tools. */
    private static final List<String> CORE = List.of(
            "send_email",
            "send_batch_emails",
            "get_email",
            "list_emails",
            "update_email",
            "cancel_email",
            "list_received_emails",
            "get_received_email",
            "list_domains",
            "list_contacts",
            "get_contact_by_email",
            "create_contact",
            "list_segments",
            "add_contact_to_segment",
            "create_broadcast",
            "send_broadcast");

    /** What an agent needs that sends single mails and looks after them. */
    private static final List<String> SENDING =
            List.of("send_email", "send_batch_emails", "get_email", "update_email", "cancel_email");

    private static final List<String> MARKETING = List.of(
            "audiences",
            "contacts",
            "contact_properties",
            "segments",
            "topics",
            "broadcasts",
            "templates",
            "automations",
            "events",
            "suppressions");

    private static final List<String> INBOUND = List.of("received_emails", "inboxes");

    private static final List<String> ADMIN =
            List.of("domains", "api_keys", "oauth_grants", "webhooks", "logs", "usage");

    /** What Resend accepts of a key with the permission {@code sending_access}. */
    static final ToolView OF_SENDING_KEY = ToolView.of(Set.of("send_email", "send_batch_emails", "get_usage"));

    private Presets() {}

    /** The presets, from the modules. */
    static Map<String, Set<String>> of(Map<String, Set<String>> modules) {
        Map<String, Set<String>> presets = new LinkedHashMap<>();
        presets.put("core", new LinkedHashSet<>(CORE));
        presets.put("sending", new LinkedHashSet<>(SENDING));
        presets.put("marketing", union(modules, MARKETING));
        presets.put("inbound", union(modules, INBOUND));
        presets.put("admin", union(modules, ADMIN));
        return presets;
    }

    private static Set<String> union(Map<String, Set<String>> modules, List<String> names) {
        Set<String> tools = new LinkedHashSet<>();
        names.forEach(name -> tools.addAll(modules.get(name)));
        return tools;
    }
}
