// What a fused classifier says about itself. ONNX Runtime's JavaScript interface does not hand out a model's
// metadata, but softcpt writes it in front of the graph: the first bytes of the file are enough.
import { open } from "node:fs/promises";

const METADATA_FIELD = 14; // of ModelProto: StringStringEntryProto metadata_props
const GRAPH_FIELD = 7;
const VARINT = 0;
const BYTES = 2;

/** The JSON object under "softcpt.classifier": tasks, classes, preprocessing, digests. */
export async function metadata(file) {
  const handle = await open(file);
  try {
    for (let size = 1 << 16; ; size *= 2) { // many classes take more bytes
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
      const entries = readEntries(buffer.subarray(0, bytesRead));
      if (entries.has("softcpt.classifier")) return JSON.parse(entries.get("softcpt.classifier"));
      if (bytesRead < size) throw new Error(`${file}: no classifier that softcpt wrote`);
    }
  } finally {
    await handle.close();
  }
}

function readEntries(bytes) {
  const entries = new Map();
  for (const { number, value } of fields(bytes)) {
    if (number === GRAPH_FIELD) break;
    if (number !== METADATA_FIELD) continue;
    const entry = {};
    for (const part of fields(value)) entry[part.number] = part.value.toString("utf8");
    entries.set(entry[1], entry[2]);
  }
  return entries;
}

/** The fields of a protobuf message, as far as they are whole; those before a model's graph are numbers and bytes. */
function* fields(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; at < bytes.length; factor *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    return Infinity; // cut off
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const length = varint(); // or the number itself
    if (tag % 8 === VARINT) {
      yield { number, value: length };
    } else if (tag % 8 === BYTES && (number === GRAPH_FIELD || at + length <= bytes.length)) {
      yield { number, value: bytes.subarray(at, at + length) };
      at += length;
    } else {
      return;
    }
  }
}
