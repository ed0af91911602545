package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhookDeliveryTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private final List<Delivery> received = Collections.synchronizedList(new ArrayList<>());
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            received.add(new Delivery(
                    headers.getFirst("svix-id"),
                    headers.getFirst("svix-timestamp"),
                    headers.getFirst("svix-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void close() {
        receiver.stop(0);
    }

    private SimulatorExtension.Reply subscribe(String endpoint, String event) {
        return sandbox.post("/webhooks", "{\"endpoint\":\"%s\",\"events\":[\"%s\"]}".formatted(endpoint, event));
    }

    private String local() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    }

    @Test
    void anEventIsDeliveredToThisMachineWithASignature() throws GeneralSecurityException {
        SimulatorExtension.Reply webhook = subscribe(local(), "email.delivered");
        String email = sandbox.sent(SimulatorExtension.EMAIL);
        await().until(() -> !received.isEmpty());
        Delivery delivery = received.get(0);
        assertThat(delivery.body()).contains("\"email.delivered\"", email);
        assertThat(delivery.signature())
                .isEqualTo(signature(webhook.at("/signing_secret").textValue(), delivery));
        String events = "/webhooks/" + webhook.at("/id").textValue() + "/events";
        await().until(() -> sandbox.get(events).at("/data/0/status").asText().equals("success"));
        assertThat(sandbox.get(events + "/" + delivery.id() + "/attempts")
                        .at("/data/0/http_status_code")
                        .intValue())
                .isEqualTo(204);
    }

    @Test
    void anEventForAnotherMachineStaysPending() {
        String id = subscribe("https://hooks.receiver.test/", "contact.created")
                .at("/id")
                .textValue();
        sandbox.post("/contacts", "{\"email\":\"ann@reader.test\"}");
        assertThat(sandbox.get("/webhooks/" + id + "/events")
                        .at("/data/0/status")
                        .textValue())
                .isEqualTo("pending");
    }

    @Test
    void anEndpointElsewhereMustBeHttps() {
        subscribe("http://hooks.receiver.test/", "email.sent").isError(422, "validation_error");
    }

    private static String signature(String secret, Delivery delivery) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String text = delivery.id() + "." + delivery.timestamp() + "." + delivery.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private record Delivery(String id, String timestamp, String signature, String body) {}
}
