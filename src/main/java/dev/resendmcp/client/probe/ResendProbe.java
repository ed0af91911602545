package dev.resendmcp.client.probe;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.client.limit.AccountLimits;
import dev.resendmcp.client.settings.ResendSettings;
import io.dropwizard.client.HttpClientBuilder;
import io.dropwizard.client.proxy.AuthConfiguration;
import io.dropwizard.client.proxy.ProxyConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.ProxyClient;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Takes single steps of the path to Resend with the settings that the service uses, outside its pool and its limiter. */
public final class ResendProbe {
    private static final int LARGEST_BODY = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ResendSettings settings;
    private final String userAgent;
    private final Duration timeout;
    private final Clock clock;

    /**
     * @param settings with a key
     * @param userAgent name and version
     * @param timeout for each read and for opening a connection
     * @param clock tells when an answer arrived
     */
    public ResendProbe(ResendSettings settings, String userAgent, Duration timeout, Clock clock) {
        this.settings = settings;
        this.userAgent = userAgent;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Host and port of Resend. */
    public InetSocketAddress resend() {
        URI uri = settings.baseUrl().uri();
        int usual = encrypted() ? 443 : 80;
        return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort());
    }

    /** Host and port of the proxy on the way; empty when there is none. */
    public Optional<InetSocketAddress> proxy() {
        return settings.proxyInUse().map(proxy -> InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()));
    }

    /** Whether {@code NO_PROXY} is why there is no proxy. */
    public boolean proxySkipped() {
        return proxy().isEmpty() && settings.proxy().skipped(settings.baseUrl().uri());
    }

    /** Whether the connection to Resend is encrypted. */
    public boolean encrypted() {
        return "https".equals(settings.baseUrl().uri().getScheme());
    }

    /** The addresses of the host that is connected to: the proxy if there is one, otherwise Resend. */
    public List<InetAddress> resolve() throws UnknownHostException {
        return List.of(InetAddress.getAllByName(proxy().orElseGet(this::resend).getHostString()));
    }

    /** Opens a connection to an address and closes it. */
    public void connect(InetAddress address) throws IOException {
        open(address).close();
    }

    private Socket open(InetAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(
                            address, proxy().orElseGet(this::resend).getPort()),
                    (int) timeout.toMillis());
            socket.setSoTimeout((int) timeout.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Has the proxy open a connection to Resend, and closes it.
     *
     * @throws ProxyRefusalException when the proxy refuses
     */
    public void tunnel() throws IOException, ProxyRefusalException {
        openTunnel().close();
    }

    private Socket openTunnel() throws IOException, ProxyRefusalException {
        ProxyConfiguration proxy = settings.proxyInUse().orElseThrow();
        AuthConfiguration login = proxy.getAuth();
        String user = login == null ? "" : login.getUsername();
        char[] password = login == null ? new char[0] : login.getPassword().toCharArray();
        try {
            return new ProxyClient()
                    .tunnel(
                            new HttpHost(proxy.getScheme(), proxy.getHost(), proxy.getPort()),
                            new HttpHost(resend().getHostString(), resend().getPort()),
                            new UsernamePasswordCredentials(user, password));
        } catch (HttpException e) {
            throw new ProxyRefusalException(e);
        }
    }

    /** Reads the certificates of Resend, through the proxy if there is one, and sends nothing. */
    public CertificateView certificates() throws IOException, GeneralSecurityException, ProxyRefusalException {
        RecordingTrustManager recorder = TrustedAuthorities.recorder(settings);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {recorder}, null);
        String host = resend().getHostString();
        Socket plain = proxy().isPresent() ? openTunnel() : open(resolve().get(0));
        try (plain;
                SSLSocket tls =
                        (SSLSocket) context.getSocketFactory().createSocket(plain, host, resend().getPort(), true)) {
            tls.startHandshake();
            return new CertificateView(
                    Optional.of(tls.getSession().getProtocol()),
                    recorder.chain(),
                    isFor(host, recorder),
                    Optional.empty());
        } catch (IOException e) {
            return new CertificateView(Optional.empty(), recorder.chain(), isFor(host, recorder), Optional.of(e));
        }
    }

    private boolean isFor(String host, RecordingTrustManager recorder) {
        boolean unchecked = settings.http().getTlsConfiguration() != null
                && !settings.http().getTlsConfiguration().isVerifyHostname();
        if (unchecked || recorder.chain().isEmpty()) {
            return true;
        }
        try {
            new DefaultHostnameVerifier().verify(host, recorder.chain().get(0));
            return true;
        } catch (SSLException e) {
            return false;
        }
    }

    /** Reads one domain of the account, over the same kind of connection as the service. Changes nothing at Resend. */
    public ProbeAnswer ask() throws IOException {
        settings.proxyInUse().ifPresent(settings.http()::setProxyConfiguration);
        settings.http().setUserAgent(Optional.of(userAgent));
        settings.http().setTimeout(io.dropwizard.util.Duration.milliseconds(timeout.toMillis()));
        HttpClientBuilder builder = new HttpClientBuilder(new MetricRegistry()).using(settings.http());
        if (settings.caFile() != null) {
            builder.using(settings.caFile().sockets());
        }
        String base = settings.baseUrl().uri().toString().replaceFirst("/+$", "");
        HttpGet request = new HttpGet(base + "/domains?limit=1");
        request.setHeader(HttpHeaders.AUTHORIZATION, settings.apiKey().bearer());
        long begin = System.nanoTime();
        try (CloseableHttpClient client = builder.build("probe")) {
            return client.execute(request, response -> answer(response, begin));
        }
    }

    private ProbeAnswer answer(ClassicHttpResponse response, long begin) throws IOException, HttpException {
        String body = response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity(), LARGEST_BODY);
        return new ProbeAnswer(
                response.getCode(),
                errorName(body),
                Duration.ofNanos(System.nanoTime() - begin),
                clock.instant(),
                Optional.ofNullable(DateUtils.parseStandardDate(response, HttpHeaders.DATE)),
                AccountLimits.read(name -> header(response, name)));
    }

    private static Optional<String> errorName(String body) {
        try {
            return Optional.ofNullable(JSON.readTree(body).path("name").textValue());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header first = response.getFirstHeader(name);
        return first == null ? null : first.getValue();
    }
}
