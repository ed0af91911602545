import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Drives a browser over WebDriver. Arguments: addresses of the driver, of MCP and of the admin port, and a folder for pictures. */
final class ConsoleCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
    private static final String ENTER = "\uE007";
    private static final String MAIL = """
            {"from":"Ann <ann@sandbox.resend.dev>","to":["delivered+bo@resend.dev","delivered+cy@resend.dev"],
            "subject":"Your order has shipped","text":"Hello, your order is on its way.",
            "html":"<h1 style='color:#1b5fc1'>On its way</h1><p>Your order <b>1042</b> left us today.</p>
            <script>parent.document.title='broken'</script><img src='http://127.0.0.1:9/x.png'><a href='https://example.com/'>Follow it</a>"}
            """.replace("\n", " ");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI mcp;
    private final String admin;
    private final Path pictures;
    private final String session;
    private int failures;

    private ConsoleCheck(String driver, URI mcp, String admin, Path pictures) throws Exception {
        this.mcp = mcp;
        this.admin = admin;
        this.pictures = pictures;
        JsonNode begun = post(URI.create(driver + "/session"), """
                {"capabilities":{"alwaysMatch":{"browserName":"chrome","goog:chromeOptions":{"args":["--headless=new",
                "--no-sandbox","--disable-gpu","--disable-dev-shm-usage","--window-size=1200,1100","--hide-scrollbars",
                "--force-device-scale-factor=1"]}}}}
                """);
        this.session = driver + "/session/" + begun.at("/value/sessionId").asText();
    }

    public static void main(String[] arguments) throws Exception {
        ConsoleCheck check =
                new ConsoleCheck(arguments[0], URI.create(arguments[1]), arguments[2], Path.of(arguments[3]));
        try {
            check.run(System.getenv("TOKEN"));
        } finally {
            check.http.send(
                    HttpRequest.newBuilder(URI.create(check.session)).DELETE().build(), BodyHandlers.discarding());
        }
        System.exit(check.failures == 0 ? 0 : 1);
    }

    private void run(String token) throws Exception {
        open("/console");
        check("login is asked for", shows("h1", "Log in"));
        type("#token", "wrong" + ENTER);
        check("a wrong token is refused", shows("[role=alert]", "not the token"));
        type("#token", token + ENTER);
        check("the right token lets in", shows("h1", "wait for approval"));
        approve();
        refuse();
        calls();
        now();
        outbox();
        narrow();
    }

    private void approve() throws Exception {
        call("send_email", MAIL);
        open("/console/approvals");
        click("td a");
        check("the recipients are shown", shows("main", "to (2) delivered+bo@resend.dev delivered+cy@resend.dev"));
        check("the frame ran no script", !title().contains("broken"));
        picture("console-approval");
        scheme("dark");
        picture("console-approval-dark");
        scheme("light");
        type("button[value=approve]", ENTER);
        check("approved by keyboard", shows("[role=status]", "Approved"));
        check("the call is carried out", call("send_email", MAIL).contains("\"id\""));
        check("once", call("send_email", MAIL).contains("approval_required"));
    }

    private void refuse() throws Exception {
        String topic = "{\"name\":\"Offers\",\"default_subscription\":\"opt_in\"}";
        call("create_topic", topic);
        open("/console/approvals");
        click("tr:last-child td a");
        type("#reason", "We have one already");
        click("button[value=refuse]");
        check("refused", shows("[role=status]", "Refused"));
        check("the reason is told", call("create_topic", topic).contains("We have one already"));
    }

    private void calls() throws Exception {
        call("list_domains", "{}");
        open("/console/calls");
        type("[name=tool]", "domains" + ENTER);
        check("calls are filtered", shows("tbody", "list_domains") && !text("tbody").contains("send_email"));
        open("/console/calls");
        picture("console-calls");
    }

    private void now() throws Exception {
        open("/console/now");
        check("health is shown", shows("main", "state healthy"));
        check("charts are drawn", script("return document.querySelectorAll('polyline').length").asInt() >= 3);
        picture("console-now");
    }

    private void outbox() throws Exception {
        open("/console/outbox");
        click("td a");
        check("the events of the mail are shown", text(".events").matches("sent [-0-9: ]+ delivered [-0-9: ]+"));
        picture("console-outbox");
        check("nothing was loaded from elsewhere", script("return performance.getEntriesByType('resource')"
                + ".filter(e => !e.name.startsWith(location.origin)).length").asInt() == 0);
    }

    private void narrow() throws Exception {
        ObjectNode body = JSON.createObjectNode().put("cmd", "Emulation.setDeviceMetricsOverride");
        body.putObject("params").put("width", 380).put("height", 800).put("deviceScaleFactor", 1).put("mobile", false);
        driver("/goog/cdp/execute", body);
        for (String page : new String[] {"approvals", "now", "calls", "outbox"}) {
            open("/console/" + page);
            check("narrow: " + page + " fits", script("return document.documentElement.scrollWidth").asInt() <= 380);
        }
    }

    private void check(String what, boolean good) {
        failures += good ? 0 : 1;
        System.out.println("[console] " + (good ? "ok" : "FAILED") + ": " + what);
    }

    private String call(String tool, String arguments) throws Exception {
        ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
        message.putObject("params").put("name", tool).set("arguments", JSON.readTree(arguments));
        return post(mcp, message.toString()).at("/result/structuredContent").toString();
    }

    private void open(String page) throws Exception {
        driver("/url", JSON.createObjectNode().put("url", admin + page));
    }

    private void click(String selector) throws Exception {
        driver("/element/" + find(selector) + "/click", JSON.createObjectNode());
    }

    private void type(String selector, String text) throws Exception {
        driver("/element/" + find(selector) + "/value", JSON.createObjectNode().put("text", text));
    }

    private String text(String selector) throws Exception {
        return script("return document.querySelector('" + selector + "')?.innerText ?? ''").asText().replaceAll("\\s+", " ");
    }

    /** Whether a text appears within ten seconds: pages take a moment to follow a key or click. */
    private boolean shows(String selector, String wanted) throws Exception {
        for (int i = 0; i < 100; i++) {
            if (text(selector).contains(wanted)) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }

    private String title() throws Exception {
        return script("return document.title").asText();
    }

    private String find(String selector) throws Exception {
        JsonNode found = driver("/element", JSON.createObjectNode().put("using", "css selector").put("value", selector));
        return found.path(ELEMENT).asText();
    }

    private JsonNode script(String script) throws Exception {
        ObjectNode body = JSON.createObjectNode().put("script", script);
        body.putArray("args");
        return driver("/execute/sync", body);
    }

    private void scheme(String value) throws Exception {
        ObjectNode body = JSON.createObjectNode().put("cmd", "Emulation.setEmulatedMedia");
        body.putObject("params").putArray("features").addObject().put("name", "prefers-color-scheme").put("value", value);
        driver("/goog/cdp/execute", body);
    }

    private void picture(String name) throws Exception {
        // The frame of a mail is painted a moment after the page.
        Thread.sleep(700);
        HttpRequest request = HttpRequest.newBuilder(URI.create(session + "/screenshot")).build();
        JsonNode answer = JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        Files.write(pictures.resolve(name + ".png"), Base64.getDecoder().decode(answer.path("value").asText()));
    }

    private JsonNode driver(String path, ObjectNode body) throws Exception {
        JsonNode value = post(URI.create(session + path), body.toString()).path("value");
        if (value.has("error")) {
            throw new IllegalStateException(path + " " + body + ": " + value.path("message").asText());
        }
        return value;
    }

    private JsonNode post(URI address, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }
}
