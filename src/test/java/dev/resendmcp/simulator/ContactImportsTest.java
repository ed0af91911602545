package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContactImportsTest {
    private static final String CSV = """
            Email,First
            ann@example.org,"Ann, called ""A\"\""
            nobody,
            """;
    private static final String COLUMNS = "{\"email\":\"Email\",\"first_name\":\"First\"}";

    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    /** Names and values of the parts in turn. */
    private static SimulatorExtension.Reply upload(String... parts) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < parts.length; i += 2) {
            body.append("--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(parts[i], parts[i + 1]));
        }
        return sandbox.send(sandbox.request("POST", "/contacts/imports", body + "--b--\r\n")
                .setHeader("Content-Type", "multipart/form-data; boundary=b"));
    }

    private static JsonNode counts(SimulatorExtension.Reply imported) {
        assertThat(imported.status()).as(imported.text()).isEqualTo(201);
        return sandbox.get("/contacts/imports/" + imported.at("/id").textValue())
                .at("/counts");
    }

    @Test
    void rowsBecomeContacts() {
        JsonNode counts = counts(upload("file", CSV, "column_map", COLUMNS));
        assertThat(counts.get("total").intValue()).isEqualTo(2);
        assertThat(counts.get("created").intValue()).isEqualTo(1);
        assertThat(counts.get("failed").intValue()).isEqualTo(1);
        assertThat(sandbox.get("/contacts/ann@example.org").at("/first_name").textValue())
                .isEqualTo("Ann, called \"A\"");
    }

    @Test
    void aKnownContactIsSkippedUnlessUpsertIsAskedFor() {
        upload("file", CSV, "column_map", COLUMNS);
        assertThat(counts(upload("file", CSV, "column_map", COLUMNS))
                        .get("skipped")
                        .intValue())
                .isEqualTo(1);
        assertThat(counts(upload("file", CSV, "column_map", COLUMNS, "on_conflict", "upsert"))
                        .get("updated")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void allRowsJoinTheSegments() {
        upload("file", "email\na@b.dev\nc@d.dev", "segments", "[{\"id\":\"%s\"}]".formatted(SeededAccount.SEGMENT_ID));
        assertThat(sandbox.get("/segments/" + SeededAccount.SEGMENT_ID + "/contacts")
                        .at("/data")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aPartThatIsNoJsonIs422() {
        upload("file", CSV, "topics", "news").isError(422, "validation_error");
    }

    @Test
    void anUnknownPartIsIgnored() {
        assertThat(upload("file", CSV, "colour", "red").status()).isEqualTo(201);
    }

    @Test
    void jsonIsNoUpload() {
        sandbox.post("/contacts/imports", "{\"file\":\"email\"}").isError(400, "validation_error");
    }
}
