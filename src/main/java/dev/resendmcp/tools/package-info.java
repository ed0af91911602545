/**
 * From annotated methods to tools: definitions with input schemas, argument checks, binding, calls and one error form.
 * Knows the annotations of the catalogue, not who implements it nor which protocol carries the calls.
 */
package dev.resendmcp.tools;
