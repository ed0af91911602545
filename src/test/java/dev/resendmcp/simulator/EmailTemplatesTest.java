package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailTemplatesTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static final String SENDER = ",\"from\":\"ada@sandbox.resend.dev\"";
    private static final String SUBJECT = ",\"subject\":\"Welcome\"";

    /** A template with these fields, whose alias is {@code hi}, as a draft. */
    private static String drafted(String fields) {
        SimulatorExtension.Reply reply =
                sandbox.post("/templates", "{\"name\":\"N\",\"alias\":\"hi\",\"html\":\"h\"%s}".formatted(fields));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.at("/id").textValue();
    }

    private static String published(String fields) {
        String id = drafted(fields);
        assertThat(sandbox.post("/templates/hi/publish", null).status()).isEqualTo(200);
        return id;
    }

    private static String email(String template, String fields) {
        return "{\"to\":\"delivered@resend.dev\",\"template\":{\"id\":\"%s\",\"variables\":{\"A\":1}}%s}"
                .formatted(template, fields);
    }

    private static JsonNode sent(String body) {
        return sandbox.get("/emails/" + sandbox.sent(body)).at("");
    }

    @Test
    void aTemplateBringsSenderAndSubject() {
        JsonNode email = sent(email(published(SENDER + SUBJECT), ""));
        assertThat(email.get("from").textValue()).isEqualTo("ada@sandbox.resend.dev");
        assertThat(email.get("subject").textValue()).isEqualTo("Welcome");
    }

    @Test
    void ownSenderAndSubjectComeFirst() {
        published(SENDER + SUBJECT);
        JsonNode email = sent(email("hi", ",\"from\":\"bob@resend.dev\",\"subject\":\"Own\""));
        assertThat(email.get("from").textValue()).isEqualTo("bob@resend.dev");
        assertThat(email.get("subject").textValue()).isEqualTo("Own");
    }

    @ParameterizedTest
    @CsvSource({"from,subject,Welcome", "subject,from,ada@sandbox.resend.dev"})
    void whatNeitherEmailNorTemplateHasIsMissing(String field, String other, String value) {
        published("");
        SimulatorExtension.Reply reply = sandbox.post("/emails", email("hi", ",\"%s\":\"%s\"".formatted(other, value)));
        reply.isError(422, "missing_required_field");
        assertThat(reply.at("/message").textValue()).contains("`" + field + "`");
    }

    @Test
    void theSenderOfATemplateIsCheckedToo() {
        published(SUBJECT + SENDER.replace("sandbox.resend.dev", "elsewhere.dev"));
        sandbox.post("/emails", email("hi", "")).isError(403, "validation_error");
    }

    @Test
    void aTemplateThatDoesNotExistIs404() {
        sandbox.post("/emails", email("hi", SENDER + SUBJECT)).isError(404, "not_found");
    }

    @Test
    void aTemplateThatIsNotPublishedIs422() {
        String id = drafted(SENDER + SUBJECT);
        SimulatorExtension.Reply reply = sandbox.post("/emails", email(id, ""));
        reply.isError(422, "validation_error");
        assertThat(reply.at("/message").textValue()).contains("not published");
    }

    @Test
    void aBatchTakesPublishedTemplatesOnly() {
        published(SENDER + SUBJECT);
        String batch = "[%s,%s]".formatted(email("hi", ""), email("other", SENDER + SUBJECT));
        sandbox.post("/emails/batch", batch).isError(404, "not_found");
        SimulatorExtension.Reply reply = sandbox.post("/emails/batch", batch, "x-batch-validation", "permissive");
        assertThat(reply.at("/data").size()).isEqualTo(1);
        assertThat(reply.at("/errors").findValuesAsText("index")).containsExactly("1");
    }

    @Test
    void variablesAreFilledIn() {
        published(SENDER + ",\"subject\":\"Hi {{{A}}}\",\"variables\":[{\"key\":\"A\",\"type\":\"number\"}]");
        assertThat(sent(email("hi", "")).get("subject").textValue()).isEqualTo("Hi 1");
    }

    @Test
    void aVariableWithoutFallbackIsRequired() {
        published(SENDER + SUBJECT + ",\"variables\":[{\"key\":\"NAME\",\"type\":\"string\"}]");
        SimulatorExtension.Reply reply = sandbox.post("/emails", email("hi", ""));
        reply.isError(422, "validation_error");
        assertThat(reply.at("/message").textValue()).contains("`NAME`");
    }
}
