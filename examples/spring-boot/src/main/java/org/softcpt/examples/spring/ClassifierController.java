package org.softcpt.examples.spring;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.softcpt.models.io.InvalidInputException;
import org.softcpt.runtime.ImageInput;
import org.softcpt.runtime.PromptClassifier;
import org.softcpt.runtime.Selection;
import org.softcpt.runtime.TaskPrediction;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /classify} with an image file as the body. */
@RestController
class ClassifierController {

  private final PromptClassifier classifier;

  ClassifierController(PromptClassifier classifier) {
    this.classifier = classifier;
  }

  /** Images that are sent at the same time are encoded together; no servlet thread waits. */
  @PostMapping("/classify")
  CompletableFuture<List<TaskPrediction>> classify(
      @RequestBody byte[] image, @RequestParam(name = "top", defaultValue = "3") int top) {
    return classifier.classifyAsync(ImageInput.of(image, "upload"), Selection.ALL.top(top));
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.UNPROCESSABLE_ENTITY)
  String noImage(InvalidInputException refused) {
    return refused.getMessage();
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  String busy(RejectedExecutionException refused) {
    return refused.getMessage();
  }
}
