package org.softcpt.trainer.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One fixture per kind of list; all of them describe the same four images. */
class ListSourceTest {

  private static final List<String> EXPECTED =
      List.of(
          "images/b.jpg train [1] 0/0",
          "images/z.jpg train [0] 0/1",
          "images/a.jpg test [0] 0/2",
          "images/c.jpg test [1] 0/3");

  @TempDir Path root;
  private TaskTree tree;

  @BeforeEach
  void writeLists() throws IOException {
    tree = new TaskTree(root);
    write(
        "list.csv",
        "path,label,split\nb.jpg,kiwi,train\nz.jpg,fig,train\na.jpg,fig,test\nc.jpg,kiwi,test\n");
    write(
        "odd.tsv",
        "\uFEFFfold\tfile\tsort\r\ntraining\tb.jpg\tkiwi\r\n\r\ntraining\tz.jpg\t\"fig\"\r\ntesting\ta.jpg\tfig\r\ntesting\tc.jpg\tkiwi\r\n");
    write(
        "list.jsonl",
        """
        {"path": "b.jpg", "labels": {"sort": "kiwi"}, "split": "train"}
        {"path": "z.jpg", "labels": {"sort": "fig"}, "split": "train"}
        {"path": "a.jpg", "labels": {"sort": "fig"}, "split": "test"}
        {"path": "c.jpg", "labels": {"sort": "kiwi"}, "split": "test"}
        """);
    write("train.txt", "b kiwi\nz fig\n");
    write("test.txt", "a\tfig\nc kiwi\n");
    write(
        "split_zhou_Fruit.json",
        """
        {"train": [["b.jpg", 1, "kiwi"], ["z.jpg", 0, "fig"]], "val": [],
         "test": [["a.jpg", 0, "fig"], ["c.jpg", 1, "kiwi"]]}""");
    write(
        "split_dk_Fruit.json",
        """
        {"train": [["b.jpg", [1], [0]], ["z.jpg", [0], [0]]], "val": [],
         "test": [["a.jpg", [0], [0]], ["c.jpg", [1], [0]]],
         "meta": {"taskid2tname": ["sorts_of_fruit"], "taskid2cname": [["fig", "kiwi"]]}}""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list: list.csv",
        "list: odd.tsv, columns: {path: file, label: sort, split: fold}, splits: {train: training, test: testing}",
        "list: list.jsonl, columns: {label: labels.sort}",
        "list: {train: train.txt, test: test.txt}, ending: .jpg",
        "list: split_zhou_Fruit.json",
        "list: split_dk_Fruit.json",
        "list: split_dk_Fruit.json, format: softcpt, task: 0",
      })
  void everyKindOfListGivesTheSameImagesInTheListsOrder(String source) throws IOException {
    Dataset data =
        tree.read("tasks: [{id: t, name: sorts of fruit, images: images, %s}]".formatted(source));
    assertEquals(EXPECTED, described(data));
    TaskDefinition task = data.tasks().tasks().get(0);
    assertEquals(
        List.of(new ClassDefinition("fig", "fig"), new ClassDefinition("kiwi", "kiwi")),
        task.classes());
    assertEquals("sorts of fruit", task.name());
  }

  @Test
  void softCptsListsNameTheirTasks() throws IOException {
    Dataset data = tree.read("tasks: [{id: t, list: split_dk_Fruit.json}]");
    assertEquals("sorts of fruit", data.tasks().tasks().get(0).name());
  }

  @Test
  void namesComeFromFiles() throws IOException {
    write("classes.txt", "kiwi\tKiwi fruit\n\nfig\tcommon_fig\n");
    write("task_name.txt", "fruit sorts\n");
    Dataset data =
        tree.read(
            "tasks: [{id: t, name: {file: task_name.txt}, list: list.csv, classes: {file: classes.txt}}]");
    TaskDefinition task = data.tasks().tasks().get(0);
    assertEquals("fruit sorts", task.name());
    assertEquals(
        List.of(
            new ClassDefinition("kiwi", "Kiwi fruit"), new ClassDefinition("fig", "common fig")),
        task.classes());
    assertEquals(
        0, data.images().get(0).labels()[0]); // b.jpg: the file's order numbers the classes
  }

  @Test
  void classesAreRenamedInTheTaskFile() throws IOException {
    Dataset data =
        tree.read(
            "tasks: [{id: t, name: t, list: list.csv, classes: [kiwi, {label: fig, name: ripe fig}]}]");
    assertEquals("ripe fig", data.tasks().tasks().get(0).classes().get(1).name());
  }

  @Test // one list, a column per task; a blank cell is no label
  void oneImageHasLabelsInSeveralTasks() throws IOException {
    write(
        "wide.csv",
        """
        path,split,sort,colour
        a.jpg,train,fig,blue
        b.jpg,train,kiwi,green
        c.jpg,train,,blue
        d.jpg,test,fig,green
        e.jpg,test,kiwi,blue
        """);
    Dataset data =
        tree.read(
            """
            tasks:
              - {id: sort, name: sort, list: wide.csv, columns: {label: sort}}
              - {id: colour, name: colour, list: wide.csv, columns: {label: colour}}
            """);
    assertEquals(
        List.of(
            "a.jpg train [0, 0] 0/0",
            "b.jpg train [1, 1] 0/1",
            "c.jpg train [-1, 0] 0/2",
            "d.jpg test [0, 1] 0/3",
            "e.jpg test [1, 0] 0/4"),
        described(data));
  }

  @Test // one list, a row per image and task
  void aColumnMayNameTheTask() throws IOException {
    write(
        "long.csv",
        """
        path,split,task,label
        a.jpg,train,sort,fig
        a.jpg,train,Colour,blue
        b.jpg,train,sort,kiwi
        c.jpg,train,Colour,green
        d.jpg,test,sort,fig
        d.jpg,test,Colour,blue
        e.jpg,test,sort,kiwi
        e.jpg,test,Colour,green
        """);
    Dataset data =
        tree.read(
            """
            tasks:
              - {id: sort, name: sort, list: long.csv, columns: {task: task}}
              - {id: colour, name: colour, list: long.csv, columns: {task: task}, task: Colour}
            """);
    assertEquals(
        List.of(
            "a.jpg train [0, 0] 0/0",
            "b.jpg train [1, -1] 0/2",
            "c.jpg train [-1, 1] 0/3",
            "d.jpg test [0, 0] 0/4",
            "e.jpg test [1, 1] 0/6"),
        described(data));
  }

  @Test
  void softCptsListsHoldSeveralTasks() throws IOException {
    write(
        "split_dk_Both.json",
        """
        {"train": [["a.jpg", [0, 1], [0, 1]], ["b.jpg", [1], [0]], ["c.jpg", [0], [1]]], "val": [],
         "test": [["d.jpg", [0, 0], [0, 1]], ["e.jpg", [1, 1], [0, 1]]],
         "meta": {"taskid2tname": ["sort", "colour"],
                  "taskid2cname": [["fig", "kiwi"], ["green", "blue"]]}}""");
    Dataset data =
        tree.read(
            """
            tasks:
              - {id: sort, list: split_dk_Both.json}
              - {id: colour, list: split_dk_Both.json, task: 1}
            """);
    assertEquals(
        List.of(
            "a.jpg train [0, 1] 0/0",
            "b.jpg train [1, -1] 0/1",
            "c.jpg train [-1, 0] 0/2",
            "d.jpg test [0, 0] 0/3",
            "e.jpg test [1, 1] 0/4"),
        described(data));
    assertEquals("colour", data.tasks().tasks().get(1).name());
  }

  @Test
  void twoListsAreTwoDataSets() throws IOException {
    Dataset data =
        tree.read(
            """
            tasks:
              - {id: t, name: t, list: list.csv}
              - {id: u, name: u, list: split_zhou_Fruit.json, images: other}
            """);
    assertEquals("b.jpg train [1, -1] 0/0", described(data).get(0));
    assertEquals("other/b.jpg train [-1, 1] 1/0", described(data).get(1));
  }

  @Test // folders without splits: 10 images by shares of 50, 20 and 30
  void sharesSplitAFolderAlwaysAlike() throws IOException {
    for (int i = 0; i < 10; i++) {
      tree.image("t/x/%d.jpg".formatted(i))
          .image("t/y/%d.webp".formatted(i))
          .image("u/y/%d.jpg".formatted(i));
    }
    String yaml =
        "tasks: [{id: t, name: t, folder: [t, u], split: {shares: {train: 50, val: 20, test: 30}}}]";
    Dataset data = tree.read(yaml);
    assertEquals(
        List.of(15L, 6L, 9L),
        List.of(count(data, Split.TRAIN), count(data, Split.VAL), count(data, Split.TEST)));
    assertEquals(data.images(), tree.read(yaml).images());
  }

  private static long count(Dataset data, Split split) {
    return data.images().stream().filter(image -> image.split() == split).count();
  }

  private static List<String> described(Dataset data) {
    return data.images().stream()
        .map(
            image ->
                "%s %s %s %s"
                    .formatted(
                        image.path(),
                        image.split().key(),
                        Arrays.toString(image.labels()),
                        place(image.place())))
        .toList();
  }

  private static String place(Optional<ListPlace> place) {
    return place.map(each -> each.list() + "/" + each.order()).orElse("none");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(root.resolve(name), content);
  }
}
