package dev.resendmcp.mcp.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.TestContexts;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ScriptedTools;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is offered while an argument is typed. */
class CompletionsTest {
    private static final Caller ANN = new Caller("ann");
    private static final Caller BOB = new Caller("bob");
    private static final String TEMPLATE = "resend://segments/{id}";

    private final AtomicLong now = new AtomicLong();

    @Test
    void offersNamesForPromptsThoseThatBeginSoFirst() {
        ScriptedTools tools =
                listing("{'id':'1','name':'All news'},{'id':'2','name':'Newsletter'},{'id':'3','name':'VIP'}");
        assertThat(values(prompt(tools, ANN, "NEW"))).containsExactly("Newsletter", "All news");
        assertThat(values(prompt(tools, ANN, ""))).containsExactly("All news", "Newsletter", "VIP");
        assertThat(values(prompt(tools, ANN, "zzz"))).isEmpty();
    }

    @Test
    void offersIdsWhereANameWouldNotTellWhichIsMeant() {
        ScriptedTools tools = listing(
                "{'id':'a1','name':'Same'},{'id':'a2','name':'Same'},{'id':'a3','name':''},{'id':'a4','name':'x\\u202ey'}");
        assertThat(values(prompt(tools, ANN, ""))).containsExactly("a1", "a2", "a3", "a4");
    }

    @Test
    void offersTheIdWhenTheIdIsTyped() {
        ScriptedTools tools = listing("{'id':'5a4d','name':'VIP'},{'id':'6b5e','name':'News','alias':'news-5'}");
        assertThat(values(prompt(tools, ANN, "5a"))).containsExactly("5a4d");
        assertThat(values(prompt(tools, ANN, "news-"))).containsExactly("news-5");
    }

    @Test
    void offersIdsForResources() {
        ScriptedTools tools = listing("{'id':'5a4d','name':'VIP'},{'id':'6b5e','name':'News'}");
        JsonNode completion = resource(tools, "vi");
        assertThat(values(completion)).containsExactly("5a4d");
        assertThat(completion.path("total").asInt()).isEqualTo(1);
        assertThat(completion.path("hasMore").asBoolean()).isFalse();
    }

    @Test
    void asksForOnePageAndSaysThatThereIsMore() {
        ScriptedTools tools = new ScriptedTools(call -> page("{'id':'1','name':'One'}", true));
        JsonNode completion = prompt(tools, ANN, "");
        assertThat(completion.path("hasMore").asBoolean()).isTrue();
        assertThat(completion.has("total")).isFalse();
        assertThat(tools.calls().get(0).name()).isEqualTo("list_segments");
        assertThat(tools.calls().get(0).arguments()).isEqualTo(McpCalls.json("{'limit': 100}"));
    }

    @Test
    void offersAHundredValuesAtMost() {
        StringBuilder rows = new StringBuilder("{'id':'0','name':'n0'}");
        for (int i = 1; i < 130; i++) {
            rows.append(",{'id':'%d','name':'n%d'}".formatted(i, i));
        }
        JsonNode completion = prompt(listing(rows.toString()), ANN, "");
        assertThat(values(completion)).hasSize(100);
        assertThat(completion.path("total").asInt()).isEqualTo(130);
        assertThat(completion.path("hasMore").asBoolean()).isTrue();
    }

    @Test
    void anErrorGivesNothing() {
        ScriptedTools tools = new ScriptedTools(call -> ToolResult.failed(ToolError.internal()));
        JsonNode completion = prompt(tools, ANN, "");
        assertThat(values(completion)).isEmpty();
        assertThat(completion.path("hasMore").asBoolean()).isFalse();
    }

    @Test
    void whatWasNotAskedForIsAskedForTheNextTime() {
        Deque<ToolResult> results = new ArrayDeque<>(List.of(
                ToolResult.failed(new ToolError("cancelled", "left", 499, true, null)),
                page("{'id':'1','name':'One'}", false)));
        AccountNames names = new AccountNames(new ScriptedTools(call -> results.remove()), now::get);
        assertThat(names.of(ANN, AccountKind.SEGMENTS).names("")).isEmpty();
        assertThat(names.of(ANN, AccountKind.SEGMENTS).names("")).containsExactly("One");
    }

    @Test
    void anAnswerOfAnotherShapeGivesNothing() {
        ScriptedTools tools = new ScriptedTools(call -> ToolResult.of(McpCalls.json("{'data':[1,null,{'name':5}]}")));
        assertThat(values(prompt(tools, ANN, ""))).isEmpty();
    }

    @Test
    void otherArgumentsAreNotAskedFor() {
        ScriptedTools tools = listing("{'id':'1','name':'One'}");
        assertThat(complete(tools, ANN, "{'type':'ref/prompt','name':'announce'}", "about", "o")
                        .path("values"))
                .isEmpty();
        assertThat(tools.calls()).isEmpty();
    }

    @Test
    void keepsNamesForHalfAMinutePerCallerAndKind() {
        ScriptedTools tools = new ScriptedTools(
                call -> page("{'id':'1','name':'%s'}".formatted(call.caller().id()), false));
        AccountNames names = new AccountNames(tools, now::get);
        assertThat(names.of(ANN, AccountKind.SEGMENTS).names("")).containsExactly("ann");
        assertThat(names.of(BOB, AccountKind.SEGMENTS).names("")).containsExactly("bob");
        assertThat(names.of(ANN, AccountKind.SEGMENTS).names("")).containsExactly("ann");
        assertThat(tools.calls()).hasSize(2);
        names.of(ANN, AccountKind.TOPICS);
        assertThat(tools.calls()).hasSize(3);
        now.addAndGet(Duration.ofSeconds(31).toNanos());
        names.of(ANN, AccountKind.SEGMENTS);
        assertThat(tools.calls()).hasSize(4);
    }

    @Test
    void keystrokesThatComeWhileItIsBeingAskedWaitForTheSameAnswer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<ToolResult> answer = new CompletableFuture<>();
        ScriptedTools tools = new ScriptedTools(call -> {
            asked.countDown();
            return answer.join();
        });
        AccountNames names = new AccountNames(tools, now::get);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<NamePage> first = threads.submit(() -> names.of(ANN, AccountKind.SEGMENTS));
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            Future<NamePage> second = threads.submit(() -> names.of(ANN, AccountKind.SEGMENTS));
            answer.complete(page("{'id':'1','name':'One'}", false));
            assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(first.get(60, TimeUnit.SECONDS));
            assertThat(tools.calls()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private JsonNode prompt(ScriptedTools tools, Caller caller, String typed) {
        return complete(tools, caller, "{'type':'ref/prompt','name':'announce'}", "segment", typed);
    }

    private JsonNode resource(ScriptedTools tools, String typed) {
        return complete(tools, ANN, "{'type':'ref/resource','uri':'" + TEMPLATE + "'}", "id", typed);
    }

    private JsonNode complete(ScriptedTools tools, Caller caller, String reference, String argument, String typed) {
        ObjectNode params = McpCalls.JSON.createObjectNode();
        params.set("ref", McpCalls.json(reference));
        params.putObject("argument").put("name", argument).put("value", typed);
        return new Completions(
                        new AccountNames(tools, now::get),
                        Map.of("announce", Map.of("segment", AccountKind.SEGMENTS)),
                        Map.of(TEMPLATE, Optional.of(AccountKind.SEGMENTS)),
                        (prompt, view) -> true)
                .complete(TestContexts.of(caller), params)
                .path("completion");
    }

    private static List<String> values(JsonNode completion) {
        return McpCalls.JSON.convertValue(completion.path("values"), new TypeReference<>() {});
    }

    private static ScriptedTools listing(String rows) {
        return new ScriptedTools(call -> page(rows, false));
    }

    private static ToolResult page(String rows, boolean more) {
        ObjectNode page = McpCalls.JSON.createObjectNode().put("has_more", more);
        page.set("data", (ArrayNode) McpCalls.json("[" + rows + "]"));
        return ToolResult.of(page);
    }
}
