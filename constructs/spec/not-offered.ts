/** Keys that the vocabulary reserves and this release does not offer yet: refused by name, so that nothing is accepted and ignored. */
export const NOT_OFFERED_KEYS = [
  'routes',
  'gateway',
  'consumers',
  'vectorStores',
  'slo',
  'budget',
  'kpis',
  'alerts',
  'registry',
  'monitoring',
  'tracing',
  'ingestion',
  'evaluation',
  'feedback',
  'review',
  'training',
  'governance',
  'backup',
] as const;

/** Kinds of model that the vocabulary reserves. */
export const NOT_OFFERED_MODEL_KINDS = ['self-hosted', 'external'] as const;

/** Keys that would open data to the world; there is no such option, so that the error can say what to do instead. */
export const PUBLIC_DATA_KEYS = ['public', 'publicAccess', 'publicRead', 'access', 'website', 'cors'] as const;

/** Keys of a network that mean nothing on Azure, by where they would stand below `network.azure`, with the reason. */
export const IDLE_ON_AZURE: Readonly<Record<string, string>> = {
  zones: 'a subnet of Azure spans all zones',
  'egress.gateways': 'one NAT gateway serves the whole network on Azure',
};
