package org.softcpt.examples.spring;

import java.io.IOException;
import java.nio.file.Path;
import org.softcpt.runtime.PromptClassifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One classifier for the whole application; Spring closes it when the application stops. */
@Configuration
class ClassifierConfiguration {

  @Bean
  PromptClassifier classifier(@Value("${softcpt.bundle}") Path bundle) throws IOException {
    return PromptClassifier.open(bundle);
  }
}
