package dev.resendmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.Facts;
import dev.resendmcp.testing.McpCalls;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The request that arguments must become, worked out from the facts of the API without a look at the interfaces. */
record ExpectedRequest(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        JsonNode body,
        boolean upload) {
    /** Arguments that never reach Resend. */
    static final Set<String> FOR_THIS_SERVICE = Set.of("force_new", "dry_run", "fields", "body", "offset");

    private static final Pattern TEMPLATE = Pattern.compile("\\{(\\w+)}");

    /** Tools of the original whose {@code audience_id} still chooses the form below an audience. */
    private static final Set<String> BELOW_AUDIENCES = Set.of(
            "create_contact",
            "get_contact_by_email",
            "get_contact_by_id",
            "update_contact_by_email",
            "update_contact_by_id",
            "delete_contact_by_email",
            "delete_contact_by_id");

    /** Tools whose {@code audience_id} is a field of the body, as the API has it. */
    private static final Set<String> AUDIENCE_IN_BODY =
            Set.of("create_broadcast", "update_broadcast", "create_segment");

    static ExpectedRequest of(Facts fact, JsonNode arguments) {
        ObjectNode left = arguments.deepCopy();
        // For this service, not for Resend.
        left.remove(FOR_THIS_SERVICE);
        Map<String, String> headers = new TreeMap<>();
        move(left, "idempotency_key", "idempotency-key", headers);
        move(left, "batch_validation", "x-batch-validation", headers);
        String path = path(fact, left);
        if (!AUDIENCE_IN_BODY.contains(fact.tool())) {
            String audience = left.path("audience_id").asText();
            if (left.remove("audience_id") != null && BELOW_AUDIENCES.contains(fact.tool())) {
                path = "/audiences/" + audience + path;
            } else if (!audience.isEmpty() && fact.tool().equals("list_contacts")) {
                path = "/segments/" + audience + path;
            }
        }
        Map<String, String> query = new TreeMap<>();
        fact.query().forEach(name -> move(left, name, name, query));
        boolean array = fact.body().stream().anyMatch(field -> field.startsWith("[]."));
        JsonNode body = array ? left.elements().next() : left;
        return new ExpectedRequest(
                fact.method(), path, query, headers, body, fact.tool().equals("create_contact_import"));
    }

    /** Names of the arguments that go into the path. */
    static List<String> pathArguments(Facts fact, JsonNode arguments) {
        return TEMPLATE.matcher(fact.path())
                .results()
                .map(match -> argument(fact, match.group(1)))
                .toList();
    }

    void assertSame(RecordedRequest request) {
        assertSamePath(request);
        assertThat(query(request)).as("query").isEqualTo(query);
        headers.forEach(
                (name, value) -> assertThat(request.header(name)).as(name).isEqualTo(value));
        assertThat(request.header("authorization")).isEqualTo("Bearer re_sandbox");
        assertThat(request.header("user-agent")).startsWith("resend-full-mcp/");
        assertThat(request.header("accept")).isEqualTo("application/json");
        if (upload) {
            assertUpload(request);
        } else if (body.isEmpty()) {
            assertThat(request.body()).as("body").isEmpty();
        } else {
            assertThat(request.header("content-type")).isEqualTo("application/json");
            JsonNode arrived = McpCalls.tree(request.bodyText());
            assertThat(arrived).as("body").isEqualTo(listsFor(body, arrived));
            assertThat(request.bodyText()).as("bytes of the body").isEqualTo(arrived.toString());
        }
    }

    void assertSamePath(RecordedRequest request) {
        assertThat(request.method()).isEqualTo(method);
        // Some characters may stand as they are or escaped; a slash may not.
        assertThat(request.path().chars().filter(c -> c == '/').count())
                .as("segments of %s", request.path())
                .isEqualTo(path.chars().filter(c -> c == '/').count());
        assertThat(decode(request.path())).isEqualTo(decode(path));
    }

    private void assertUpload(RecordedRequest request) {
        assertThat(request.header("content-type")).startsWith("multipart/form-data");
        String text = request.bodyText();
        body.properties()
                .forEach(part -> assertThat(text)
                        .contains("name=\"" + part.getKey() + "\"")
                        .contains(
                                part.getValue().isTextual()
                                        ? part.getValue().asText()
                                        : part.getValue().toString()));
    }

    private static String path(Facts fact, ObjectNode left) {
        Matcher matcher = TEMPLATE.matcher(fact.path());
        StringBuilder path = new StringBuilder();
        while (matcher.find()) {
            String value = left.remove(argument(fact, matcher.group(1))).asText();
            String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            matcher.appendReplacement(path, Matcher.quoteReplacement(encoded));
        }
        return matcher.appendTail(path).toString();
    }

    /** The contact tools by address name their id what it is. */
    private static String argument(Facts fact, String template) {
        return fact.tool().endsWith("_contact_by_email") && template.equals("id") ? "email" : template;
    }

    private static void move(ObjectNode from, String argument, String name, Map<String, String> to) {
        JsonNode value = from.remove(argument);
        if (value != null) {
            to.put(
                    name,
                    value.isArray()
                            ? StreamSupport.stream(value.spliterator(), false)
                                    .map(JsonNode::asText)
                                    .collect(Collectors.joining(","))
                            : value.asText());
        }
    }

    private static Map<String, String> query(RecordedRequest request) {
        Map<String, String> query = new TreeMap<>();
        if (request.query() != null) {
            for (String pair : request.query().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                assertThat(query.put(decode(parts[0]), decode(parts[1])))
                        .as("given twice: " + parts[0])
                        .isNull();
            }
        }
        return query;
    }

    /** A plus is a plus: the service writes spaces as %20 in paths and as either in queries. */
    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Where one value was given for a list, a list with that value arrives. */
    private static JsonNode listsFor(JsonNode given, JsonNode arrived) {
        if (arrived.isArray() && !given.isArray() && !given.isNull()) {
            return McpCalls.JSON.createArrayNode().add(given);
        }
        if (given.isObject()) {
            ObjectNode copy = McpCalls.JSON.createObjectNode();
            given.properties()
                    .forEach(field ->
                            copy.set(field.getKey(), listsFor(field.getValue(), arrived.path(field.getKey()))));
            return copy;
        }
        if (given.isArray()) {
            ArrayNode copy = McpCalls.JSON.createArrayNode();
            List<JsonNode> elements = new ArrayList<>();
            given.forEach(elements::add);
            for (int i = 0; i < elements.size(); i++) {
                copy.add(listsFor(elements.get(i), arrived.path(i)));
            }
            return copy;
        }
        return given;
    }
}
