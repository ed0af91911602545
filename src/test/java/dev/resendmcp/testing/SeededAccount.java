package dev.resendmcp.testing;

import dev.resendmcp.simulator.core.SeedData;

/** What tests name of {@code account.json}, the account that the simulator starts with. */
public final class SeededAccount {
    /** The API key that may only send. */
    public static final String SENDING_ACCESS_KEY = "re_sandbox_sending";

    /** Id of the verified domain, {@link SeedData#DOMAIN_NAME}. */
    public static final String DOMAIN_ID = "5a4d0b0e-0000-4000-8000-000000000001";

    /** Id of a received email without attachments. */
    public static final String RECEIVED_EMAIL_ID = "5a4d0b0e-0000-4000-8000-000000000101";

    /** Id of a newer received email, with one attachment that its HTML shows. */
    public static final String RECEIVED_EMAIL_WITH_ATTACHMENT_ID = "5a4d0b0e-0000-4000-8000-000000000102";

    /** Id of that attachment. */
    public static final String RECEIVED_ATTACHMENT_ID = "5a4d0b0e-0000-4000-8000-000000000201";

    /** Id of the segment, and so audience. */
    public static final String SEGMENT_ID = "5a4d0b0e-0000-4000-8000-000000000301";

    /** Id of the topic. */
    public static final String TOPIC_ID = "5a4d0b0e-0000-4000-8000-000000000302";

    /** Id of the suppression of {@code gone@receiver.test}, which bounced. */
    public static final String BOUNCE_SUPPRESSION_ID = "5a4d0b0e-0000-4000-8000-000000000304";

    /** Id of the automation that the account has from the start. */
    public static final String AUTOMATION_ID = "5a4d0b0e-0000-4000-8000-000000000401";

    /** Id of its run, which is over. */
    public static final String AUTOMATION_RUN_ID = "5a4d0b0e-0000-4000-8000-000000000402";

    /** Id of {@link SeedData#FULL_ACCESS_KEY}. */
    public static final String FULL_ACCESS_KEY_ID = "5a4d0b0e-0000-4000-8000-000000000811";

    /** Id of an application's access to the account. */
    public static final String OAUTH_GRANT_ID = "5a4d0b0e-0000-4000-8000-000000000821";

    /** Id of a broadcast that was sent, with recipients and clicked links. */
    public static final String BROADCAST_ID = "5a4d0b0e-0000-4000-8000-000000000831";

    /** Id of a webhook with two events. */
    public static final String WEBHOOK_ID = "5a4d0b0e-0000-4000-8000-000000000601";

    /** Id of an event that was delivered to that webhook in one attempt. */
    public static final String WEBHOOK_EVENT_ID = "msg_sandbox1";

    /** Id of a newer event, whose delivery failed in two attempts. */
    public static final String FAILED_WEBHOOK_EVENT_ID = "msg_sandbox2";

    /** Id of an inbox. */
    public static final String INBOX_ID = "5a4d0b0e-0000-4000-8000-000000000701";

    /** Id of a thread in that inbox, unread and with the label. */
    public static final String INBOX_THREAD_ID = "5a4d0b0e-0000-4000-8000-000000000711";

    /** Id of the one email in that thread, which came in. */
    public static final String INBOX_EMAIL_ID = "5a4d0b0e-0000-4000-8000-000000000721";

    /** Id of a label of that inbox. */
    public static final String INBOX_LABEL_ID = "5a4d0b0e-0000-4000-8000-000000000731";

    private SeededAccount() {}
}
