package dev.resendmcp.simulator.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Attributes;

/** Reads a {@code multipart/form-data} body, whose parts are text fields. */
final class MultipartBody {
    private MultipartBody() {}

    /** Throws an {@link ApiException} if the body is not multipart, or a part is repeated. */
    static ObjectNode read(RecordedRequest request) {
        String type = request.header("Content-Type");
        if (type == null || !type.startsWith("multipart/form-data")) {
            throw ApiException.unreadable("The content type must be multipart/form-data.");
        }
        MultiPartConfig inMemory = new MultiPartConfig.Builder()
                .maxMemoryPartSize(-1)
                .maxPartSize(-1)
                .maxSize(-1)
                .build();
        ObjectNode fields = Json.object();
        Content.Source body = Content.Source.from(ByteBuffer.wrap(request.rawBody()));
        try (MultiPartFormData.Parts parts =
                MultiPartFormData.getParts(body, new Attributes.Mapped(), type, inMemory)) {
            for (MultiPart.Part part : parts) {
                if (fields.has(part.getName())) {
                    throw ApiException.invalid("The `%s` part is given twice.".formatted(part.getName()));
                }
                fields.put(part.getName(), part.getContentAsString(StandardCharsets.UTF_8));
            }
        } catch (CompletionException | IllegalArgumentException e) {
            throw ApiException.unreadable("The body is not multipart/form-data: " + e.getMessage());
        }
        return fields;
    }
}
