/**
 * Text as OpenAI's and Hugging Face's code see it, whatever Unicode version the JDK knows.
 *
 * <p>Start at {@link TextRepair}, which does what the Python package <i>ftfy</i> does to a text
 * before CLIP reads it. {@link CharacterTable} says what a letter is and what its lower case,
 * {@link HtmlEntities} replaces character references. All types are immutable.
 *
 * @see <a href="https://ftfy.readthedocs.io">ftfy, fixes text for you</a>
 */
@NullMarked
package org.softcpt.models.text;

import org.jspecify.annotations.NullMarked;
