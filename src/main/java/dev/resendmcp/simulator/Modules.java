package dev.resendmcp.simulator;

import dev.resendmcp.simulator.account.AccountModule;
import dev.resendmcp.simulator.account.ApiKeyModule;
import dev.resendmcp.simulator.account.LogModule;
import dev.resendmcp.simulator.account.WebhookModule;
import dev.resendmcp.simulator.automation.AutomationModule;
import dev.resendmcp.simulator.automation.EventModule;
import dev.resendmcp.simulator.broadcast.BroadcastModule;
import dev.resendmcp.simulator.contact.ContactImportModule;
import dev.resendmcp.simulator.contact.ContactModule;
import dev.resendmcp.simulator.contact.ContactPropertyModule;
import dev.resendmcp.simulator.contact.ContactSegmentModule;
import dev.resendmcp.simulator.contact.SegmentModule;
import dev.resendmcp.simulator.contact.SuppressionModule;
import dev.resendmcp.simulator.contact.TopicModule;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.domain.DomainClaimModule;
import dev.resendmcp.simulator.domain.DomainModule;
import dev.resendmcp.simulator.email.EmailModule;
import dev.resendmcp.simulator.email.ReceivedEmailModule;
import dev.resendmcp.simulator.email.TemplateModule;
import dev.resendmcp.simulator.inbox.InboxDraftModule;
import dev.resendmcp.simulator.inbox.InboxEmailModule;
import dev.resendmcp.simulator.inbox.InboxModule;
import dev.resendmcp.simulator.inbox.InboxThreadModule;
import java.util.List;

/** All parts of the simulated API. A new part adds one line here. */
final class Modules {
    private Modules() {}

    static List<ApiModule> all(int requestsPerSecond) {
        return List.of(
                new EmailModule(),
                new ReceivedEmailModule(),
                new DomainModule(),
                new DomainClaimModule(),
                new AccountModule(requestsPerSecond),
                new LogModule(),
                new ContactModule(),
                new ContactSegmentModule(),
                new ContactImportModule(),
                new ContactPropertyModule(),
                new SegmentModule(),
                new TopicModule(),
                new SuppressionModule(),
                new EventModule(),
                new AutomationModule(),
                new TemplateModule(),
                new BroadcastModule(),
                new WebhookModule(),
                new InboxModule(),
                new InboxThreadModule(),
                new InboxEmailModule(),
                new InboxDraftModule(),
                new ApiKeyModule());
    }
}
