/** The kit's whole way from the platform file to the templates, as `cdk/app.ts` goes it. */
import { platformApp } from 'llm-infra-kit/aws';

platformApp({ platformFile: 'platform.yaml', environment: 'prod' });
