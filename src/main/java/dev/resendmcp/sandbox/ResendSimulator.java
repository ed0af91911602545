package dev.resendmcp.sandbox;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A stand-in for the Resend API on a free port of this machine. It keeps everything in memory, sends no e-mail, and
 * has the manners of the original: keys, rate window, idempotency keys, cursors and named errors. It also remembers
 * what it was asked, exactly as it came. Safe for use by many threads.
 */
public final class ResendSimulator implements AutoCloseable {
    /** The API key that may do everything. */
    public static final String FULL_ACCESS_KEY = "re_sandbox";

    /** The API key that may only send. */
    public static final String SENDING_ACCESS_KEY = "re_sandbox_sending";

    /** Name of the verified domain that the account has from the start. */
    public static final String DOMAIN_NAME = "sandbox.resend.dev";

    /** Id of that domain. */
    public static final String DOMAIN_ID = "5a4d0b0e-0000-4000-8000-000000000001";

    /** Id of a received e-mail without attachments. */
    public static final String RECEIVED_EMAIL_ID = "5a4d0b0e-0000-4000-8000-000000000101";

    /** Id of a newer received e-mail, with one attachment that its HTML shows. */
    public static final String RECEIVED_EMAIL_WITH_ATTACHMENT_ID = "5a4d0b0e-0000-4000-8000-000000000102";

    /** Id of that attachment. */
    public static final String RECEIVED_ATTACHMENT_ID = "5a4d0b0e-0000-4000-8000-000000000201";

    /** Id of the segment, and so audience, that the account has from the start. */
    public static final String SEGMENT_ID = "5a4d0b0e-0000-4000-8000-000000000301";

    /** Id of the topic that the account has from the start. */
    public static final String TOPIC_ID = "5a4d0b0e-0000-4000-8000-000000000302";

    /** Id of the contact property that the account has from the start. */
    public static final String CONTACT_PROPERTY_ID = "5a4d0b0e-0000-4000-8000-000000000303";

    /** Key of that property, which holds text. */
    public static final String CONTACT_PROPERTY_KEY = "company";

    /** Id of the suppression of {@code gone@receiver.test}, which bounced. */
    public static final String BOUNCE_SUPPRESSION_ID = "5a4d0b0e-0000-4000-8000-000000000304";

    /** Id of the automation that the account has from the start. */
    public static final String AUTOMATION_ID = "5a4d0b0e-0000-4000-8000-000000000401";

    /** Id of its run, which is over. */
    public static final String AUTOMATION_RUN_ID = "5a4d0b0e-0000-4000-8000-000000000402";

    /** Id of a logged request that went well. */
    public static final String LOG_ID = "5a4d0b0e-0000-4000-8000-000000000501";

    /** Id of a newer logged request that was refused. */
    public static final String FAILED_LOG_ID = "5a4d0b0e-0000-4000-8000-000000000502";

    /** Id of {@link #FULL_ACCESS_KEY}. */
    public static final String FULL_ACCESS_KEY_ID = "5a4d0b0e-0000-4000-8000-000000000811";

    /** Id of {@link #SENDING_ACCESS_KEY}. */
    public static final String SENDING_ACCESS_KEY_ID = "5a4d0b0e-0000-4000-8000-000000000812";

    /** Id of an application's access to the account. */
    public static final String OAUTH_GRANT_ID = "5a4d0b0e-0000-4000-8000-000000000821";

    /** Id of a broadcast that was sent, with recipients and clicked links. */
    public static final String BROADCAST_ID = "5a4d0b0e-0000-4000-8000-000000000831";

    /** Id of a webhook with two events. */
    public static final String WEBHOOK_ID = "5a4d0b0e-0000-4000-8000-000000000601";

    /** Id of an event that was delivered to that webhook in one attempt. */
    public static final String WEBHOOK_EVENT_ID = "msg_sandbox1";

    /** Id of a newer event, whose delivery failed in two attempts. */
    public static final String FAILED_WEBHOOK_EVENT_ID = "msg_sandbox2";

    /** Id of an inbox. */
    public static final String INBOX_ID = "5a4d0b0e-0000-4000-8000-000000000701";

    /** Address of that inbox. */
    public static final String INBOX_ADDRESS = "support@" + DOMAIN_NAME;

    /** Id of a thread in that inbox, unread and with the label. */
    public static final String INBOX_THREAD_ID = "5a4d0b0e-0000-4000-8000-000000000711";

    /** Id of the one email in that thread, which came in. */
    public static final String INBOX_EMAIL_ID = "5a4d0b0e-0000-4000-8000-000000000721";

    /** Id of a label of that inbox. */
    public static final String INBOX_LABEL_ID = "5a4d0b0e-0000-4000-8000-000000000731";

    /** Id of an older thread, read and archived, whose email has an attachment. */
    public static final String ARCHIVED_INBOX_THREAD_ID = "5a4d0b0e-0000-4000-8000-000000000712";

    private static final String HOST = "127.0.0.1";

    private final RequestLog log = new RequestLog();
    private final RateWindow window;
    private final Api api;
    private final Front front;
    private final Server server;
    private final ServerConnector connector;

    /**
     * Prepares a simulator; {@link #start} opens its port.
     *
     * @param requestsPerSecond how many requests are let through in any second; the rest is answered 429
     * @throws IllegalArgumentException if that is less than 1
     */
    public ResendSimulator(int requestsPerSecond) {
        window = new RateWindow(requestsPerSecond, System::nanoTime);
        api = new Api(Clock.systemUTC(), requestsPerSecond);
        front = new Front(window, log, api);
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("sandbox");
        threads.setDaemon(true);
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(HOST);
        server.addConnector(connector);
        server.setHandler(front);
    }

    /**
     * Opens the port.
     *
     * @return this
     * @throws IllegalStateException if no port could be opened
     */
    public ResendSimulator start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The simulator of the Resend API did not start", e);
        }
        return this;
    }

    /**
     * Where to send requests, such as {@code http://127.0.0.1:40123}, without a slash at the end.
     *
     * @throws IllegalStateException unless started
     */
    public URI baseUri() {
        if (connector.getLocalPort() <= 0) {
            throw new IllegalStateException("The simulator is not running");
        }
        return URI.create("http://" + HOST + ":" + connector.getLocalPort());
    }

    /**
     * Every request that arrived, refused ones included, in order of arrival. A request is listed before its answer is
     * written. Of very many (100,000, or 128 MB of bodies) only the newest are kept. Not listed is what is no HTTP
     * request at all, such as one whose path has a broken escape or %00; the server answers it 400.
     */
    public List<RecordedRequest> requests() {
        return log.inOrder();
    }

    /**
     * The newest request.
     *
     * @throws NoSuchElementException if none has arrived
     */
    public RecordedRequest lastRequest() {
        List<RecordedRequest> all = requests();
        if (all.isEmpty()) {
            throw new NoSuchElementException("No request has arrived");
        }
        return all.get(all.size() - 1);
    }

    /** The largest number of requests that arrived in any one second, those answered 429 included. */
    public int busiestSecond() {
        return window.busiestSecond();
    }

    /** Makes each answer wait this long, after its request was counted, recorded and acted on. */
    public void delayAnswers(Duration delay) {
        front.delayAnswers(delay);
    }

    /** Forgets requests, rate window, idempotency keys, delay and data, and starts again with the seeded data. */
    public void reset() {
        front.delayAnswers(Duration.ZERO);
        api.reset();
        window.reset();
        log.clear();
    }

    /** Closes the port. Requests that still wait for an answer get none. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The simulator of the Resend API did not stop", e);
        }
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        // Hostile paths must reach us, so that a test can see that the product let them out.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setSendServerVersion(false);
        return http;
    }
}
