package dev.resendmcp.mcp.stdio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.message.Reply;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream of messages, one a line, which all requests share. */
final class Pipe {
    private static final Logger log = LoggerFactory.getLogger(Pipe.class);

    private final OutputStream out;
    private final ObjectMapper mapper;
    private boolean broken;

    Pipe(OutputStream out, ObjectMapper mapper) {
        this.out = out;
        this.mapper = mapper;
    }

    /** Writes a message of ours. */
    void write(ObjectNode message) {
        write(new Reply(200, message));
    }

    /** Writes an answer. */
    void write(Reply reply) {
        byte[] line = reply.json(mapper);
        synchronized (this) {
            try {
                out.write(line);
                out.write('\n');
                out.flush();
            } catch (IOException e) {
                if (!broken) {
                    log.info("The client no longer reads");
                }
                broken = true;
            }
        }
    }
}
