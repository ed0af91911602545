/** How values look on Resend's wire: JSON mapping, enum words, pages, scalars and route templates. */
package dev.resendmcp.api.wire;
