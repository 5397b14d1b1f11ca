/**
 * What the server tells Prometheus. Start at {@link org.softcpt.server.metrics.ServerMetrics}.
 * Names, units and buckets are its alone; whoever has something to count calls one method. Labels
 * have few values each: routes are patterns, methods those of HTTP, never what a client sent.
 */
@NullMarked
package org.softcpt.server.metrics;

import org.jspecify.annotations.NullMarked;
