/**
 * Requests nobody should trust, made by code from fixed seeds. {@link
 * org.softcpt.server.hostile.Corpus} has all of them.
 */
@NullMarked
package org.softcpt.server.hostile;

import org.jspecify.annotations.NullMarked;
