package org.softcpt.models.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** An image tower's sizes. As JSON it is an object whose {@code "type"} says which kind. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = VisionTransformer.class, name = "vision_transformer"),
  @JsonSubTypes.Type(value = ModifiedResNet.class, name = "modified_resnet")
})
public sealed interface VisionConfig permits VisionTransformer, ModifiedResNet {

  /**
   * Side of the square input.
   *
   * @return pixels
   */
  int imageSize();

  /**
   * Tokens that attention runs over at the tower's end.
   *
   * @return one for the pooled token and one per patch or place of the grid
   */
  int tokens();
}
