package org.softcpt.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service: {@code java -jar … --softcpt.bundle=run/bundle}. */
@SpringBootApplication
public class ClassifierApplication {

  /**
   * Starts it.
   *
   * @param arguments Spring Boot's
   */
  public static void main(String[] arguments) {
    SpringApplication.run(ClassifierApplication.class, arguments);
  }
}
