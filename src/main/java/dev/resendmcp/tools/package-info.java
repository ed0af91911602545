/**
 * Tools from annotated methods: definitions with input schemas, argument checks, binding, calls and errors. Knows neither who implements
 * the methods nor which protocol carries the calls.
 */
package dev.resendmcp.tools;
