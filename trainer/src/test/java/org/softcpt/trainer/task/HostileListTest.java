package org.softcpt.trainer.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.softcpt.models.io.InvalidInputException;

/**
 * Lists that are wrong: one line names task, list and entry. In the rows, ^ stands for a new line.
 */
class HostileListTest {

  private static final String GOOD = "path,label,split^a.jpg,x,train^b.jpg,y,train^c.jpg,x,test^";

  @TempDir Path root;

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          l.csv   | path,label^a.jpg,x                          | l.csv: no column 'split'; there are: label, path
          l.csv   | path,label,split^                           | l.csv: no column 'path'; there are:
          l.csv   | ~~                                          | l.csv: no column 'path'; there are:
          l.csv   | path,path,split^a,b,train                   | l.csv: line 2: column 'path' occurs twice
          l.csv   | path,label,split^a.jpg,x,trian              | l.csv: line 2: unknown split 'trian'; known: train, val, test
          l.csv   | path,label,split^a.jpg,x                    | l.csv: line 2: expected 3 cells as in the first line, found 2
          l.csv   | path,label,split^a.jpg,"x,train             | l.csv: line
          l.csv   | path,label,split^a.jpg,x,train^a.jpg,y,train | l.csv: line 3: image a.jpg was listed before, line 2
          l.csv   | path,label,split^a.jpg,x,train^./a.jpg,y,test | l.csv: line 3: image a.jpg was listed before, line 2
          l.csv   | path,label,split^../a.jpg,x,train^b,y,test  | l.csv: line 2: path '../a.jpg' leads out of the root
          l.csv   | path,label,split^/etc/a.jpg,x,train^b,y,test | l.csv: line 2: path '/etc/a.jpg' leads out of the root
          l.csv   | path,label,split^d/../../a,x,train^b,y,test | l.csv: line 2: path 'd/../../a' leads out of the root
          l.csv   | path,label,split^,x,train^b,y,test          | l.csv: line 2: path is blank
          l.csv   | path,label,split^a.jpg,,train               | l.csv: no entry has a label in column 'label'
          l.csv   | path,label,split^a,x,train^,,^b,x,test      | classes: expected at least 2, found 1
          l.jsonl | {"path": "a", "label": "x", "split": "train"}^{ | l.jsonl: line 2: not JSON:
          l.jsonl | [1]                                         | l.jsonl: line 1: expected a JSON object
          l.jsonl | {"path": "a", "label": "x"}                 | l.jsonl: no column 'split'; there are: label, path
          l.jsonl | {"path": "a", "label": "x", "split": 3}     | l.jsonl: line 1: unknown split '3'
          l.txt   | alone                                       | l.txt: line 1: expected a path and a label, found 'alone'
          l.json  | {"train": []}                               | l.json: val: expected a list
          l.json  | []                                          | l.json: train: expected a list
          l.json  | {"train": [["a", 0]], "val": [], "test": []} | l.json: train[0]: expected [path, label, ...] of 3, found ["a",0]
          l.json  | {"train": [["a", -1, "x"]], "val": [], "test": []} | l.json: train[0]: expected a label from 0, found -1
          l.json  | {"train": [["a", 0.5, "x"]], "val": [], "test": []} | l.json: train[0]: expected a label from 0, found 0.5
          l.json  | {"train": [["a", 0, 7]], "val": [], "test": []} | l.json: train[0]: expected a class name, found 7
          l.json  | {"train": [["a", 0, "x"], ["b", 0, "y"]], "val": [], "test": []} | l.json: train[1]: label 0 is 'y', and 'x' before
          l.json  | {"train": [["a", 0, "x"], ["b", 2, "y"]], "val": [], "test": []} | l.json: labels go up to 2, but none is 1
          l.json  | {"train": [["a", 0, "x"]], "val": [], "test": [["a", 0, "x"], ["b", 1, "y"]]} | l.json: test[0]: image a was listed before, train[0]
          l.json  | {"train": [["a", 2147483647, "x"]], "val": [], "test": []} | l.json: labels go up to 2147483647, but none is 0
          split_dk_l.json | {"train": [], "val": [], "test": []} | split_dk_l.json: meta.taskid2cname[0]: expected an entry for the task, found 0 entries
          split_dk_l.json | {"train": [["a", [2], [0]]], "val": [], "test": [], "meta": {"taskid2cname": [["x", "y"]]}} | split_dk_l.json: train[0]: task 0: expected one label below 2, found [2]
          split_dk_l.json | {"train": [["a", [0, 1], [0]]], "val": [], "test": [], "meta": {"taskid2cname": [["x", "y"]]}} | split_dk_l.json: train[0]: expected as many labels as tasks, found [0,1], [0]
          split_dk_l.json | {"train": [["a", [0, 1], [0, 0]]], "val": [], "test": [], "meta": {"taskid2cname": [["x", "y"]]}} | split_dk_l.json: train[0]: task 0: expected one label below 2
          split_dk_l.json | {"train": [["a", ["0"], [0]]], "val": [], "test": [], "meta": {"taskid2cname": [["x", "y"]]}} | split_dk_l.json: train[0]: expected numbers, found ["0"], [0]
          split_dk_l.json | {"train": [["a", [0], [1]]], "val": [], "test": [], "meta": {"taskid2cname": [["x", "y"]]}} | split_dk_l.json: no image of task 0
          split_dk_l.json | {"train": [["a", [0], [0]]], "val": [], "test": [], "meta": {"taskid2cname": [["x", 3]]}} | split_dk_l.json: meta.taskid2cname[0]: expected class names, found 3
          """)
  void isOneLineThatNamesListAndEntry(String file, String content, String message)
      throws IOException {
    Files.writeString(root.resolve(file), content.replace('^', '\n'));
    String found = refused("tasks: [{id: t, name: t, list: %s}]".formatted(file));
    String place = message.startsWith("classes") ? "" : "list: ";
    assertTrue(
        found.startsWith(root.resolve("tasks.yaml") + ": task 't': " + place + message), found);
    assertFalse(found.contains("\n"), found);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          list: absent.csv                                | list: absent.csv: no such file: ROOT/absent.csv
          list: absent.json                               | list: absent.json: no such file: ROOT/absent.json
          list: l.xls                                     | format: expected one of csv, tsv, jsonl, text, coop, softcpt, found 'xls'
          list: l.csv, format: excel                      | format: expected one of csv, tsv, jsonl, text, coop, softcpt, found 'excel'
          list: l.csv, folder: x                          | folder: is for folders, not for a list
          list: l.csv, split: {train: x}                  | split: is for folders, not for a list
          columns: {path: x}                              | columns: is for a list, give 'list'
          list: l.csv, columns: {lable: x}                | columns: unknown key 'lable'; known: path, label, split, task
          list: l.csv, columns: {label: sort}             | list: l.csv: no column 'sort'; there are: label, path, split
          list: l.csv, columns: {task: label}             | list: l.csv: no entry has a label in column 'label' and 't' in column 'label'
          list: l.csv, splits: {train: training}          | list: l.csv: line 2: unknown split 'train'; known: training, val, test
          list: l.csv, images: ../up                      | list: l.csv: line 2: path 'a.jpg' leads out of the root
          list: l.csv, images: /etc                       | list: l.csv: line 2: path 'a.jpg' leads out of the root
          list: l.csv, classes: [x, z]                    | list: l.csv: line 3: unknown class 'y'; known: x, z
          list: l.csv, classes: [{folder: x}, y]          | class 1: unknown key 'folder'; known: label, name
          list: l.csv, classes: {file: absent.txt}        | classes: absent.txt: no such file: ROOT/absent.txt
          list: l.csv, classes: {file: blank.txt}         | classes: blank.txt: expected a class a line, found none
          list: l.csv, classes: {file: tabs.txt}          | classes: tabs.txt: line 2: expected a name, or an id, a tab and a name, found ' y'
          list: l.csv                                     | class 'y': expected at least 1 test image, found none
          list: l.json, splits: {train: x}                | splits: means nothing in a list of format coop
          list: l.json, task: '1'                         | task: means nothing in a list of format coop
          list: {train: l.json}                           | list: expected one file, it has all splits
          list: {}                                        | list: expected a file, or files for train, val and test
          list: split_dk_l.json, task: -1                 | task: expected the task's number in the list, from 0, found -1
          split: {shares: {train: 50, test: 60}}          | split: shares: train: expected shares of 100 in all, found 110
          split: {shares: {train: 100}}                   | split: shares: test: expected a percentage from 1 to 100, found nothing
          """)
  void keysThatDoNotFitAreNamed(String keys, String message) throws IOException {
    Files.writeString(root.resolve("l.csv"), GOOD.replace('^', '\n'));
    Files.writeString(root.resolve("blank.txt"), "\n \n");
    Files.writeString(root.resolve("tabs.txt"), "x\ty\n\ty\n");
    String found = refused("tasks: [{id: t, name: t, %s}]".formatted(keys));
    String expected = message.replace("ROOT", root.toString());
    assertTrue(found.startsWith(root.resolve("tasks.yaml") + ": task 't': " + expected), found);
    assertFalse(found.contains("\n"), found);
  }

  @Test
  void aFileForTheNameHasOneLine() throws IOException {
    Files.writeString(root.resolve("name.txt"), "a\nb\n");
    String found = refused("tasks: [{id: t, name: {file: name.txt}, list: l.csv}]");
    assertTrue(found.endsWith("task 't': name: name.txt: expected one line, found 2"), found);
  }

  @Test
  void listsAreUtf8() throws IOException {
    Files.write(
        root.resolve("l.csv"), "path,label,split\nü,x,train".getBytes(StandardCharsets.ISO_8859_1));
    String found = refused("tasks: [{id: t, name: t, list: l.csv}]");
    assertTrue(found.endsWith("task 't': list: l.csv: not UTF-8 text"), found);
  }

  @Test
  void onlySoftCptsListsHaveNames() throws IOException {
    assertTrue(refused("tasks: [{id: t, list: l.csv}]").endsWith("task 't': name: is missing"));
  }

  @Test // the same image must not be learned in one task and tested in another
  void splitsAgreeBetweenLists() throws IOException {
    Files.writeString(
        root.resolve("l.csv"), "path,label,split\na,x,train\nb,y,train\nc,x,test\nd,y,test\n");
    Files.writeString(
        root.resolve("m.csv"), "path,label,split\nc,x,train\na,x,test\nb,y,train\nd,y,test\n");
    assertEquals(
        root.resolve("tasks.yaml") + ": task 'u': image c is a test and a train image",
        refused("tasks: [{id: t, name: t, list: l.csv}, {id: u, name: u, list: m.csv}]"));
  }

  private String refused(String yaml) {
    return assertThrows(InvalidInputException.class, () -> new TaskTree(root).read(yaml))
        .getMessage();
  }
}
