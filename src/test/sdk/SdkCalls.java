import com.fasterxml.jackson.databind.JsonNode;
import com.resend.services.apikeys.model.*;
import com.resend.services.audiences.model.*;
import com.resend.services.automations.model.*;
import com.resend.services.broadcasts.model.*;
import com.resend.services.contactproperties.model.*;
import com.resend.services.contacts.model.*;
import com.resend.services.domains.model.*;
import com.resend.services.emails.model.*;
import com.resend.services.events.model.*;
import com.resend.services.segments.model.*;
import com.resend.services.suppressions.model.*;
import com.resend.services.templates.model.CreateTemplateOptions;
import com.resend.services.topics.model.*;
import com.resend.services.webhooks.model.*;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The calls: every service of the SDK. */
final class SdkCalls {
    private static final String FROM = "Ann <ann@sandbox.resend.dev>";

    private final SdkCheck check;

    SdkCalls(SdkCheck check) {
        this.check = check;
    }

    void run() throws Exception {
        emails();
        contacts();
        domains();
        campaigns();
        automations();
        webhooks();
    }

    private String id(String path, Object... arguments) throws Exception {
        return check.call(path, arguments).path("id").asText();
    }

    private String first(String path, Object... arguments) throws Exception {
        return check.call(path, arguments).at("/data/0/id").asText();
    }

    private static CreateEmailOptions.Builder mail() {
        return CreateEmailOptions.builder().from(FROM).to("delivered@resend.dev").subject("Hello").html("<p>Hi</p>");
    }

    private void emails() throws Exception {
        Attachment file = Attachment.builder().fileName("a.txt").content("aGVsbG8=").build();
        String id = id("emails.send", mail().addAttachment(file).build());
        check.call("emails.get", id);
        check.call("emails.list");
        String attachment = first("emails.listAttachments", id);
        check.call("emails.getAttachment", id, attachment);
        String later = id("emails.send", mail().scheduledAt("in 1 hour").build());
        check.call("emails.update", later, UpdateEmailOptions.builder().scheduledAt("tomorrow at 9am").build());
        check.call("emails.cancel", later);
        check.call("emails.share", id);
        check.call("emails.metrics");
        check.call("batch.send", List.of(mail().build(), mail().build()));
        String received = "5a4d0b0e-0000-4000-8000-000000000102";
        check.call("receiving.list");
        check.call("receiving.get", received);
        check.call("receiving.getAttachment", received, first("receiving.listAttachments", received));
    }

    private void contacts() throws Exception {
        String property = id("contactProperties.create", CreateContactPropertyOptions.builder().key("level").type("string").fallbackValue("x").build());
        check.call("contactProperties.list");
        check.call("contactProperties.get", property);
        check.call("contactProperties.update", UpdateContactPropertyOptions.builder().id(property).fallbackValue("y").build());
        String segment = id("segments.create", CreateSegmentOptions.builder().name("Java").build());
        check.call("segments.list");
        check.call("segments.get", segment);
        check.call("segments.update", segment, UpdateSegmentOptions.builder().name("Java 2").build());
        String topic = id("topics.create", CreateTopicOptions.builder().name("Java").defaultSubscription("opt_in").description("d").build());
        check.call("topics.list");
        check.call("topics.get", topic);
        check.call("topics.update", topic, UpdateTopicOptions.builder().name("Java 2").build());
        String contact = id("contacts.create", CreateContactOptions.builder().email("java@reader.test").firstName("J").build());
        check.call("contacts.list");
        check.call("contacts.get", contact);
        check.call("contacts.update", UpdateContactOptions.builder().id(contact).lastName("L").build());
        check.call("contacts.segments.add", AddContactToSegmentOptions.builder().id(contact).segmentId(segment).build());
        check.call("contacts.segments.list", contact);
        check.call("contacts.segments.remove", RemoveContactFromSegmentOptions.builder().id(contact).segmentId(segment).build());
        check.call("contacts.topics.list", contact);
        check.call("contacts.topics.update", UpdateContactTopicsOptions.builder().id(contact)
                .topics(ContactTopicOptions.builder().id(topic).subscription("opt_out").build()).build());
        check.call("contacts.remove", contact);
        byte[] csv = "email\nzed@reader.test\n".getBytes(StandardCharsets.UTF_8);
        String done = id("contacts.imports.create", CreateContactImportOptions.builder().file(csv, "c.csv").build());
        check.call("contacts.imports.get", done);
        check.call("contacts.imports.list");
        check.call("suppressions.add", AddSuppressionOptions.builder().email("j@reader.test").build());
        check.call("suppressions.get", "j@reader.test");
        check.call("suppressions.list");
        check.call("suppressions.remove", "j@reader.test");
        check.call("suppressions.batch.add", AddSuppressionsOptions.builder().email("k@reader.test").build());
        check.call("suppressions.batch.remove", RemoveSuppressionsOptions.builder().email("k@reader.test").build());
        String audience = id("audiences.create", CreateAudienceOptions.builder().name("A").build());
        check.call("audiences.list");
        check.call("audiences.get", audience);
        check.call("audiences.remove", audience);
        check.call("segments.remove", segment);
        check.call("topics.remove", topic);
        check.call("contactProperties.remove", property);
    }

    private void domains() throws Exception {
        String domain = id("domains.create", CreateDomainOptions.builder().name("java.check.test").build());
        check.call("domains.list");
        check.call("domains.get", domain);
        check.call("domains.update", UpdateDomainOptions.builder().id(domain).openTracking(true).build());
        check.call("domains.verify", domain);
        check.call("domains.remove", domain);
        JsonNode claim = check.call("domains.claims.create", ClaimDomainOptions.builder().name("java-claim.test").build());
        check.call("domains.claims.get", claim.path("domain_id").asText());
        check.call("domains.claims.verify", claim.path("domain_id").asText());
        String key = id("apiKeys.create", CreateApiKeyOptions.builder().name("j").build());
        check.call("apiKeys.list");
        check.call("apiKeys.update", key, UpdateApiKeyOptions.builder().name("k").build());
        check.call("apiKeys.remove", key);
        check.call("oauthGrants.revoke", first("oauthGrants.list"));
        check.call("logs.get", first("logs.list"));
    }

    private void campaigns() throws Exception {
        String template = id("templates.create", CreateTemplateOptions.builder().name("T").subject("S").html("<p>T</p>").build());
        check.call("templates.list");
        check.call("templates.get", template);
        check.call("templates.publish", template);
        check.call("templates.duplicate", template);
        check.call("templates.remove", template);
        String segment = first("segments.list");
        String broadcast = id("broadcasts.create", CreateBroadcastOptions.builder().send(false).name("B").segmentId(segment).from(FROM).subject("S").html("<p>B</p>").build());
        check.call("broadcasts.list");
        check.call("broadcasts.get", broadcast);
        check.call("broadcasts.update", UpdateBroadcastOptions.builder().id(broadcast).previewText("P").build());
        check.call("broadcasts.send", SendBroadcastOptions.builder().scheduledAt("in 1 hour").build(), broadcast);
        check.call("broadcasts.cancel", broadcast);
        check.call("broadcasts.recipients", broadcast, ListBroadcastRecipientsParams.builder().type(BroadcastRecipientEventType.SENT).build());
        check.call("broadcasts.clickedLinks", broadcast);
        check.call("broadcasts.remove", broadcast);
    }

    private void automations() throws Exception {
        check.call("events.create", CreateEventOptions.builder().name("java.paid").addSchema("total", "number").build());
        check.call("events.list");
        check.call("events.get", "java.paid");
        check.call("events.update", UpdateEventOptions.builder().identifier("java.paid").addSchema("total", "string").build());
        AutomationStep start = AutomationStep.builder().key("start").type(StepType.TRIGGER).addConfig("event_name", "java.paid").build();
        AutomationStep pause = AutomationStep.builder().key("pause").type(StepType.DELAY).addConfig("duration", "1 hour").build();
        String automation = id("automations.create", CreateAutomationOptions.builder().name("A").status(AutomationStatus.ENABLED)
                .steps(start, pause).connection(AutomationConnection.builder().from("start").to("pause").build()).build());
        check.call("automations.list");
        check.call("automations.get", automation);
        check.call("events.send", SendEventOptions.builder().event("java.paid").email("j@reader.test").payload(Map.of("total", 1)).build());
        String run = first("automations.listRuns", automation);
        check.call("automations.getRun", GetAutomationRunOptions.builder().automationId(automation).runId(run).build());
        check.call("automations.update", UpdateAutomationOptions.builder().id(automation).name("B").build());
        check.call("automations.duplicate", automation);
        check.call("automations.stop", automation);
        check.call("automations.remove", automation);
        check.call("events.remove", "java.paid");
    }

    private void webhooks() throws Exception {
        String webhook = id("webhooks.create", CreateWebhookOptions.builder().endpoint("https://hooks.check.test/").events(WebhookEvent.EMAIL_SENT).build());
        check.call("webhooks.list");
        check.call("webhooks.get", webhook);
        check.call("webhooks.update", webhook, UpdateWebhookOptions.builder().endpoint("https://hooks.check.test/2").build());
        check.call("emails.send", mail().build());
        String event = first("webhooks.listEvents", webhook);
        check.call("webhooks.getEvent", webhook, event);
        check.call("webhooks.replayEvent", webhook, event);
        check.call("webhooks.listEventAttempts", webhook, event);
        check.call("webhooks.remove", webhook);
    }
}
