/** Secrets and personal data that are marked, sent through the whole service, and looked for wherever they must not be. */
package dev.resendmcp.canary;
