/** The kit's constructs alone: the file has been read and checked before. */
import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib/core';
import { LlmPlatform } from 'llm-infra-kit/aws';

const app = new App();
new LlmPlatform(app, 'Platform', { spec: JSON.parse(readFileSync('spec.json', 'utf8')) });
app.synth();
