package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Status and JSON body of an answer. Nobody changes the body after it was made. */
record Answer(int status, JsonNode body) {

    static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    static Answer created(JsonNode body) {
        return new Answer(201, body);
    }

    static Answer of(ApiException error) {
        return new Answer(
                error.status(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("statusCode", error.status())
                        .put("name", error.name())
                        .put("message", error.getMessage()));
    }
}
