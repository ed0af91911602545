package dev.resendmcp.logging;

import ch.qos.logback.access.common.spi.IAccessEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Drops requests from the request log that another log has already counted. */
final class UnloggedRequests<E> extends Filter<E> {
    @Override
    public FilterReply decide(E event) {
        boolean unlogged =
                event instanceof IAccessEvent request && "true".equals(request.getAttribute(RequestLog.UNLOGGED));
        return unlogged ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
