package dev.resendmcp.simulator.core;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that happened in the account, such as {@code email.sent}.
 *
 * @param type its type, as webhooks call it
 * @param data what it happened to; a copy
 */
public record Occurrence(String type, ObjectNode data) {}
