package dev.resendmcp.simulator.http;

import dev.resendmcp.simulator.core.StoredFile;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves the files behind download links, without a key and outside the rate limit, and passes all else on. */
public final class Downloads extends Handler.Wrapper {
    private static final String FOLDER = "/downloads/";

    private final SimulatedAccounts accounts;

    /** @param next handles what is no download */
    public Downloads(SimulatedAccounts accounts, Handler next) {
        super(next);
        this.accounts = accounts;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath();
        if (!request.getMethod().equals("GET") || path == null || !path.startsWith(FOLDER)) {
            return super.handle(request, response, callback);
        }
        Optional<StoredFile> file = accounts.file(path.substring(FOLDER.length()));
        response.setStatus(file.isPresent() ? 200 : 404);
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, file.map(StoredFile::contentType).orElse("text/plain"));
        byte[] content = file.map(StoredFile::content).orElse(new byte[0]);
        response.write(true, ByteBuffer.wrap(content), callback);
        return true;
    }
}
