/** Bundles over HTTP. {@link org.softcpt.server.SoftCptServer} is the entry. */
@NullMarked
package org.softcpt.server;

import org.jspecify.annotations.NullMarked;
