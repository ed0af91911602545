package dev.resendmcp.access.jwt;

import java.time.Duration;

/**
 * How long keys of an identity provider are kept, and how often they are fetched.
 *
 * @param kept keys that are older are fetched again; a key that the provider has withdrawn counts for that long at most
 * @param twoFetches a token with an unknown key causes a fetch, but within this time there are two at most
 * @param inOutages how long keys are kept if the provider cannot be reached
 * @param remembered how long a checked token is not checked again
 */
record KeyTimes(Duration kept, Duration twoFetches, Duration inOutages, Duration remembered) {
    static final KeyTimes USUAL =
            new KeyTimes(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofHours(4), Duration.ofSeconds(30));

    private static final int AHEAD_PART = 10;
    private static final int WAIT_PART = 20;

    /** The last part of the time, in which keys are fetched before they are too old. */
    Duration ahead() {
        return kept.dividedBy(AHEAD_PART);
    }

    /** How long a request waits for a fetch of another one. */
    Duration mostWait() {
        return kept.dividedBy(WAIT_PART);
    }
}
