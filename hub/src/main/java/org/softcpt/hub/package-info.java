/**
 * Model folders from a Hugging Face-compatible hub.
 *
 * <p>Start at {@link Pull}: it resolves a revision to a commit, chooses the files of one CLIP
 * ({@code ClipFiles}), downloads what the cache lacks and checks it against the hub's digests.
 * {@code HubCache} says where everything lies; {@code HubTransport} is the only class that knows
 * HTTP.
 *
 * <p>What holds everywhere: a file gets its name only after its digest was checked; the hub's
 * answers are input like any other, so a bad one is an {@link
 * org.softcpt.models.io.InvalidInputException} of one line; the token goes to the hub's own address
 * and nowhere else.
 *
 * @see <a href="https://huggingface.co/docs/hub/api">The hub's HTTP interface</a>
 */
@NullMarked
package org.softcpt.hub;

import org.jspecify.annotations.NullMarked;
