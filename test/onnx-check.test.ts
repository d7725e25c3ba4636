import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspectOnnx } from '../src/embedding/onnx-check.ts';
import { tinyModelFiles } from './fixtures/tiny-model.ts';

const onnxWith = (producer: string): Buffer => tinyModelFiles({ producer }).get('onnx/model_quantized.onnx')!;
const sound = onnxWith('test');

test('finds nothing wrong with a model that the runtime opens', () => {
  assert.deepEqual(inspectOnnx(sound), { problem: null, dependsOnBatch: false });
});

test('finds every truncation, and bytes after the end', () => {
  for (let length = 1; length < sound.length; length += 1) {
    assert.match(
      inspectOnnx(sound.subarray(0, length)).problem ?? '',
      /is not a whole ONNX model/,
      `${length} of ${sound.length} bytes`,
    );
  }
  assert.equal(inspectOnnx(Buffer.alloc(0)).problem, 'is empty');
  assert.match(
    inspectOnnx(Buffer.concat([sound, Buffer.alloc(20)])).problem ?? '',
    /is not a whole ONNX model/,
  );
});

test('names web pages and Git LFS pointers for what they are', () => {
  assert.match(inspectOnnx(Buffer.from('\n<!DOCTYPE html>')).problem ?? '', /web page/);
  assert.match(
    inspectOnnx(Buffer.from('version https://git-lfs.github.com/spec/v1\n')).problem ?? '',
    /Git LFS pointer/,
  );
});

test('refuses weights in other files, also when the length of the key is written in a longer way', () => {
  const plain = '\u000a\u0008location\u0012\u000b../data.bin';
  const padded = '\u000a\u0088\u0000location\u0012\u000b../data.bin';
  for (const reference of [plain, padded])
    assert.match(inspectOnnx(onnxWith(reference)).problem ?? '', /external data/);
});

test('lets a name pass that only ends in the key of external data', () => {
  assert.equal(inspectOnnx(onnxWith('geolocation of a node')).problem, null);
});

test('tells that run-time quantisation makes vectors depend on the batch', () => {
  assert.equal(inspectOnnx(onnxWith('DynamicQuantizeLinear')).dependsOnBatch, true);
});
