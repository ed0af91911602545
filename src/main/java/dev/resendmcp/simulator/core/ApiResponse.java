package dev.resendmcp.simulator.core;

import com.fasterxml.jackson.databind.JsonNode;

/** Status and JSON body of a response. The body must not be changed afterwards. */
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
