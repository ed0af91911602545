package dev.resendmcp.benchmark;

import com.codahale.metrics.MetricRegistry;
import dev.resendmcp.client.settings.ResendHttpSettings;
import io.dropwizard.client.HttpClientBuilder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The least that a service on this stack can do for a call: a servlet in Jetty that posts what it gets to the upstream with the
 * HTTP client of the service, and returns the answer.
 */
final class BareProxy {
    private BareProxy() {}

    /** Starts it. */
    static void start(int port, URI upstream) throws Exception {
        HttpClient client = new HttpClientBuilder(new MetricRegistry())
                .using(new ResendHttpSettings())
                .build("proxy");
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new Forward(client, upstream)), "/*");
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
    }

    private static final class Forward extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient HttpClient client;
        private final URI upstream;

        Forward(HttpClient client, URI upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            HttpPost post = new HttpPost(upstream);
            post.setEntity(new ByteArrayEntity(request.getInputStream().readAllBytes(), ContentType.APPLICATION_JSON));
            byte[] answer = client.execute(post, Forward::body);
            response.setContentType("application/json");
            response.setContentLength(answer.length);
            response.getOutputStream().write(answer);
        }

        private static byte[] body(ClassicHttpResponse response) throws HttpException, IOException {
            return EntityUtils.toByteArray(response.getEntity());
        }
    }
}
