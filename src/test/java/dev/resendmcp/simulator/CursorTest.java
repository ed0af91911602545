package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    /** Ids of that many sent e-mails, newest first. */
    private static List<String> send(int emails) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < emails; i++) {
            ids.add(sandbox.sent(SimulatorExtension.EMAIL));
        }
        Collections.reverse(ids);
        return ids;
    }

    private static List<String> ids(SimulatorExtension.Reply reply) {
        return reply.at("/data").findValuesAsText("id");
    }

    @Test
    void aListIsNewestFirst() {
        List<String> sent = send(3);
        SimulatorExtension.Reply reply = sandbox.get("/emails");
        assertThat(reply.at("/object").textValue()).isEqualTo("list");
        assertThat(reply.at("/has_more").booleanValue()).isFalse();
        assertThat(ids(reply)).isEqualTo(sent);
    }

    @Test
    void emailsComeIn20sUnlessALimitIsGiven() {
        List<String> sent = send(21);
        SimulatorExtension.Reply reply = sandbox.get("/emails");
        assertThat(ids(reply)).isEqualTo(sent.subList(0, 20));
        assertThat(reply.at("/has_more").booleanValue()).isTrue();
    }

    @Test
    void domainsComeAllAtOnceUnlessALimitIsGiven() {
        for (int i = 0; i < 30; i++) {
            sandbox.post("/domains", "{\"name\":\"d%d.dev\"}".formatted(i));
        }
        assertThat(ids(sandbox.get("/domains"))).hasSize(31);
        assertThat(ids(sandbox.get("/domains?limit=2"))).hasSize(2);
    }

    @Test
    void afterGoesOnBehindTheCursor() {
        List<String> sent = send(5);
        SimulatorExtension.Reply reply = sandbox.get("/emails?limit=2&after=" + sent.get(1));
        assertThat(ids(reply)).isEqualTo(sent.subList(2, 4));
        assertThat(reply.at("/has_more").booleanValue()).isTrue();
        assertThat(sandbox.get("/emails?limit=2&after=" + sent.get(2))
                        .at("/has_more")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void beforeEndsAheadOfTheCursor() {
        List<String> sent = send(5);
        SimulatorExtension.Reply reply = sandbox.get("/emails?limit=2&before=" + sent.get(3));
        assertThat(ids(reply)).isEqualTo(sent.subList(1, 3));
        assertThat(reply.at("/has_more").booleanValue()).isTrue();
        assertThat(sandbox.get("/emails?limit=2&before=" + sent.get(2))
                        .at("/has_more")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void bothCursorsAre422() {
        String id = send(1).get(0);
        sandbox.get("/emails?after=" + id + "&before=" + id).isError(422, "validation_error");
    }

    @Test
    void anUnknownCursorIs422() {
        sandbox.get("/emails?after=nothing").isError(422, "validation_error");
    }

    @Test
    void aCursorThatMustBeAUuidIsChecked() {
        sandbox.get("/emails/receiving?after=nothing").isError(422, "invalid_parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "ten", "", "99999999999"})
    void aLimitOutside1To100Is422(String limit) {
        sandbox.get("/emails?limit=" + limit).isError(422, "validation_error");
    }

    @Test
    void listedEmailsHaveNoContent() {
        send(1);
        JsonNode email = sandbox.get("/emails").at("/data/0");
        assertThat(email.has("html")).isFalse();
        assertThat(email.get("last_event").textValue()).isEqualTo("delivered");
    }
}
