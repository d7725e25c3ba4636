import path from 'node:path';
import type { PreTrainedModel, PreTrainedTokenizer } from '@xenova/transformers';
import { KnownError } from '../errors.ts';
import { heldFiles, holdFiles } from './held-files.ts';
import type { ModelFiles } from './model-files.ts';
import { quickenLookup } from './piece-lookup.ts';
import { rememberPieces } from './word-pieces.ts';

/** Tokenizer and network of one open model. */
export interface Encoder {
  /** Ids of a text's tokens, cut to the model's length; `null` when none of them carries meaning (all special or unknown). */
  readonly tokenize: (text: string) => readonly number[] | null;
  /** Runs the network once over texts given as token ids. Blocks the event loop while it runs. */
  readonly run: (batch: readonly (readonly number[])[]) => Promise<TokenVectors>;
  readonly close: () => Promise<void>;
}

/** Token vectors of a batch, row-major `[batch, sequenceLength, dimension]`; shorter texts are padded at the end. */
export interface TokenVectors {
  readonly states: Float32Array;
  readonly sequenceLength: number;
  readonly dimension: number;
}

/**
 * Opens a model through Transformers.js, from its folder alone.
 *
 * The library is imported here and not above, because that takes 0.2 s which commands without a model need not pay.
 *
 * @throws KnownError `model` when the library does not know the kind of model or cannot read its files
 */
export async function openEncoder(files: ModelFiles): Promise<Encoder> {
  const { AutoModel, AutoTokenizer, Tensor, env } = await import('@xenova/transformers');
  const fail = (problem: string, cause?: unknown): KnownError =>
    new KnownError('model', `The embedding model in ${files.folder} cannot be used: ${problem}`, { cause });
  if (!AutoModel.MODEL_CLASS_MAPPINGS.some((classes) => classes.has(files.modelType))) {
    throw fail(`Transformers.js knows no model_type "${files.modelType}"`);
  }
  // The library joins localModelPath and a model's name. With the root of the file system as the former, two models
  // that open at the same time set it to the same value.
  const { root } = path.parse(files.folder);
  env.localModelPath = root.replaceAll('\\', '/');
  env.allowRemoteModels = false;
  env.useFSCache = false;
  const name = path.relative(root, files.folder).replaceAll('\\', '/');
  const local = { local_files_only: true };

  env.useCustomCache = true;
  env.customCache = heldFiles;
  const place = `${env.localModelPath.replace(/\/$/, '')}/${name}`;
  const release = holdFiles(new Map([...files.contents].map(([file, bytes]) => [`${place}/${file}`, bytes])));
  const opening = async (): Promise<[PreTrainedTokenizer, PreTrainedModel]> => [
    await AutoTokenizer.from_pretrained(name, local).catch((error: unknown) => {
      throw fail(
        'tokenizer.json and tokenizer_config.json are not of a kind that Transformers.js reads',
        error,
      );
    }),
    await AutoModel.from_pretrained(name, { ...local, quantized: files.quantized }).catch(
      (error: unknown) => {
        throw fail('the runtime cannot open its ONNX file', error);
      },
    ),
  ];
  const [tokenizer, model] = await opening().finally(release);
  const meaningless = new Set<number>(tokenizer.all_special_ids);
  if (typeof tokenizer.unk_token_id === 'number') meaningless.add(tokenizer.unk_token_id);
  const padding = BigInt(tokenizer.pad_token_id ?? 0);
  // Tokenizers without a length of their own would otherwise not cut at all.
  tokenizer.model_max_length = files.maxTokens;

  if (files.readsWordByWord) quickenLookup(tokenizer.model);
  const idsOf = files.readsWordByWord
    ? rememberPieces(
        (text, withSpecial) => tokenizer.encode(text, null, { add_special_tokens: withSpecial }),
        files.maxTokens,
      )
    : (text: string) => {
        const options = { truncation: true, max_length: files.maxTokens, return_tensor: false };
        return (tokenizer(text, options) as { input_ids: number[] }).input_ids;
      };

  return {
    tokenize: (text) => {
      const ids = idsOf(text);
      return ids.some((id) => !meaningless.has(id)) ? ids : null;
    },
    run: async (batch) => {
      const sequenceLength = batch.reduce((longest, ids) => Math.max(longest, ids.length), 0);
      const shape = [batch.length, sequenceLength];
      const inputIds = new BigInt64Array(batch.length * sequenceLength).fill(padding);
      const attentionMask = new BigInt64Array(inputIds.length);
      batch.forEach((ids, row) => {
        for (let column = 0; column < ids.length; column += 1)
          inputIds[row * sequenceLength + column] = BigInt(ids[column]!);
        attentionMask.fill(1n, row * sequenceLength, row * sequenceLength + ids.length);
      });
      const outputs = (await model({
        input_ids: new Tensor('int64', inputIds, shape),
        attention_mask: new Tensor('int64', attentionMask, shape),
        token_type_ids: new Tensor('int64', new BigInt64Array(inputIds.length), shape),
      })) as Record<string, { data: unknown; dims: number[] } | undefined>;
      const output = outputs['last_hidden_state'];
      if (!(output?.data instanceof Float32Array) || output.dims.length !== 3) {
        throw fail(
          `it gives ${Object.keys(outputs).join(', ')} and not last_hidden_state as 32-bit floats for each token`,
        );
      }
      return { states: output.data, sequenceLength, dimension: output.dims[2]! };
    },
    close: async () => {
      await model.dispose();
    },
  };
}
