package dev.resendmcp.benchmark;

import dev.resendmcp.testing.LoopbackServer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Answers like Resend with as little work as possible, in a process of its own so that its CPU time is not counted. A request with
 * a body gets an id, any other one an e-mail. Prints its port.
 */
final class FakeUpstream {
    private static final String SENT = "{\"id\":\"49a3999c-0ce1-4ea6-ab68-afcd6dc2e794\"}";
    private static final String EMAIL = ("{'object':'email','id':'49a3999c-0ce1-4ea6-ab68-afcd6dc2e794',"
                    + "'to':['delivered@resend.dev'],'from':'Acme <onboarding@resend.dev>',"
                    + "'created_at':'2026-04-03 22:13:42.674981+00','subject':'Hello World',"
                    + "'html':'Congrats on sending your <strong>first email</strong>!','text':null,'bcc':[],'cc':[],"
                    + "'reply_to':[],'last_event':'delivered','scheduled_at':null,'data':[],'has_more':false}")
            .replace('\'', '"');

    private FakeUpstream() {}

    /**
     * Serves until standard input ends.
     *
     * @param args requests per second that it says it allows; it counts none
     */
    public static void main(String[] args) throws Exception {
        byte[] sent = response(SENT, args[0]);
        byte[] email = response(EMAIL, args[0]);
        LoopbackServer server = new LoopbackServer(socket -> serve(socket, sent, email));
        System.out.println(MeasuredProcess.READY + server.port());
        // Ends with the process that started it.
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        System.exit(0);
    }

    private static byte[] response(String body, String limit) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\nratelimit-limit: " + limit + "\r\nratelimit-remaining: " + limit
                        + "\r\nratelimit-reset: 1\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void serve(Socket socket, byte[] sent, byte[] email) throws IOException {
        socket.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        try {
            while (true) {
                boolean body = HttpMessage.read(in).length() > 0;
                socket.getOutputStream().write(body ? sent : email);
            }
        } catch (EOFException e) {
            // The client is done.
        }
    }
}
