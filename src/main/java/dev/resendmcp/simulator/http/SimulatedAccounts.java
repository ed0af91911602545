package dev.resendmcp.simulator.http;

import dev.resendmcp.simulator.core.PastEvent;
import dev.resendmcp.simulator.core.SimulatedApi;
import dev.resendmcp.simulator.core.StoredFile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The accounts of the simulator, each with its own data, keys and rate limit. A request belongs to the account that has its key. */
public final class SimulatedAccounts {
    private final List<Member> members = new CopyOnWriteArrayList<>();

    /** One account. */
    record Member(SimulatedApi api, RateWindow window) {}

    /** Adds an account. */
    public void add(SimulatedApi api, RateWindow window) {
        members.add(new Member(api, window));
    }

    /** The account of a request; the first one if no account has its key. */
    Member of(String authorization) {
        return members.size() == 1
                ? members.get(0)
                : members.stream()
                        .filter(member -> member.api().hasKey(authorization))
                        .findFirst()
                        .orElse(members.get(0));
    }

    /** The file behind a download link. */
    Optional<StoredFile> file(String id) {
        return members.stream()
                .flatMap(member -> member.api().file(id).stream())
                .findFirst();
    }

    /** What happened to an email, oldest first. */
    public List<PastEvent> events(String email) {
        return members.stream()
                .flatMap(member -> member.api().events(email).stream())
                .toList();
    }

    /** The largest number of requests that arrived for one account in any one second. */
    public int busiestSecond() {
        return members.stream()
                .mapToInt(member -> member.window().busiestSecond())
                .max()
                .orElse(0);
    }

    /** Starts again with the seeded data. */
    public void reset() {
        members.forEach(member -> {
            member.api().reset();
            member.window().reset();
        });
    }
}
