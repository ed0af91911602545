package dev.resendmcp.client.retry;

import java.time.Duration;
import java.time.Instant;

/** Whether calls are let out to Resend, and since when. */
public record CircuitState(Position position, Instant since) {
    /** How long calls are held back before it is tried whether Resend works again. */
    static final Duration OPEN_FOR = Duration.ofSeconds(5);

    /** Positions, from good to bad. */
    public enum Position {
        /** Calls go out. */
        CLOSED,
        /** A few calls go out to try whether Resend works again. */
        HALF_OPEN,
        /** No call goes out. */
        OPEN;

        /** 0 closed, 1 half-open, 2 open. */
        public int level() {
            return switch (this) {
                case CLOSED -> 0;
                case HALF_OPEN -> 1;
                case OPEN -> 2;
            };
        }
    }

    /** Whether all calls go out. */
    public boolean closed() {
        return position == Position.CLOSED;
    }

    /** When calls are let out again at the earliest; long past unless it is open. */
    public Instant until() {
        return position == Position.OPEN ? since.plus(OPEN_FOR) : since;
    }

    /** In words for operators. */
    public String describe() {
        return switch (position) {
            case CLOSED -> "closed";
            case HALF_OPEN -> "half-open since " + since;
            case OPEN -> "open from " + since + " until " + until();
        };
    }
}
