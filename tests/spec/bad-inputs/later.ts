/** Who owns a row that nothing built so far can hold: an issue by its number, or a block that no issue brings yet. */
export type Owner = { readonly issue: 7 | 8 | 9 } | { readonly block: string };

const SELF_HOSTED: Owner = { block: 'self-hosted serving' };
const SEARCH: Owner = { block: 'OpenSearch Serverless' };
const GATEWAY: Owner = { issue: 7 };
const STORES: Owner = { issue: 8 };
const MONITORING: Owner = { issue: 9 };

/** The rows that a later issue owns, each with what it needs first. */
export const ROWS_OF_LATER_ISSUES: Readonly<Record<number, Owner>> = {
  15: SEARCH, // names of OpenSearch Serverless
  16: SELF_HOSTED, // names of SageMaker and AgentCore
  17: STORES, // names of AI Search; those of Container Apps come with the gateway, those of ML endpoints with self-hosted serving
  26: SELF_HOSTED, // GPU memory
  27: SELF_HOSTED, // a CPU instance for a GPU container
  28: SELF_HOSTED, // tensor parallelism
  29: SELF_HOSTED, // least and most replicas
  31: SELF_HOSTED, // one replica in prod
  32: SELF_HOSTED, // serverless inference
  33: SELF_HOSTED, // a customer key on local NVMe
  34: SELF_HOSTED, // network isolation and a download at start
  35: GATEWAY, // images without digest
  36: SELF_HOSTED, // start-up time
  38: GATEWAY, // capacities summed against a quota, which preflight asks for
  40: GATEWAY, // streaming through what cannot stream
  41: SELF_HOSTED, // rollback without alarms
  43: GATEWAY, // an API key alone on public prod
  47: GATEWAY, // time-outs of API types
  48: GATEWAY, // certificates of custom domains
  49: GATEWAY, // no WAF on public prod
  53: STORES, // dimensions an engine takes
  54: STORES, // metrics an engine knows
  55: STORES, // keys of external stores
  56: STORES, // an external store in another residency
  57: STORES, // an engine without pgvector
  58: SEARCH, // capacity and access of OpenSearch Serverless
  59: STORES, // a change of an index
  60: STORES, // SKUs and replicas of AI Search
  61: STORES, // backups and sizes of PostgreSQL
  72: MONITORING, // receivers of alarms
  73: MONITORING, // thresholds
  74: MONITORING, // budgets
  75: MONITORING, // alarms on what is not there
  79: { block: 'human review' }, // reviewers, time-out, default decision
  80: { block: 'evaluation' }, // bias evaluation
  82: MONITORING, // prompt logging
};
