import { type Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { KEY } from '../../bundle/support/config.ts';
import { expected, type Script } from './script.ts';

/** Calls and reads one stream as its script says; gives what is wrong with the answer. */
export async function faultOf(url: string, agent: Agent, script: Script): Promise<string | undefined> {
  const { text, requestId } = await answerTo(url, agent, script);
  const whole = expected(script);
  switch (script.kind) {
    case 'left':
      return endless(script).startsWith(text) ? undefined : difference(script, text, endless(script));
    case 'dies': {
      const said = text.slice(0, text.lastIndexOf('data: {"error":'));
      const error = JSON.parse(text.slice(said.length + 'data: '.length)).error;
      if (!whole.startsWith(said)) return difference(script, said, whole);
      return error.request_id === requestId && error.type === 'upstream_error' ? undefined : `${script.id}: ${JSON.stringify(error)}`;
    }
    default:
      return text === whole ? undefined : difference(script, text, whole);
  }
}

async function answerTo(url: string, agent: Agent, script: Script): Promise<{ readonly text: string; readonly requestId: unknown }> {
  const body = JSON.stringify({ model: 'chat', stream: true, messages: [{ role: 'user', content: String(script.id) }] });
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}/v1/chat/completions`, { method: 'POST', headers, agent }, async (response) => {
      try {
        for await (const chunk of response) {
          chunks.push(chunk);
          size += chunk.length;
          if (script.kind === 'left' && size > 300) {
            outgoing.destroy();
            break;
          }
          if (script.kind === 'large') await sleep(1);
        }
        const bytes = Buffer.concat(chunks);
        // Where the caller has left, the last character may be a part of one.
        const text = bytes.toString('utf8', 0, script.kind === 'left' ? 300 : bytes.length).replace(/\uFFFD+$/, '');
        resolve({ text, requestId: response.headers['x-request-id'] });
      } catch (error) {
        reject(error);
      }
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function endless(script: Script): string {
  const [comment = '', first = ''] = expected(script).split(/(?<=\n\n)/);
  return comment + first.repeat(10);
}

function difference({ id, kind }: Script, got: string, wanted: string): string {
  let at = 0;
  while (at < got.length && got[at] === wanted[at]) at++;
  return `${id} (${kind}): at ${at} of ${wanted.length} ${JSON.stringify(got.slice(at, at + 80))}, not ${JSON.stringify(wanted.slice(at, at + 80))}`;
}
