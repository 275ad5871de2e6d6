import type { Rule } from '../rule.ts';
import { DATA_RULES } from './data.ts';
import { GATEWAY_RULES } from './gateway.ts';
import { GOVERNANCE_RULES } from './governance.ts';
import { GUARDRAILS_RULES } from './guardrails.ts';
import { MODELS_RULES } from './models.ts';
import { NETWORK_RULES } from './network.ts';
import { OPERATIONS_RULES } from './operations.ts';
import { SECRETS_RULES } from './secrets.ts';

/** All rules, sorted by id. */
export const RULES: readonly Rule[] = [
  ...MODELS_RULES,
  ...GUARDRAILS_RULES,
  ...DATA_RULES,
  ...SECRETS_RULES,
  ...NETWORK_RULES,
  ...GATEWAY_RULES,
  ...GOVERNANCE_RULES,
  ...OPERATIONS_RULES,
].toSorted((one, other) => (one.id < other.id ? -1 : 1));
