package dev.resendmcp.simulator.core;

import java.util.Set;

/**
 * A type of items that the API keeps.
 *
 * @param name of the collection, such as {@code emails}; unique
 * @param object what the API calls one item in answers, such as {@code email}
 * @param parent the kind whose items own the items of this one; null at top level
 * @param otherNames fields that name an item in a path as well as its id does, such as an alias
 * @param pageSize how many items a list has when no limit is given; 0 for all
 * @param listed the fields an item has in lists; empty for all but {@code object}
 */
public record ResourceType(
        String name, String object, ResourceType parent, Set<String> otherNames, int pageSize, Set<String> listed) {

    public static ResourceType of(String name, String object) {
        return new ResourceType(name, object, null, Set.of(), 0, Set.of());
    }

    public ResourceType under(ResourceType owner) {
        return new ResourceType(name, object, owner, otherNames, pageSize, listed);
    }

    public ResourceType alsoNamedBy(String... fields) {
        return new ResourceType(name, object, parent, Set.of(fields), pageSize, listed);
    }

    public ResourceType pagesOf(int items) {
        return new ResourceType(name, object, parent, otherNames, items, listed);
    }

    public ResourceType listing(String... fields) {
        return new ResourceType(name, object, parent, otherNames, pageSize, Set.of(fields));
    }
}
