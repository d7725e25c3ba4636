import type { FileRecord } from './model-files.ts';

/** A hub model whose exact bytes are known beforehand. */
export interface KnownModel {
  /** Full commit hash on the hub. */
  readonly commit: string;
  readonly files: readonly FileRecord[];
}

/**
 * Hub models that are pinned here, by `owner/name`.
 *
 * The values are those that several public projects pin, independently and alike. A wrong one could only refuse a
 * download, never let other bytes through.
 */
export const knownModels: ReadonlyMap<string, KnownModel> = new Map([
  [
    'Xenova/all-MiniLM-L6-v2',
    {
      commit: '751bff37182d3f1213fa05d7196b954e230abad9',
      files: [
        {
          name: 'config.json',
          size: 650,
          sha256: '7135149f7cffa1a573466c6e4d8423ed73b62fd2332c575bf738a0d033f70df7',
        },
        {
          name: 'tokenizer.json',
          size: 711_661,
          sha256: 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0',
        },
        {
          name: 'tokenizer_config.json',
          size: 366,
          sha256: '9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3',
        },
        {
          name: 'onnx/model_quantized.onnx',
          size: 22_972_370,
          sha256: 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
        },
      ],
    },
  ],
]);
