// Writes the text features of a task that was never trained, with a bundle's meta network and text encoder,
// and prints them as a JSON array of unit rows, one per class.
//
//   node newtask.mjs RUN/bundle names.json
//
// names.json: {"task": [tokens], "classes": [[tokens], ...]}, the tokens of each name with its full stop and the
// end of text, by the tokenizer in RUN/bundle/tokenizer.
import { readFile } from "node:fs/promises";
import { InferenceSession, Tensor } from "onnxruntime-node";

const [bundle, nameFile] = process.argv.slice(2);
if (!nameFile) {
  console.error("usage: node newtask.mjs RUN/bundle names.json");
  process.exit(2);
}
const { task, classes } = JSON.parse(await readFile(nameFile, "utf8"));
const encoder = await InferenceSession.create(`${bundle}/prompt_encoder.onnx`);
const network = await InferenceSession.create(`${bundle}/meta_network.onnx`);

const whole = (values, ...shape) => new Tensor("int64", BigInt64Array.from(values, BigInt), shape);

/** Text features [C, D] of prompts, each behind the same context [1, L, w]. */
async function features(contexts, prompts) {
  const count = prompts.length;
  const size = Math.max(...prompts.map((prompt) => prompt.length));
  const places = [...Array(count * size).keys()];
  const outputs = await encoder.run({
    contexts,
    tokens: whole(prompts.flatMap((prompt) => [...prompt, ...Array(size - prompt.length).fill(0)]), count * size),
    positions: whole(places.map((place) => 1 + contexts.dims[1] + (place % size)), count * size),
    rows: whole(places, count, size),
    slots: whole(places, count * size),
    groups: whole(Array(count).fill(0), count),
    eot: whole(prompts.map((prompt, index) => index * size + prompt.length - 1), count),
  });
  return outputs.features;
}

const width = network.inputMetadata[0].shape[1];
const nothing = new Tensor("float32", new Float32Array(width), [1, width]);
const { task_context } = await network.run({ task_features: nothing }, ["task_context"]); // reads no input
const { contexts } = await network.run({ task_features: await features(task_context, [task]) }, ["contexts"]);
const { data, dims } = await features(contexts, classes);
const rows = classes.map((_, index) => [...data.subarray(index * dims[1], (index + 1) * dims[1])]);
console.log(JSON.stringify(rows.map((row) => row.map((value) => value / Math.hypot(...row)))));
await network.release();
await encoder.release();
