/**
 * Prompts for common jobs: texts that tell a model which tools to use, in which order, and when to ask the user.
 * Knows the names of tools; calls none but for completion.
 */
package dev.resendmcp.mcp.prompts;
