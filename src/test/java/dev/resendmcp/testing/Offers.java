package dev.resendmcp.testing;

import dev.resendmcp.mcp.dispatch.ServerFeatures;
import dev.resendmcp.mcp.skills.SkillCatalog;
import java.util.List;

/** What an engine of a test serves besides tools. */
public final class Offers {
    private Offers() {}

    /** Nothing but the packaged skill. */
    public static ServerFeatures none() {
        return new ServerFeatures(List.of(), List.of(), List.of(), List.of(), List.of(), SkillCatalog.packaged());
    }
}
