/**
 * What stands between the network and the endpoints: deadlines for slow senders, API keys, TLS,
 * request ids and the access log.
 *
 * <p>Start at {@link org.softcpt.server.security.TimedConnectionFactory}, which answers requests
 * that never become one, and {@link org.softcpt.server.security.ApiKeyHandler}. All types are safe
 * for concurrent use. Keys and passwords are kept as digests where that is enough, and never
 * written.
 */
@NullMarked
package org.softcpt.server.security;

import org.jspecify.annotations.NullMarked;
