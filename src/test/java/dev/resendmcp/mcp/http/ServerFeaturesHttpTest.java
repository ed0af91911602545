package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts and completion, and all of them in both eras, as a client sees them, over the simulator. */
class ServerFeaturesHttpTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void promptsAreListedAndGiven() {
        JsonNode prompts = service.mcp().ask("prompts/list").path("prompts");
        assertThat(prompts.findValuesAsText("title")).hasSize(6).contains("Set up a domain");
        JsonNode prompt = service.mcp()
                .resultOf("prompts/get", "{'name':'set_up_domain','arguments':{'domain':'mail.example.org'}}");
        assertThat(prompt.at("/messages/0/role").asText()).isEqualTo("user");
        assertThat(prompt.at("/messages/0/content/text").asText())
                .contains("`create_domain`")
                .endsWith("{\"domain\":\"mail.example.org\"}");
    }

    @Test
    void aPromptWithoutARequiredArgumentIsRefusedWithASentence() {
        JsonNode error = service.mcp().errorOf("prompts/get", "{'name':'set_up_domain'}");
        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.path("message").asText()).startsWith("Argument domain is required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompts/list | /prompts | name",
                "resources/list | /resources | uri",
                "resources/templates/list | /resourceTemplates | uriTemplate"
            })
    void listsThatPeopleChooseFromAreSorted(String method, String list, String name) {
        assertThat(service.mcp().resultOf(method, "{'cursor':''}").at(list))
                .hasSizeGreaterThan(1)
                .extracting(entry -> entry.path(name).asText())
                .isSorted();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompts/get | {}",
                "prompts/get | {'name':'no_such_prompt'}",
                "prompts/get | {'name':'clean_list','arguments':[]}",
                "prompts/get | {'name':'clean_list','arguments':{'segment':7}}",
                "resources/read | {}",
                "resources/read | {'uri':''}",
                "resources/read | {'uri':7}",
                "prompts/list | {'cursor':7}",
                "tools/list | {'cursor':'no such page'}",
                "resources/list | {'cursor':{}}",
                "initialize | {'protocolVersion':[]}",
                "completion/complete | {}",
                "completion/complete | {'ref':{'type':'ref/prompt','name':'clean_list'}}",
                "completion/complete | {'ref':{'type':'ref/prompt','name':'clean_list'},'argument':{'name':'','value':''}}",
                "completion/complete | {'ref':{'type':'ref/x'},'argument':{'name':'id','value':''}}",
                "completion/complete | {'ref':{'type':'ref/prompt','name':{}},'argument':{'name':'id','value':''}}",
                "completion/complete | {'ref':{'type':'ref/prompt','name':'x'},'argument':{'name':'id','value':''}}",
                "completion/complete | {'ref':{'type':'ref/resource'},'argument':{'name':'id','value':''}}",
                "completion/complete | {'ref':{'type':'ref/prompt','name':'clean_list'},'argument':{'name':'segment'}}"
            })
    void wrongParamsAreInvalid(String method, String params) {
        assertThat(service.mcp().errorOf(method, params).path("code").asInt()).isEqualTo(-32602);
    }

    /** The engine would call these failures of its own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "initialize | {'protocolVersion':'2025-11-25','capabilities':[],'clientInfo':7}",
                "tools/call | {'name':'list_domains','arguments':{},'_meta':true}",
                "resources/read | {'uri':'resend://status','_meta':[]}",
                "prompts/get | {'name':'clean_list','_meta':''}",
                "tools/list | {'_meta':7}"
            })
    void fieldsThatMeanNothingHereMayHoldAnything(String method, String params) {
        service.mcp().resultOf(method, params);
    }

    @Test
    @Timeout(60)
    void aVeryLongUriIsRefusedAtOnce() {
        String uri = "{".repeat(1_000_000);
        String params = "{'ref':{'type':'ref/resource','uri':'" + uri + "'},'argument':{'name':'id','value':''}}";
        assertThat(service.mcp()
                        .errorOf("completion/complete", params)
                        .path("code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void namesAndIdsAreCompleted() {
        JsonNode names = service.mcp()
                .resultOf(
                        "completion/complete",
                        "{'ref':{'type':'ref/prompt','name':'set_up_domain'},'argument':{'name':'domain','value':'SAND'}}")
                .path("completion");
        assertThat(names.at("/values/0").asText()).isEqualTo(SeedData.DOMAIN_NAME);
        assertThat(names.path("total").asInt()).isEqualTo(1);
        assertThat(names.path("hasMore").asBoolean(true)).isFalse();
        JsonNode ids = service.mcp()
                .resultOf(
                        "completion/complete",
                        "{'ref':{'type':'ref/resource','uri':'resend://domains/{id}'},'argument':{'name':'id','value':'sand'}}")
                .path("completion");
        assertThat(ids.at("/values/0").asText()).isEqualTo(SeededAccount.DOMAIN_ID);
        assertThat(service.mcp()
                        .resultOf(
                                "completion/complete",
                                "{'ref':{'type':'ref/prompt','name':'set_up_domain'},'argument':{'name':'purpose','value':''}}")
                        .at("/completion/values")
                        .size())
                .isZero();
    }

    @Test
    void capabilitiesSayWhatIsServed() {
        JsonNode capabilities = service.mcp()
                .resultOf(
                        "initialize",
                        "{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'t','version':'1'}}")
                .path("capabilities");
        for (String capability : List.of("tools", "prompts", "resources", "completions")) {
            assertThat(capabilities.has(capability)).as(capability).isTrue();
        }
        assertThat(capabilities.at("/prompts/listChanged").asBoolean()).isTrue();
        assertThat(capabilities.at("/resources/subscribe").asBoolean()).isFalse();
    }

    @Test
    void aRevisionWithoutAHandshakeHasItsOwnCodeForWhatDoesNotExist() {
        JsonNode error = modern("resources/read", "resend://domains/none", "'uri':'resend://domains/none'")
                .path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.at("/data/uri").asText()).isEqualTo("resend://domains/none");
        JsonNode refused = modern("prompts/get", "review_template", "'name':'review_template'")
                .path("error");
        assertThat(refused.path("message").asText()).startsWith("Argument template is required");
    }

    @Test
    void aRevisionWithoutAHandshakeIsServedTheSame() {
        JsonNode status = modern("resources/read", "resend://status", "'uri':'resend://status'")
                .path("result");
        assertThat(status.at("/contents/0/text").asText()).contains("2026-07-28");
        assertThat(status.path("ttlMs").asInt(-1)).isZero();
        for (int times = 0; times < 2; times++) {
            JsonNode list = modern("resources/templates/list", "", "'x':1").path("result");
            assertThat(list.path("resourceTemplates").size()).isEqualTo(6);
            assertThat(list.path("resultType").asText()).isEqualTo("complete");
        }
        assertThat(modern("server/discover", "", "'x':1")
                        .at("/result/capabilities")
                        .has("completions"))
                .isTrue();
    }

    private static JsonNode modern(String method, String name, String params) {
        String meta = "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                + "'io.modelcontextprotocol/clientCapabilities':{}}";
        String[] headers = {"MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method, "Mcp-Name", name};
        return service.mcp().ask(method, "{" + params + "," + meta + "}", headers);
    }
}
