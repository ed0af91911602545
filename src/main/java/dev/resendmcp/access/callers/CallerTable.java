package dev.resendmcp.access.callers;

import dev.resendmcp.call.Caller;
import dev.resendmcp.toolsets.Granted;
import dev.resendmcp.toolsets.ToolSelection;
import dev.resendmcp.toolsets.ToolView;
import dev.resendmcp.toolsets.Toolsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The entries of a file of callers, ready for lookups. Immutable. */
final class CallerTable {
    static final CallerTable EMPTY = new CallerTable(List.of(), Toolsets.ofCatalogue());
    private static final TokenHash NOBODY = TokenHash.ofNothing();

    private final Map<String, Known> byName = new HashMap<>();
    private final Map<String, Slot> byTokenId = new HashMap<>();

    private record Known(CallerEntry entry, Granted granted) {}

    private record Slot(TokenHash hash, Known known) {}

    CallerTable(List<CallerEntry> entries, Toolsets toolsets) {
        Map<ToolSelection, ToolView> views = new HashMap<>();
        for (CallerEntry entry : entries) {
            ToolView view = views.computeIfAbsent(entry.selection(), toolsets::view);
            Known known = new Known(entry, new Granted(new Caller(entry.name()), view));
            byName.put(entry.name(), known);
            entry.tokenHash().forEach(hash -> byTokenId.put(hash.id(), new Slot(hash, known)));
        }
    }

    /** The caller of a token. An unknown, a wrong and an expired token take the same time and give the same answer. */
    Optional<Granted> byToken(String token, Instant now) {
        Optional<Slot> slot = CallerToken.id(token).map(byTokenId::get);
        boolean matches = slot.map(Slot::hash).orElse(NOBODY).matches(token);
        return slot.filter(found -> matches && found.known().entry().isValid(now))
                .map(found -> found.known().granted());
    }

    Optional<CallerEntry> entry(String name) {
        return Optional.ofNullable(byName.get(name)).map(Known::entry);
    }

    Optional<Granted> granted(String name) {
        return Optional.ofNullable(byName.get(name)).map(Known::granted);
    }

    Set<String> names() {
        return Set.copyOf(byName.keySet());
    }
}
