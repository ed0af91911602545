package dev.resendmcp.benchmark;

import java.util.List;

/**
 * What is measured: one kind of call to one process.
 *
 * @param name as printed
 * @param process whose CPU time counts
 * @param port where it listens
 * @param calls made in turn
 */
record Target(String name, MeasuredProcess process, int port, List<WireCall> calls) {}
