package org.softcpt.server.metrics;

/**
 * Which version of a bundle answers.
 *
 * @param name the name it is served under
 * @param version its version
 * @param encoder the digest of its image encoder
 */
public record BundleInfo(String name, String version, String encoder) {}
