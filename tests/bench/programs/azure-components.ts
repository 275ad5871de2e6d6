/** The kit's components under mocks: the file has been read and checked before. */
import { readFileSync } from 'node:fs';
import { LlmPlatform } from 'llm-infra-kit/azure';
import { underMocks } from './mocks.ts';

underMocks(() => {
  new LlmPlatform('platform', { spec: JSON.parse(readFileSync('azure-spec.json', 'utf8')) });
});
