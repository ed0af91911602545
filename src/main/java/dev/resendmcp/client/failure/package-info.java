/** Classifies failed attempts: error name, sentence, whether the request was sent, and whether a retry may help. */
package dev.resendmcp.client.failure;
