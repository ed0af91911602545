package dev.resendmcp.health;

import dev.resendmcp.client.ApiKeyStatus;
import dev.resendmcp.client.ResendClient;
import dev.resendmcp.threads.Supervisor;

/** Checks that Resend accepts the API key, based on the calls so far. A sending-only key is valid. */
public final class ResendApiKey extends WatchedCheck {
    private final ResendClient client;

    public ResendApiKey(ResendClient client, Supervisor threads) {
        super(threads);
        this.client = client;
    }

    @Override
    protected Result check() {
        return switch (client.state().key()) {
            case ACCEPTED -> Result.healthy("Resend accepts the key");
            case SENDING_ONLY -> Result.healthy("Resend accepts the key for sending only");
            case UNKNOWN -> Result.healthy("No call has shown yet whether Resend accepts the key");
            case REFUSED -> Result.unhealthy(ApiKeyStatus.REFUSED_ADVICE);
        };
    }
}
