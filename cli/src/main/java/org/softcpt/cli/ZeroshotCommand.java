package org.softcpt.cli;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Option;
import org.softcpt.models.folder.BundleManifest;
import org.softcpt.models.image.ImageDecoder;
import org.softcpt.models.image.Preprocessor;
import org.softcpt.models.tensor.FloatTensor;
import org.softcpt.models.tokenizer.Overflow;
import org.softcpt.runtime.ClassifierHead;
import org.softcpt.runtime.ImageEncoder;
import org.softcpt.runtime.ModelFolder;
import org.softcpt.runtime.SessionOptions;
import org.softcpt.runtime.TextEncoder;
import org.softcpt.runtime.ZeroShot;
import org.softcpt.trainer.task.TaskDefinition;

/** {@code softcpt zeroshot}: CLIP as it is, with a template and class names. */
final class ZeroshotCommand implements Command {

  /** What the one task is called in JSON. */
  private static final String TASK = "classes";

  @Override
  public String name() {
    return "zeroshot";
  }

  @Override
  public String summary() {
    return "classifies images by class names alone, without training";
  }

  @Override
  public List<String> forms() {
    return List.of(
        "--model MODEL --classes \"a,b,c\" [--template \"a photo of a {}.\"] [--truncate] [--json] IMAGE...");
  }

  @Override
  public String operand() {
    return "IMAGE";
  }

  @Override
  public List<Option> options() {
    return DeviceOptions.with(
        Opt.required("model", "MODEL", "what softcpt export wrote"),
        Opt.required("classes", "LIST", "class names, separated by commas; at least two"),
        Opt.value(
            "template",
            "TEXT",
            "prompt with {} for the class name; default \"%s\""
                .formatted(TaskDefinition.DEFAULT_TEMPLATE)),
        Opt.flag("truncate", "cut prompts that have too many tokens instead of refusing them"),
        Opt.value("top", "K", "classes in the table; default " + PredictCommand.DEFAULT_TOP),
        Opt.flag("json", "one JSON object per image and line, with every class's probability"));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws Exception {
    List<String> classes = NewTaskOptions.classes(arguments.text("classes", ""));
    int top = arguments.integer("top", PredictCommand.DEFAULT_TOP, 1, Integer.MAX_VALUE);
    List<Path> images = arguments.operandPaths();
    ModelFolder model = ModelFolder.open(arguments.path("model"));
    SessionOptions session = DeviceOptions.session(arguments, terminal);
    String template = arguments.text("template", TaskDefinition.DEFAULT_TEMPLATE);
    Overflow overflow = arguments.has("truncate") ? Overflow.TRUNCATE : Overflow.REFUSE;
    ClassifierHead head = head(model, session, classes, template, overflow);
    Preprocessor preprocessor = new Preprocessor(model.manifest().preprocessing());
    try (ImageEncoder encoder = model.imageEncoder(session)) {
      boolean json = arguments.has("json");
      return new ImageRun(terminal, name(), json, json ? Integer.MAX_VALUE : top)
          .answer(
              images,
              image -> {
                float[] pixels = preprocessor.apply(ImageDecoder.decode(image));
                return head.predict(encoder.encode(pixels, 1)[0]);
              });
    }
  }

  private static ClassifierHead head(
      ModelFolder model,
      SessionOptions session,
      List<String> classes,
      String template,
      Overflow overflow)
      throws Exception {
    try (TextEncoder encoder = model.textEncoder(session)) {
      FloatTensor features =
          new ZeroShot(encoder, model.tokenizer(), overflow).features(classes, List.of(template));
      List<BundleManifest.Task> tasks = List.of(new BundleManifest.Task(TASK, TASK, classes));
      return new ClassifierHead(tasks, features, model.manifest().logitScale());
    }
  }
}
