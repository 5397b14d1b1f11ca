package org.softcpt.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What each module may know. The class path of this module's tests holds all the others. */
class ModuleRulesTest {

  private static final String MODELS = "org.softcpt.models..";
  private static final String EXPORTER = "org.softcpt.onnx..";
  private static final String RUNTIME = "org.softcpt.runtime..";
  private static final String SERVER = "org.softcpt.server..";
  private static final String TRAINER = "org.softcpt.trainer..";
  private static final String HUB = "org.softcpt.hub..";
  private static final String CLI = "org.softcpt.cli..";

  private static final String[] ND4J = {"org.nd4j..", "org.deeplearning4j..", "org.bytedeco.."};
  private static final String ONNX_RUNTIME = "ai.onnxruntime..";
  private static final String ONNX_FORMAT = "ai.onnx.proto..";
  private static final String[] HTTP = {"java.net.http..", "com.sun.net.httpserver.."};

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.softcpt");

  @Test
  void modelsKnowsNoOtherModuleAndNoRuntime() {
    forbid(MODELS, EXPORTER, RUNTIME, TRAINER, CLI, ONNX_RUNTIME, ONNX_FORMAT);
    forbid(MODELS, ND4J);
    forbid(MODELS, HTTP);
  }

  @Test
  void exporterWritesGraphsButNeverRunsThem() {
    forbid(EXPORTER, RUNTIME, TRAINER, CLI, ONNX_RUNTIME);
    forbid(EXPORTER, ND4J);
    forbid(EXPORTER, HTTP);
  }

  @Test
  void runtimeKnowsNeitherExporterNorTrainer() {
    forbid(RUNTIME, EXPORTER, TRAINER, CLI, ONNX_FORMAT);
    forbid(RUNTIME, ND4J);
  }

  @Test
  void serverKnowsTheRuntimeAndNoMore() {
    forbid(SERVER, EXPORTER, TRAINER, HUB, CLI, ONNX_FORMAT);
    forbid(SERVER, ND4J);
    for (String module : List.of(MODELS, EXPORTER, RUNTIME, TRAINER, HUB)) {
      forbid(module, SERVER, "org.eclipse.jetty..", "io.micrometer..");
    }
  }

  @Test
  void trainerKnowsNoServerAndNoCommandLine() {
    forbid(TRAINER, CLI, "org.apache.commons.cli..");
    forbid(TRAINER, HTTP);
  }

  @Test
  void hubKnowsFilesAndHttpAndNothingElse() {
    forbid(HUB, EXPORTER, RUNTIME, TRAINER, CLI, ONNX_RUNTIME, ONNX_FORMAT);
    forbid(HUB, ND4J);
    forbid(HUB, "org.apache.commons.cli..", "com.sun.net.httpserver..");
  }

  @Test
  void onlyTheCommandLineKnowsTheHub() {
    for (String module : List.of(MODELS, EXPORTER, RUNTIME, TRAINER)) {
      forbid(module, HUB);
    }
  }

  @Test
  void onlyTheTrainerKnowsDeeplearning4j() {
    check(
        noClasses()
            .that(resideInAPackage("org.softcpt..").and(not(TRAINER)))
            .should()
            .dependOnClassesThat(resideInAnyPackage(ND4J)));
  }

  @Test
  void onlyTheRuntimeKnowsOnnxRuntime() {
    check(
        noClasses()
            .that(resideInAPackage("org.softcpt..").and(not(RUNTIME)))
            .should()
            .dependOnClassesThat(resideInAPackage(ONNX_RUNTIME)));
  }

  @Test
  void nothingDependsOnTheCommandLine() {
    check(
        noClasses()
            .that(resideInAPackage("org.softcpt..").and(not(CLI)))
            .should()
            .dependOnClassesThat(resideInAPackage(CLI)));
  }

  @Test // whoever reads a package finds what it needs in packages that do not need it
  void packagesAreFreeOfCycles() {
    check(slices().matching("org.softcpt.(**)").should().beFreeOfCycles());
  }

  @Test
  void onlyMainProgramsEndTheProcess() {
    check(
        noClasses()
            .that(resideInAPackage("org.softcpt..").and(DescribedPredicate.not(isMainProgram())))
            .should()
            .callMethod(System.class, "exit", int.class));
  }

  @Test // an unmarked package silently loses its null checks; a missing package-info, its signpost
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : OURS) {
      if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
        unmarked.add(type.getPackageName());
      }
    }
    assertEquals(Set.of(), unmarked, "packages without a @NullMarked package-info.java");
  }

  private static void forbid(String module, String... packages) {
    check(
        noClasses()
            .that(resideInAPackage(module))
            .should()
            .dependOnClassesThat(resideInAnyPackage(packages)));
  }

  private static void check(ArchRule rule) {
    rule.check(OURS);
  }

  private static DescribedPredicate<JavaClass> not(String module) {
    return DescribedPredicate.not(resideInAPackage(module));
  }

  private static DescribedPredicate<JavaClass> isMainProgram() {
    return DescribedPredicate.describe(
        "Main or Rehearsal", // which is a process of its own, too
        type -> type.isEquivalentTo(Main.class) || type.isEquivalentTo(Rehearsal.class));
  }
}
