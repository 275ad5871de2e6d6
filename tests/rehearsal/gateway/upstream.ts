import { createServer } from 'node:http';
import { listening } from './listening.ts';

/** A provider that answers at once and says that a call used what its words ask for: `use 120`. */
export async function upstream(): Promise<{
  readonly baseUrl: string;
  /** Tokens of all answers. */
  readonly used: () => number;
  readonly close: () => Promise<void>;
}> {
  let used = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { messages } = JSON.parse(Buffer.concat(chunks).toString()) as { messages: readonly { content: string }[] };
      const tokens = Number(/^use (\d+)/.exec(messages[0]?.content ?? '')?.[1] ?? 2);
      used += tokens;
      const choices = [{ index: 0, message: { role: 'assistant', content: 'yes' }, finish_reason: 'stop' }];
      const usage = { prompt_tokens: tokens - 1, completion_tokens: 1, total_tokens: tokens };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ id: 'c1', object: 'chat.completion', created: 1, model: 'large', choices, usage }));
    });
  });
  const { port, close } = await listening(server);
  return { baseUrl: `http://127.0.0.1:${port}/v1`, used: () => used, close };
}
