/** Who may call: bearer tokens identify callers, and some tools require user approval. */
package dev.resendmcp.access;
