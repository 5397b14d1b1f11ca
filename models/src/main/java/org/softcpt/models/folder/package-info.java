/**
 * What is written beside the files of a model folder or bundle, so that nobody loads another file
 * than the one that was exported.
 *
 * <p>Start at {@link ModelManifest} ({@code model.json}) and {@link BundleManifest} ({@code
 * bundle.json}). Both list the folder's files with their SHA-256 in {@link FileDigests}; {@link
 * VerifiedFolder} hands out a listed file only after its content was checked, {@link BundleFiles}
 * those of a bundle whose encoder may be elsewhere. Manifests are versioned by {@link
 * VersionedJson}. All records are immutable and validated when made.
 */
@NullMarked
package org.softcpt.models.folder;

import org.jspecify.annotations.NullMarked;
