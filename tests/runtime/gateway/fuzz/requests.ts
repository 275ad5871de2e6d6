import type { Json } from './arbitraries.ts';

const weather: Json = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

const chat: { readonly [key: string]: Json } = {
  messages: [
    { role: 'system', content: 'Be short.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'Rain.' },
  ],
  tools: [{ type: 'function', function: { name: 'weather', description: 'Of a city.', parameters: weather } }],
  tool_choice: { type: 'function', function: { name: 'weather' } },
  max_tokens: 100,
  temperature: 0.5,
  top_p: 0.9,
  stop: ['\n'],
  user: 'user-1',
  n: 1,
};

/** Requests with all that the program reads, by the path that takes them: what a mutation starts from. */
export const GOOD_REQUESTS: readonly (readonly [path: string, body: Json])[] = [
  ['/v1/chat/completions', { model: 'chat', ...chat, stream: false }],
  ['/v1/chat/completions', { model: 'chat', ...chat, stream: true, stream_options: { include_usage: true } }],
  ['/v1/chat/completions', { model: 'converse', ...chat }],
  ['/v1/chat/completions', { model: 'converse', ...chat, stream: true }],
  ['/v1/embeddings', { model: 'embed', input: ['one', 'two'], encoding_format: 'base64', dimensions: 4, user: 'user-1' }],
  ['/v1/embeddings', { model: 'embed', input: [[1, 2], [3]], encoding_format: 'float' }],
  ['/v1/embeddings', { model: 'titan', input: ['one', 'two'] }],
];
