package org.softcpt.trainer.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.softcpt.models.folder.VersionedJson;
import org.softcpt.models.io.Json;
import org.softcpt.trainer.evaluation.Results;
import org.softcpt.trainer.evaluation.Results.ClassResult;
import org.softcpt.trainer.evaluation.Results.TaskResult;
import org.softcpt.trainer.task.ClassDefinition;
import org.softcpt.trainer.task.Metric;
import org.softcpt.trainer.task.TaskDefinition;
import org.softcpt.trainer.task.TaskSet;
import org.softcpt.trainer.training.RunFolder;
import org.softcpt.trainer.training.RunManifest;
import org.softcpt.trainer.training.RunManifest.Origin;
import org.softcpt.trainer.training.TrainingConfig;

/**
 * A run folder with made-up figures, written as the formats' description says. Its names are those
 * of an enemy: a page must show them as text.
 *
 * @param root the run's folder
 */
record RunFixture(Path root) {

  static final String HOSTILE = "<script>alert(\"1\")</script>&amp;\u0001";

  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final int IMAGES = 5; // per class

  /** Two tasks: of three classes, one of them hostile, and of two. */
  static TaskSet tasks() {
    return new TaskSet(
        List.of(
            task("fruit", "fruit, all kinds", Metric.OVERALL_ACC, "kiwi", "lime", HOSTILE),
            task("tone", HOSTILE, Metric.MEAN_ACC, "dark", "bright")));
  }

  private static TaskDefinition task(String id, String name, Metric metric, String... classes) {
    return new TaskDefinition(
        id,
        name,
        List.of(classes).stream().map(each -> new ClassDefinition(each, each)).toList(),
        List.of(TaskDefinition.DEFAULT_TEMPLATE),
        metric);
  }

  RunFixture write() throws IOException {
    RunFolder folder = new RunFolder(root);
    Files.createDirectories(root);
    RunManifest manifest =
        new RunManifest(
            TrainingConfig.of(Map.of("seed", "7", "epochs", "3")),
            new Origin("/nowhere/" + HOSTILE.replace("\u0001", ""), DIGEST),
            new Origin("/nowhere/cache", DIGEST),
            tasks());
    VersionedJson.write(folder.config(), "softcpt-run", 1, manifest);
    Json.write(folder.results(), results());
    Files.writeString(folder.losses(), losses());
    Files.writeString(predictions(), rows());
    return this;
  }

  Path predictions() {
    return root.resolve("predictions.csv");
  }

  /** The images that {@link #rows} names, but the last of each class; in the task's folder. */
  static Path images(Path folder) throws IOException {
    for (TaskDefinition task : tasks().tasks()) {
      for (int label = 0; label < task.classes().size(); label++) {
        for (int i = 0; i < IMAGES - 1; i++) {
          Path file = folder.resolve(path(task, label, i));
          Files.createDirectories(file.getParent());
          BufferedImage image = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
          image.setRGB(label, i, 0xff0000);
          ImageIO.write(image, "png", file.toFile());
        }
      }
    }
    return folder;
  }

  private static String path(TaskDefinition task, int label, int index) {
    return "%s/%d, \"quoted\"/test_%d.png".formatted(task.id(), label, index);
  }

  /** Of class c, image i is taken for class (c + i / 3) mod C: three of five are right. */
  private static String rows() {
    StringBuilder rows = new StringBuilder("task,path,label,predicted,probability\n");
    for (TaskDefinition task : tasks().tasks()) {
      int classes = task.classes().size();
      for (int label = 0; label < classes; label++) {
        for (int i = 0; i < IMAGES; i++) {
          List<String> cells =
              List.of(
                  task.id(),
                  path(task, label, i),
                  task.classes().get(label).id(),
                  task.classes().get((label + i / 3) % classes).id());
          cells.forEach(cell -> rows.append('"').append(cell.replace("\"", "\"\"")).append("\","));
          rows.append("0.").append(50 + i).append('\n');
        }
      }
    }
    return rows.toString();
  }

  static Results results() {
    List<TaskResult> rows = new ArrayList<>();
    for (TaskDefinition task : tasks().tasks()) {
      List<ClassResult> classes =
          task.classes().stream()
              .map(each -> new ClassResult(each.id(), each.name(), IMAGES, 3, 2))
              .toList();
      rows.add(
          new TaskResult(
              task.id(), task.name(), task.metric(), IMAGES * classes.size(), 0.6, 0.4, classes));
    }
    return new Results("softcpt-nata", 0.6, 0.4, rows);
  }

  private static String losses() {
    return """
        epoch,step,loss,learning_rate
        1,1,2.5,1.0E-5
        1,2,2.25,1.0E-5
        2,3,1.5,0.002
        2,4,1.75,0.002
        3,5,1.0,0.001
        3,6,0.5,0.001
        """;
  }
}
