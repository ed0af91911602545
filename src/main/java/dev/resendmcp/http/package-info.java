/**
 * What holds for every HTTP port of the service, whatever it serves. Knows Jetty and servlets, and nothing else of this product.
 */
package dev.resendmcp.http;
