import { parentPort } from 'node:worker_threads';
import type { Extraction } from './extracted.ts';
import { extractDocx } from './formats/docx.ts';
import { extractHtml } from './formats/html.ts';
import { extractPdf } from './formats/pdf.ts';
import type { SandboxJob, SandboxReply } from './sandbox.ts';

/** The thread behind `sandbox.ts`: takes one job a message and answers with its outcome. */

async function extract({ format, bytes }: SandboxJob): Promise<Extraction> {
  switch (format) {
    case 'html':
      return extractHtml(bytes);
    case 'pdf':
      return extractPdf(bytes);
    case 'docx':
      return extractDocx(bytes);
  }
}

function answer(extraction: Extraction): void {
  const { heapTotal, external } = process.memoryUsage();
  const reply: SandboxReply = { extraction, heldBytes: heapTotal + external };
  parentPort?.postMessage(reply);
}

parentPort?.on('message', (job: SandboxJob) => {
  extract(job).then(answer, (error: unknown) => {
    // Parsers throw all sorts of things at malformed files; here, and only here, all of them mean the file is bad.
    const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
    answer({ kind: 'refused', reason: `damaged: its parser failed (${message.slice(0, 200)})` });
  });
});
