import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What every bot of the campaign knows, and can be asked. */
export const bridgeQuestion = 'Who designed the bridge of Aldermouth?';
export const bridgeAnswer = /Ida Vey/;

/** Writes a folder of documents with one that answers, and the settings that name it. */
export function bridgeFolder(folder: string): Readonly<Record<string, string>> {
  const documents = path.join(folder, 'documents');
  mkdirSync(documents, { recursive: true });
  writeFileSync(
    path.join(documents, 'bridge.md'),
    '# The Aldermouth bridge\n\nThe bridge over the river Ock was opened in 1911. The engineer Ida Vey designed the bridge of Aldermouth.\n',
  );
  return {
    DOCUMENTS_DIR: documents,
    INDEX_DIR: path.join(folder, 'index'),
    FEEDBACK_DIR: path.join(folder, 'feedback'),
    USER_QUESTIONS_PER_MINUTE: '10000',
    WAITING_QUESTIONS: '100000',
  };
}
