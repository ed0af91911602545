/** Callers with tokens of an identity provider: JWTs, checked against the provider's published keys. */
package dev.resendmcp.access.jwt;
