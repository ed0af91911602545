package dev.resendmcp.simulator.domain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The DNS records that the owner of a domain has to publish. */
final class DomainRecords {
    private DomainRecords() {}

    /** Rewrites the records from the other fields of the domain. */
    static void write(ObjectNode domain) {
        ArrayNode records = domain.putArray("records");
        String status = domain.get("status").textValue();
        String region = domain.get("region").textValue();
        String returnPath = domain.get("custom_return_path").textValue();
        if (isEnabled(domain, "sending")) {
            String mailServer = "feedback-smtp." + region + ".amazonses.com";
            add(records, status, "SPF", returnPath, "MX", mailServer).put("priority", 10);
            add(records, status, "SPF", returnPath, "TXT", "v=spf1 include:amazonses.com ~all");
            add(records, status, "DKIM", "resend._domainkey", "TXT", "p=SANDBOX");
        }
        if (isEnabled(domain, "receiving")) {
            String mailServer = "inbound-smtp." + region + ".amazonaws.com";
            add(records, status, "Receiving", "@", "MX", mailServer).put("priority", 10);
        }
        if (domain.hasNonNull("tracking_subdomain")) {
            String name = domain.get("tracking_subdomain").textValue();
            add(records, status, "Tracking", name, "CNAME", "links.sandbox.invalid");
        }
    }

    private static boolean isEnabled(ObjectNode domain, String capability) {
        return domain.path("capabilities").path(capability).asText().equals("enabled");
    }

    private static ObjectNode add(
            ArrayNode records, String status, String purpose, String name, String type, String value) {
        return records.addObject()
                .put("record", purpose)
                .put("name", name)
                .put("type", type)
                .put("ttl", "Auto")
                .put("status", status)
                .put("value", value);
    }
}
