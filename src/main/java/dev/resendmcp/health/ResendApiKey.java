package dev.resendmcp.health;

import com.codahale.metrics.health.HealthCheck;
import dev.resendmcp.client.KeyVerdict;
import dev.resendmcp.client.ResendClient;

/** Whether Resend accepts the API key, as far as calls have shown. A key for sending only is a valid one. */
public final class ResendApiKey extends HealthCheck {
    private final ResendClient client;

    /** @param client whose calls are the proof */
    public ResendApiKey(ResendClient client) {
        this.client = client;
    }

    @Override
    protected Result check() {
        return switch (client.state().key()) {
            case ACCEPTED -> Result.healthy("Resend accepts the key");
            case SENDING_ONLY -> Result.healthy("Resend accepts the key for sending only");
            case UNKNOWN -> Result.healthy("No call has shown yet whether Resend accepts the key");
            case REFUSED -> Result.unhealthy(KeyVerdict.REFUSED_ADVICE);
        };
    }
}
