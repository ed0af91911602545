package dev.resendmcp.tools;

import com.google.common.collect.ForwardingMap;
import java.util.Map;
import java.util.function.Supplier;

/** A map that is made when it is looked at. */
final class LazyMap extends ForwardingMap<String, Object> {
    private final Supplier<Map<String, Object>> made;

    /** @param made gives the same map each time */
    LazyMap(Supplier<Map<String, Object>> made) {
        this.made = made;
    }

    @Override
    protected Map<String, Object> delegate() {
        return made.get();
    }
}
