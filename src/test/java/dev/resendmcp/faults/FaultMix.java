package dev.resendmcp.faults;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Every fault there is, each for 5 to 10 % of the sends. Safe for use by many threads. */
final class FaultMix implements FaultProxy.Plan {
    private static final double LEAST = 0.05;
    private static final double MOST = 0.1;

    private final Random random;
    private final Map<Fault, Double> shares = new EnumMap<>(Fault.class);

    FaultMix(Random random) {
        this.random = random;
        for (Fault fault : Fault.values()) {
            if (fault != Fault.NONE) {
                shares.put(fault, LEAST + (MOST - LEAST) * random.nextDouble());
            }
        }
    }

    @Override
    public synchronized Fault next(boolean send) {
        if (!send) {
            return Fault.NONE;
        }
        double drawn = random.nextDouble();
        for (Map.Entry<Fault, Double> share : shares.entrySet()) {
            drawn -= share.getValue();
            if (drawn < 0) {
                return share.getKey();
            }
        }
        return Fault.NONE;
    }
}
