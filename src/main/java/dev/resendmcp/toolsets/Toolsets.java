package dev.resendmcp.toolsets;

import dev.resendmcp.api.Catalogue;
import dev.resendmcp.api.PartOf;
import dev.resendmcp.api.Tool;
import dev.resendmcp.api.wire.WireFormat;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The toolsets of the catalogue: one for each module, and the presets. Immutable. */
public final class Toolsets {
    private static final String READ_ONLY = "read-only";
    /** Key of lists whose entries are of any kind. */
    private static final String ANY = "";

    private final Set<String> tools;
    private final Set<String> readers;
    private final Map<String, Set<String>> sets;

    private Toolsets(Set<String> tools, Set<String> readers, Map<String, Set<String>> sets) {
        this.tools = tools;
        this.readers = readers;
        this.sets = sets;
    }

    /**
     * A name that does not exist.
     *
     * @param key the key it was given under, as in a caller's entry
     * @param position in its list, from one
     * @param name as given
     * @param nearest an existing name that it may mean
     */
    public record Unknown(String key, int position, String name, Optional<String> nearest) {
        /** Which kind of thing does not exist, and the nearest one that does. Does not repeat the name. */
        public String sentence() {
            String kind = switch (key) {
                case "toolsets" -> "toolset";
                case ANY -> "tool, toolset or word";
                default -> "tool";
            };
            return "entry " + position + " is no " + kind
                    + nearest.map(near -> "; did you mean " + near + "?")
                            .orElse("; the command tools prints the names of all toolsets and tools");
        }
    }

    /** Reads the annotations of the catalogue. Takes a few milliseconds, so keep the result. */
    public static Toolsets ofCatalogue() {
        Set<String> tools = new TreeSet<>();
        Set<String> readers = new TreeSet<>();
        Map<String, Set<String>> sets = new LinkedHashMap<>();
        for (Class<?> module : Catalogue.MODULES) {
            PartOf part = module.getAnnotation(PartOf.class);
            String name = WireFormat.name((part == null ? module : part.value()).getSimpleName());
            for (Method method : module.getMethods()) {
                Tool tool = method.getAnnotation(Tool.class);
                if (tool != null) {
                    tools.add(tool.name());
                    sets.computeIfAbsent(name, same -> new TreeSet<>()).add(tool.name());
                    if (tool.effect().readOnly()) {
                        readers.add(tool.name());
                    }
                }
            }
        }
        Presets.of(sets).forEach(sets::put);
        sets.put("all", tools);
        sets.put(READ_ONLY, readers);
        Map<String, Set<String>> copies = new TreeMap<>();
        sets.forEach((name, some) -> copies.put(name, Set.copyOf(some)));
        return new Toolsets(Set.copyOf(tools), Set.copyOf(readers), Collections.unmodifiableMap(copies));
    }

    /** Names of all toolsets, sorted. */
    public Set<String> names() {
        return sets.keySet();
    }

    /** The tools of a toolset; empty if there is none of this name. */
    public Set<String> tools(String toolset) {
        return sets.getOrDefault(toolset, Set.of());
    }

    /**
     * The first name in a selection that does not exist.
     *
     * @return empty if {@link #view} can be asked for
     */
    public Optional<Unknown> unknown(ToolSelection selection) {
        return unknown("toolsets", selection.toolsets(), sets.keySet())
                .or(() -> unknown("tools", selection.tools(), tools))
                .or(() -> unknown("exclude_tools", selection.excludeTools(), tools));
    }

    /** The first entry that is neither a tool nor a toolset nor one of these words. */
    public Optional<Unknown> unknown(List<String> entries, List<String> words) {
        Set<String> known = new TreeSet<>(tools);
        known.addAll(sets.keySet());
        known.addAll(words);
        return unknown(ANY, entries, known);
    }

    private static Optional<Unknown> unknown(String key, List<String> given, Collection<String> known) {
        for (int i = 0; i < given.size(); i++) {
            String name = given.get(i);
            if (!known.contains(name)) {
                return Optional.of(new Unknown(key, i + 1, name, NearestName.of(name, known)));
            }
        }
        return Optional.empty();
    }

    /** What a selection shows. Exclusion beats choice, and read-only beats both. Unknown names show nothing. */
    public ToolView view(ToolSelection selection) {
        if (selection.isAll()) {
            return ToolView.ALL;
        }
        Set<String> shown = new LinkedHashSet<>();
        selection.toolsets().forEach(name -> shown.addAll(tools(name)));
        shown.addAll(selection.tools());
        if (selection.toolsets().isEmpty() && selection.tools().isEmpty()) {
            shown.addAll(tools);
        }
        shown.retainAll(selection.readOnly() ? readers : tools);
        selection.excludeTools().forEach(shown::remove);
        return ToolView.of(shown);
    }
}
