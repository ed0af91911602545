package dev.resendmcp.benchmark;

import dev.resendmcp.Main;
import java.net.URI;

/** The service and the bare proxy in one JVM, so that both have the same compiler, collector and libraries. */
final class MeasuredService {
    private MeasuredService() {}

    /**
     * Starts both.
     *
     * @param args port of the proxy, the upstream, and the arguments of the service
     */
    public static void main(String[] args) throws Exception {
        BareProxy.start(Integer.parseInt(args[0]), URI.create(args[1]));
        Main.main(new String[] {args[2], args[3]});
    }
}
