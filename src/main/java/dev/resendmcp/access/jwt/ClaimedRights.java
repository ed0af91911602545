package dev.resendmcp.access.jwt;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.resendmcp.toolsets.ToolSelection;
import dev.resendmcp.toolsets.ToolView;
import dev.resendmcp.toolsets.Toolsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rights in a token. Scopes {@code mcp:<toolset>} give the tools of a toolset, {@code mcp:tool:<tool>} gives one, and
 * {@code mcp:readonly} leaves only tools that change nothing. Claims {@code toolsets}, {@code tools}, {@code exclude_tools} and
 * {@code read_only} mean the same as in a caller's entry. A token without any of these gives no right.
 */
final class ClaimedRights {
    private static final String PREFIX = "mcp:";
    private static final String TOOL = "tool:";
    private static final String READ_ONLY = "readonly";

    private final Toolsets toolsets;

    ClaimedRights(Toolsets toolsets) {
        this.toolsets = toolsets;
    }

    /** All scopes that give toolsets. */
    static Set<String> scopes(Toolsets toolsets) {
        return toolsets.names().stream().map(name -> PREFIX + name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the claims show. What they name and what does not exist shows nothing. */
    ToolView view(JWTClaimsSet claims) {
        List<String> sets = new ArrayList<>(texts(claims, "toolsets"));
        List<String> tools = new ArrayList<>(texts(claims, "tools"));
        boolean readOnly = Boolean.TRUE.equals(claims.getClaim("read_only"));
        List<String> scopes = new ArrayList<>(texts(claims, "scope"));
        scopes.addAll(texts(claims, "scp"));
        for (String scope : scopes) {
            String name = scope.startsWith(PREFIX) ? scope.substring(PREFIX.length()) : "";
            if (name.equals(READ_ONLY)) {
                readOnly = true;
            } else if (name.startsWith(TOOL)) {
                tools.add(name.substring(TOOL.length()));
            } else if (!name.isEmpty()) {
                sets.add(name);
            }
        }
        if (sets.isEmpty() && tools.isEmpty()) {
            return readOnly
                    ? toolsets.view(new ToolSelection(null, null, texts(claims, "exclude_tools"), true))
                    : ToolView.NONE;
        }
        return toolsets.view(new ToolSelection(sets, tools, texts(claims, "exclude_tools"), readOnly));
    }

    /** A claim that is a list, or words separated by blanks. */
    private static List<String> texts(JWTClaimsSet claims, String name) {
        Object value = claims.getClaim(name);
        if (value instanceof String text) {
            return Arrays.stream(text.split(" ", -1))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
        return value instanceof List<?> list
                ? list.stream().filter(Objects::nonNull).map(Object::toString).toList()
                : List.of();
    }
}
