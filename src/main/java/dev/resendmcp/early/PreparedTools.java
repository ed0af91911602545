package dev.resendmcp.early;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The tools of the recorded lists, and the toolsets that choose among them. The service's own choice reads the annotations of all
 * tools, which takes longer than the answer.
 */
public final class PreparedTools {
    /** Variables that choose among the tools and change nothing else. */
    static final Set<String> VARIABLES = Set.of("TOOLSETS", "TOOLS", "EXCLUDE_TOOLS", "READ_ONLY");

    private static final String READ_ONLY = "read-only";

    private final Map<String, byte[]> tools;
    private final Map<String, Set<String>> toolsets;

    /**
     * Keeps tools in this order.
     *
     * @param tools JSON in the list by name
     * @param toolsets names of tools by name of the toolset
     */
    public PreparedTools(Map<String, byte[]> tools, Map<String, Set<String>> toolsets) {
        this.tools = tools;
        this.toolsets = toolsets;
    }

    /** Names of the tools, in the order of the list. */
    Set<String> names() {
        return tools.keySet();
    }

    /**
     * The tools that variables choose, as {@code Toolsets.view} does.
     *
     * @return null when there are none or a value is wrong, which is left to the service
     */
    PreparedTools chosen(Map<String, String> environment) {
        List<String> sets = list(environment.get("TOOLSETS"));
        List<String> some = list(environment.get("TOOLS"));
        List<String> excluded = list(environment.get("EXCLUDE_TOOLS"));
        String readOnly = environment.getOrDefault("READ_ONLY", "false");
        boolean known = toolsets.keySet().containsAll(sets)
                && names().containsAll(some)
                && names().containsAll(excluded)
                && (readOnly.equals("true") || readOnly.equals("false"));
        if (!known) {
            return null;
        }
        Set<String> shown = new HashSet<>(sets.isEmpty() && some.isEmpty() ? names() : some);
        for (String set : sets) {
            shown.addAll(toolsets.get(set));
        }
        if (readOnly.equals("true")) {
            shown.retainAll(toolsets.get(READ_ONLY));
        }
        for (String name : excluded) {
            shown.remove(name);
        }
        Map<String, byte[]> chosen = new LinkedHashMap<>(tools);
        chosen.keySet().retainAll(shown);
        return chosen.isEmpty() ? null : new PreparedTools(chosen, toolsets);
    }

    private static List<String> list(String value) {
        List<String> names = new ArrayList<>();
        String text = value == null ? "" : value;
        for (int begin = 0; begin <= text.length(); ) {
            int comma = text.indexOf(',', begin);
            int end = comma < 0 ? text.length() : comma;
            String name = text.substring(begin, end).strip();
            if (!name.isEmpty()) {
                names.add(name.toLowerCase(Locale.ROOT));
            }
            begin = end + 1;
        }
        return names;
    }

    /** Puts the tools into a list without tools, whose array is the first one in it. */
    byte[] into(byte[] emptyList) {
        int at = 0;
        while (emptyList[at] != '[') {
            at++;
        }
        at++;
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        list.write(emptyList, 0, at);
        boolean first = true;
        for (byte[] tool : tools.values()) {
            if (!first) {
                list.write(',');
            }
            first = false;
            list.writeBytes(tool);
        }
        list.write(emptyList, at, emptyList.length - at);
        return list.toByteArray();
    }

    static PreparedTools read(DataInputStream in) throws IOException {
        Map<String, byte[]> tools = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            tools.put(in.readUTF(), PreparedAnswers.bytes(in));
        }
        Map<String, Set<String>> toolsets = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            Set<String> names = new HashSet<>();
            toolsets.put(in.readUTF(), names);
            for (int more = in.readInt(); more > 0; more--) {
                names.add(in.readUTF());
            }
        }
        return new PreparedTools(tools, toolsets);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(tools.size());
        for (Map.Entry<String, byte[]> tool : tools.entrySet()) {
            out.writeUTF(tool.getKey());
            PreparedAnswers.write(out, tool.getValue());
        }
        out.writeInt(toolsets.size());
        for (Map.Entry<String, Set<String>> toolset : toolsets.entrySet()) {
            out.writeUTF(toolset.getKey());
            out.writeInt(toolset.getValue().size());
            for (String name : toolset.getValue()) {
                out.writeUTF(name);
            }
        }
    }
}
