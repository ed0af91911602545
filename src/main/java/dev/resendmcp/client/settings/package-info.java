/**
 * Settings of the client: address, key, proxy, trusted certificates and timeouts. Rejects bad values with one sentence.
 */
package dev.resendmcp.client.settings;
