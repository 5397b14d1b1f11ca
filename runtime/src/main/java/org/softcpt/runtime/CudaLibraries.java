package org.softcpt.runtime;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for the libraries ONNX Runtime's CUDA provider links to, where the dynamic linker usually
 * looks. A help for messages only: the linker's cache and run paths are not known to us.
 */
final class CudaLibraries {

  /** Of ONNX Runtime 1.29 for CUDA 12; the driver first. */
  private static final List<String> NEEDED =
      List.of(
          "libcuda.so.1",
          "libcudart.so.12",
          "libcublas.so.12",
          "libcublasLt.so.12",
          "libcufft.so.11",
          "libcurand.so.10",
          "libcudnn.so.9");

  private static final List<String> USUAL =
      List.of(
          "/usr/local/cuda/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib", "/lib64");

  private CudaLibraries() {}

  /** One line: what is missing, and where it was looked for. */
  static String report() {
    Set<Path> folders = folders();
    List<String> missing =
        NEEDED.stream()
            .filter(library -> folders.stream().noneMatch(f -> Files.exists(f.resolve(library))))
            .toList();
    return "%s; looked in %s"
        .formatted(
            missing.isEmpty()
                ? "all CUDA libraries found"
                : "not found: " + String.join(", ", missing),
            folders);
  }

  private static Set<Path> folders() {
    List<String> names = new ArrayList<>();
    names.add(System.getProperty("onnxruntime.native.path", ""));
    names.addAll(
        List.of(System.getenv().getOrDefault("LD_LIBRARY_PATH", "").split(File.pathSeparator)));
    names.addAll(USUAL);
    Set<Path> folders = new LinkedHashSet<>();
    names.stream().filter(name -> !name.isEmpty()).map(Path::of).forEach(folders::add);
    return folders;
  }
}
