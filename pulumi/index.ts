import { platformProgram } from 'llm-infra-kit/azure';

// Reads the platform file (configuration `platformFile`) for one environment (configuration `environment`, else the stack's name).
export const platform = platformProgram().outputs;
