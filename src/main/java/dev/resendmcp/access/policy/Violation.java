package dev.resendmcp.access.policy;

/**
 * Why a policy forbids a call.
 *
 * @param rule that forbids it
 * @param sentence what is wrong, naming the argument but no address
 */
public record Violation(PolicyRule rule, String sentence) {}
