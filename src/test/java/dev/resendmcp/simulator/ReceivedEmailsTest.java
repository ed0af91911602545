package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReceivedEmailsTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static final String PATH = "/emails/receiving/" + SeededAccount.RECEIVED_EMAIL_WITH_ATTACHMENT_ID;

    @Test
    void twoEmailsAreThereFromTheStart() {
        JsonNode data = sandbox.get("/emails/receiving").at("/data");
        assertThat(data.findValuesAsText("subject")).containsExactly("The chart", "Question about my order");
        assertThat(data.at("/0/id").textValue()).isEqualTo(SeededAccount.RECEIVED_EMAIL_WITH_ATTACHMENT_ID);
        assertThat(data.at("/0/html").isMissingNode()).isTrue();
        assertThat(data.at("/0/attachments/0/filename").textValue()).isEqualTo("chart.png");
    }

    @Test
    void aReceivedEmailCanBeRead() {
        JsonNode email = sandbox.get("/emails/receiving/" + SeededAccount.RECEIVED_EMAIL_ID)
                .at("");
        assertThat(email.get("object").textValue()).isEqualTo("email");
        assertThat(email.get("text").textValue()).isEqualTo("Where is order 1001?");
        assertThat(email.get("headers").isObject()).isTrue();
    }

    @Test
    void picturesCanBePutIntoTheHtml() {
        assertThat(sandbox.get(PATH).at("/html").textValue()).contains("cid:chart");
        assertThat(sandbox.get(PATH + "?html_format=cid").at("/html").textValue())
                .contains("cid:chart");
        assertThat(sandbox.get(PATH + "?html_format=data_uri").at("/html").textValue())
                .contains("data:image/png;base64,");
        sandbox.get(PATH + "?html_format=text").isError(422, "validation_error");
    }

    @Test
    void anAttachmentHasALink() {
        assertThat(sandbox.get(PATH + "/attachments").at("/data/0/download_url").textValue())
                .startsWith(sandbox.simulator.baseUri() + "/downloads/");
        JsonNode one = sandbox.get(PATH + "/attachments/" + SeededAccount.RECEIVED_ATTACHMENT_ID)
                .at("");
        assertThat(one.get("object").textValue()).isEqualTo("attachment");
        assertThat(one.get("size").intValue()).isEqualTo(70);
    }

    @Test
    void anEmailWithoutAttachmentsHasAnEmptyList() {
        String path = "/emails/receiving/" + SeededAccount.RECEIVED_EMAIL_ID + "/attachments";
        assertThat(sandbox.get(path).at("/data").size()).isZero();
        sandbox.get(path + "/" + SeededAccount.RECEIVED_ATTACHMENT_ID).isError(404, "not_found");
    }

    @Test
    void theRawMessageCanBeDownloaded() {
        JsonNode email = sandbox.get(PATH).at("");
        assertThat(email.at("/received_for/0").textValue()).isEqualTo("support@sandbox.resend.dev");
        assertThat(sandbox.download(email.at("/raw/download_url").textValue()))
                .contains("Subject: The chart\r\n", "filename=\"chart.png\"");
    }
}
