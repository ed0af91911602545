package dev.resendmcp.simulator;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;

/**
 * The {@code sandbox} section of the configuration.
 *
 * @param port of the simulated Resend, 0 to 65535; 0, the default, is any free port
 */
public record SimulatorSettings(@Min(0) @Max(65535) Integer port) {
    /** Applies defaults. */
    public SimulatorSettings {
        port = Objects.requireNonNullElse(port, 0);
    }
}
