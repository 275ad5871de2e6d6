import { platformApp } from 'llm-infra-kit/aws';

// Reads the platform file (context `platformFile`) for one environment (context `environment`).
platformApp();
