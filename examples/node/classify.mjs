// Classifies preprocessed images with a fused classifier and prints a JSON object per image and line.
//
//   node classify.mjs classifier.onnx pixels.f32
//
// pixels.f32: float32, little-endian, [B, 3, side, side], prepared as the classifier's metadata says.
import { readFile } from "node:fs/promises";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { metadata } from "./metadata.mjs";

const [model, pixelFile] = process.argv.slice(2);
if (!pixelFile) {
  console.error("usage: node classify.mjs classifier.onnx pixels.f32");
  process.exit(2);
}
const { input, tasks, features } = await metadata(model);
const content = await readFile(pixelFile);
const pixels = new Float32Array(content.buffer.slice(content.byteOffset, content.byteOffset + content.length));
const image = 3 * input.side * input.side;
if (pixels.length === 0 || pixels.length % image !== 0) {
  console.error(`${pixelFile}: expected a multiple of 3 x ${input.side} x ${input.side} numbers, found ${pixels.length}`);
  process.exit(2);
}
const images = pixels.length / image;

const session = await InferenceSession.create(model);
const outputs = await session.run({ [input.name]: new Tensor("float32", pixels, [images, 3, input.side, input.side]) });
const row = (name, width, index) => outputs[name].data.subarray(index * width, (index + 1) * width);
for (let index = 0; index < images; index++) {
  const answer = {};
  for (const { output, id, classes } of tasks) {
    const probabilities = row(output, classes.length, index);
    answer[id] = Object.fromEntries(classes.map((name, place) => [name, probabilities[place]]));
  }
  console.log(JSON.stringify({ tasks: answer, feature: [...row(features.output, features.width, index)] }));
}
await session.release();
