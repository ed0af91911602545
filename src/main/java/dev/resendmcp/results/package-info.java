/** Results that fit what a model can read: chosen fields, bodies of mail as text and in parts, bounded answers, fenced text of strangers. */
package dev.resendmcp.results;
