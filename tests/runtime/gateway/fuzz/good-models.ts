import { createServer, type Server } from 'node:http';
import { answering } from '../../bundle/support/stand-in.ts';
import { CONVERSE_USAGE } from '../support/bedrock-stand-in.ts';
import { frame } from '../support/providers/bedrock-wire.ts';

const USAGE = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
const ANSWER = { id: 'c', object: 'chat.completion', created: 1, model: 'm' };

/** Models of both wire formats that answer whatever they are asked: a fault is then the caller's or the gateway's. */
export function goodModels(): Server {
  return createServer(
    answering(({ url, text }, response) => {
      const asked = JSON.parse(text);
      const action = url.split('/').at(-1);
      const json = (body: object) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      switch (action) {
        case 'completions': {
          if (asked.stream !== true)
            return json({
              ...ANSWER,
              choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
              usage: USAGE,
            });
          const chunk = { ...ANSWER, choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: 'stop' }], usage: USAGE };
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          return void response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
        }
        case 'embeddings': {
          const several = Array.isArray(asked.input) && typeof asked.input[0] !== 'number';
          const count = several ? asked.input.length : 1;
          const data = Array.from({ length: count }, (_, index) => ({ object: 'embedding', index, embedding: [1, 2, 3, 4] }));
          return json({ object: 'list', model: 'm', data, usage: { prompt_tokens: 1, total_tokens: 1 } });
        }
        case 'converse':
          return json({
            output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } },
            stopReason: 'end_turn',
            usage: CONVERSE_USAGE,
          });
        case 'converse-stream':
          response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
          response.write(frame('messageStart', { role: 'assistant' }));
          response.write(frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hi' } }));
          response.write(frame('messageStop', { stopReason: 'end_turn' }));
          return void response.end(frame('metadata', { usage: CONVERSE_USAGE }));
        case 'invoke':
          return json({ embedding: [1, 2, 3, 4], inputTextTokenCount: 1 });
        default:
          return void response.writeHead(404).end('{}');
      }
    }),
  );
}
