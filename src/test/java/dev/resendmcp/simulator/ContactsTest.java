package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContactsTest {
    private static final String SEGMENT = SeededAccount.SEGMENT_ID;

    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static String contact(String more) {
        SimulatorExtension.Reply reply = sandbox.post("/contacts", "{\"email\":\"ann@example.org\"" + more + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.at("/id").textValue();
    }

    @Test
    void anAddressNamesAContactAsWellAsItsId() {
        String id = contact("");
        assertThat(sandbox.get("/contacts/ann%40example.org").at("/id").textValue())
                .isEqualTo(id);
    }

    @Test
    void anAddressCannotBeTakenTwice() {
        contact("");
        sandbox.post("/contacts", "{\"email\":\"ann@example.org\"}").isError(422, "validation_error");
    }

    @Test
    void aPropertyMustExist() {
        contact(",\"properties\":{\"company\":\"Acme\"}");
        sandbox.patch("/contacts/ann@example.org", "{\"properties\":{\"shoe_size\":42}}")
                .isError(422, "validation_error");
    }

    @Test
    void nullClearsAName() {
        String id = contact(",\"first_name\":\"Ann\"");
        sandbox.patch("/contacts/" + id, "{\"first_name\":null}");
        assertThat(sandbox.get("/contacts/" + id).at("/first_name").isNull()).isTrue();
    }

    @Test
    void segmentsGivenAtCreationAreJoined() {
        String id = contact(",\"segments\":[{\"id\":\"%s\"}]".formatted(SEGMENT));
        assertThat(sandbox.get("/contacts?segment_id=" + SEGMENT)
                        .at("/data/0/id")
                        .textValue())
                .isEqualTo(id);
        assertThat(sandbox.get("/segments/" + SEGMENT + "/contacts").at("/data").size())
                .isEqualTo(1);
    }

    @Test
    void aSegmentIsLeftWithoutLosingTheContact() {
        String id = contact(",\"segments\":[{\"id\":\"%s\"}]".formatted(SEGMENT));
        SimulatorExtension.Reply left = sandbox.delete("/contacts/" + id + "/segments/" + SEGMENT);
        assertThat(left.at("/deleted").booleanValue()).isTrue();
        assertThat(sandbox.get("/contacts/" + id + "/segments").at("/data")).isEmpty();
        assertThat(sandbox.get("/contacts/" + id).status()).isEqualTo(200);
    }

    @Test
    void aChoiceAboutATopicBeatsItsDefault() {
        String id = contact("");
        String path = "/contacts/" + id + "/topics";
        assertThat(sandbox.get(path).at("/data/0/subscription").textValue()).isEqualTo("opt_in");
        String choice = "[{\"id\":\"%s\",\"subscription\":\"opt_out\"}]".formatted(SeededAccount.TOPIC_ID);
        assertThat(sandbox.patch(path, choice).at("/contact_id").textValue()).isEqualTo(id);
        assertThat(sandbox.get(path).at("/data/0/subscription").textValue()).isEqualTo("opt_out");
    }

    @Test
    void theOldFormSeesMembersOfTheAudienceOnly() {
        String id = contact("");
        sandbox.get("/audiences/" + SEGMENT + "/contacts/" + id).isError(404, "not_found");
        sandbox.post("/contacts/" + id + "/segments/" + SEGMENT, null);
        assertThat(sandbox.get("/audiences/" + SEGMENT + "/contacts/" + id)
                        .at("/email")
                        .textValue())
                .isEqualTo("ann@example.org");
    }

    @Test
    void theOldFormOfDeletionNamesTheContact() {
        String id = contact(",\"segments\":[{\"id\":\"%s\"}]".formatted(SEGMENT));
        SimulatorExtension.Reply gone = sandbox.delete("/audiences/" + SEGMENT + "/contacts/" + id);
        assertThat(gone.at("/contact").textValue()).isEqualTo(id);
        sandbox.get("/contacts/" + id).isError(404, "not_found");
    }

    @Test
    void anAudienceIsASegment() {
        String id = sandbox.post("/audiences", "{\"name\":\"Old\"}").at("/id").textValue();
        assertThat(sandbox.get("/audiences/" + id).at("/object").textValue()).isEqualTo("audience");
        assertThat(sandbox.get("/segments/" + id).at("/object").textValue()).isEqualTo("segment");
    }
}
