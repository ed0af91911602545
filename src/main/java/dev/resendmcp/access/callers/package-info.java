/** Who calls and with which rights: the file of callers, their salted token hashes, and how a credential becomes a caller. */
package dev.resendmcp.access.callers;
