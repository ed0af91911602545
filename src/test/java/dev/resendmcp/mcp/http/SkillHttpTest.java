package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Skills over HTTP: the methods of the extension and the files as resources. */
class SkillHttpTest {
    private static final String SKILL = "skill://resend-expert/SKILL.md";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @Test
    void skillIsListedAndFound() {
        assertThat(ask("skills/list", "{}").at("/result/skills/0/uri").asText()).isEqualTo(SKILL);
        assertThat(ask("skills/get", "{'uri':'" + SKILL + "'}")
                        .at("/result/skill/uri")
                        .asText())
                .isEqualTo(SKILL);
    }

    @Test
    void directoryHasTheReferences() {
        JsonNode children = ask("resources/directory/read", "{'uri':'skill://resend-expert'}")
                .at("/result/resources");
        assertThat(children.findValuesAsText("mimeType")).contains("inode/directory");
    }

    @Test
    void filesAreResources() {
        String text = ask("resources/read", "{'uri':'" + SKILL + "'}")
                .at("/result/contents/0/text")
                .asText();
        assertThat(text).startsWith("---\n");
        assertThat(ask("resources/list", "{}").at("/result/resources").findValuesAsText("uri"))
                .contains(SKILL);
    }

    @Test
    void unknownSkillIsAnInvalidParameter() {
        assertThat(ask("skills/get", "{'uri':'skill://other/SKILL.md'}")
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
        assertThat(ask("skills/get", "{}").at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(ask("resources/directory/read", "{'uri':'" + SKILL + "'}")
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    private static JsonNode ask(String method, String params) {
        String message = "{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':" + params + "}";
        return McpCalls.parse(service.mcp().send(McpCalls.json(message).toString()));
    }
}
