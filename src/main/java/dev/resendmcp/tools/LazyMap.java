package dev.resendmcp.tools;

import com.google.common.collect.ForwardingMap;
import java.util.Map;
import java.util.function.Supplier;

/** A map that is created on first use. */
final class LazyMap extends ForwardingMap<String, Object> {
    private final Supplier<Map<String, Object>> created;

    /** @param created returns the same map each time */
    LazyMap(Supplier<Map<String, Object>> created) {
        this.created = created;
    }

    @Override
    protected Map<String, Object> delegate() {
        return created.get();
    }
}
