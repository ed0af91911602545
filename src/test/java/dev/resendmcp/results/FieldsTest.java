package dev.resendmcp.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callers choose the fields of an answer. */
class FieldsTest {
    @RegisterExtension
    static final ResultsFixture resend = new ResultsFixture();

    @Test
    void fiftyRowsWithFourFieldsAreSmall() {
        JsonNode result = resend.result(
                ResultsFixture.rows(50), "list_emails", "{'limit':50,'fields':'id,to,subject,last_event'}");
        assertThat(result.at("/structuredContent/data")).hasSize(50);
        assertThat(ResultsFixture.tokens(result)).isLessThanOrEqualTo(2_700);
    }

    @Test
    void rowsHaveTheChosenFieldsAndTheListKeepsItsOwn() {
        JsonNode answer = resend.call(ResultsFixture.rows(2), "list_emails", "{'fields':'id, subject'}");
        assertThat(answer.path("has_more").asBoolean()).isTrue();
        assertThat(answer.at("/data/0").fieldNames()).toIterable().containsExactly("id", "subject");
    }

    @Test
    void dotsNameFieldsInsideObjects() {
        ObjectNode domain = McpCalls.JSON.createObjectNode().put("id", "1").put("status", "verified");
        domain.putArray("records")
                .addObject()
                .put("type", "TXT")
                .put("value", "v")
                .put("status", "ok");
        JsonNode answer = resend.call(domain, "get_domain", "{'domain_id':'1','fields':'status,records.type'}");
        assertThat(answer).isEqualTo(McpCalls.json("{'status':'verified','records':[{'type':'TXT'}]}"));
    }

    @Test
    void theChoiceOfFieldsLeavesTheRequestAsItIs() {
        resend.call(ResultsFixture.rows(1), "list_emails", "{'fields':'id'}");
        assertThat(resend.lastRequest()).isEqualTo("GET /emails");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        JsonNode answer = resend.call(ResultsFixture.rows(1), "list_emails", "{'fields':'id,subjct'}");
        assertThat(answer.at("/error/name").asText()).isEqualTo("invalid_arguments");
        assertThat(answer.at("/error/message").asText())
                .isEqualTo("fields: there is no field subjct; did you mean subject?");
    }

    @Test
    void aFieldThatTheApiAddedIsKnown() {
        ObjectNode list = ResultsFixture.rows(1);
        ((ObjectNode) list.at("/data/0")).put("brand_new", 1);
        assertThat(resend.call(list, "list_emails", "{'fields':'brand_new'}")
                        .at("/data/0/brand_new")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void documentedFieldsAreKnownWhenAListIsEmpty() {
        JsonNode answer = resend.call(
                McpCalls.json("{'object':'list','has_more':false,'data':[]}"), "list_emails", "{'fields':'subject'}");
        assertThat(answer.has("error")).isFalse();
    }

    @Test
    void aToolThatChangesSomethingRefusesAnUnknownNameBeforeItDoes() {
        resend.call(ResultsFixture.rows(1), "list_emails", "{}");
        JsonNode answer = resend.call(
                ResultsFixture.mail(),
                "update_inbox_thread",
                "{'inbox_id':'1','thread_id':'2','read':true,'fields':'subjekt'}");
        assertThat(answer.at("/error/message").asText()).contains("did you mean subject?");
        assertThat(resend.requests()).isZero();
    }

    @Test
    void namesMayComeAsAList() {
        JsonNode answer = resend.call(ResultsFixture.rows(1), "list_emails", "{'fields':['id','to']}");
        assertThat(answer.toString()).doesNotContain("last_event");
    }

    @Test
    void anAsteriskReturnsWhatResendAnswered() {
        ObjectNode mail = ResultsFixture.mail().put("text", "a\u202eb\u200bc");
        assertThat(resend.call(mail, "get_received_email", "{'email_id':'" + ResultsFixture.ID + "','fields':'*'}"))
                .isEqualTo(mail);
    }

    @Test
    void noAnswerIsLargerThanAClientTakes() {
        ObjectNode list = ResultsFixture.rows(100);
        list.path("data").forEach(row -> ((ObjectNode) row).put("subject", "word ".repeat(2_000)));
        JsonNode result = resend.result(list, "list_emails", "{'limit':100}");
        assertThat(ResultsFixture.tokens(result)).isLessThanOrEqualTo(25_000);
        assertThat(result.at("/structuredContent/_note").asText()).contains("fields=*");
    }
}
