package org.softcpt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.softcpt.models.io.InvalidInputException;

class DeviceChoiceTest {

  @Test
  void theCpuIsAlwaysThere() throws InvalidInputException {
    assertEquals(
        new DeviceChoice.Selected(Device.cpu(), "device cpu"), DeviceChoice.parse("cpu").select());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:x", "cuda:1234", "cpu:0"})
  void refusesOtherWords(String text) {
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> DeviceChoice.parse(text));
    assertEquals(
        "device: expected cpu, cuda, cuda:N or auto, found '%s'".formatted(text),
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda", "cuda:0", "cuda:3"})
  void aGpuThatCannotBeUsedIsOneLineWithTheWayOut(String text) throws InvalidInputException {
    assumeNoCuda();
    DeviceChoice choice = DeviceChoice.parse(text);
    InvalidInputException refused = assertThrows(InvalidInputException.class, choice::select);
    String message = refused.getMessage();
    assertTrue(message.startsWith("device cuda:" + (text.endsWith("3") ? "3" : "0")), message);
    assertTrue(message.contains("mvn -Pcuda"), message);
    assertTrue(message.contains("looked in"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void autoTakesTheCpuAndSaysWhy() throws InvalidInputException {
    assumeNoCuda();
    DeviceChoice.Selected selected = DeviceChoice.parse("auto").select();
    assertEquals(Device.cpu(), selected.device());
    assertTrue(
        selected.description().startsWith("device cpu (auto: no CUDA: "), selected.description());
  }

  @Test // the probe's hand-written model, on the device every machine has
  void theProbesGraphIsValid() throws InvalidInputException {
    assertEquals(Optional.empty(), CudaProbe.failure(Device.cpu()));
  }

  @Test
  void devicesReadAsOnTheCommandLine() {
    assertEquals("cpu", Device.cpu().toString());
    assertEquals("cuda:2", Device.cuda(2).toString());
    assertThrows(IllegalArgumentException.class, () -> Device.cuda(-1));
    assertThrows(IllegalArgumentException.class, () -> new Device(Device.Kind.CPU, 1));
  }

  private static void assumeNoCuda() {
    assumeFalse(
        OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA),
        "this ONNX Runtime is built for CUDA");
  }
}
