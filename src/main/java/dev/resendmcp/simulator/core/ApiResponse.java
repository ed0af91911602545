package dev.resendmcp.simulator.core;

import com.fasterxml.jackson.databind.JsonNode;

/** Status and JSON body of an answer. Nobody changes the body after it was made. */
public record ApiResponse(int status, JsonNode body) {

    public static ApiResponse ok(JsonNode body) {
        return new ApiResponse(200, body);
    }

    public static ApiResponse created(JsonNode body) {
        return new ApiResponse(201, body);
    }

    static ApiResponse of(ApiException error) {
        return new ApiResponse(
                error.status(),
                Json.object()
                        .put("statusCode", error.status())
                        .put("name", error.name())
                        .put("message", error.getMessage()));
    }
}
