/**
 * Python pickles, read without trust: numbers, texts, lists, tuples and dictionaries, and for
 * everything else what {@link org.softcpt.models.pickle.PickleObjects} knows by name. No class is
 * ever loaded, nothing is ever called but that interface.
 *
 * <p>Start at {@link org.softcpt.models.pickle.PickleReader}. A Python value becomes: {@code None}
 * a {@link org.softcpt.models.pickle.PickleNone}, bool a {@link Boolean}, int a {@link Long} or a
 * {@link java.math.BigInteger}, float a {@link Double}, str a {@link String}, bytes a byte array,
 * list a {@link java.util.List}, tuple a {@link org.softcpt.models.pickle.PickleTuple}, dict a
 * {@link java.util.Map}. A hostile pickle can make these refer to each other in circles or share
 * parts many times over: whoever walks over them must count steps, and must not print, hash or
 * compare them.
 *
 * @see <a href="https://docs.python.org/3/library/pickle.html">Python's pickle</a>
 */
@NullMarked
package org.softcpt.models.pickle;

import org.jspecify.annotations.NullMarked;
