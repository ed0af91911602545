/** Mail as text that a model may read: HTML turned into text, invisible characters removed, and text of strangers fenced. */
package dev.resendmcp.mail;
