/** Keys that the vocabulary reserves and this release does not offer yet: refused by name, so that nothing is accepted and ignored. */
export const NOT_OFFERED_KEYS = [
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

/** Keys below these that the vocabulary reserves, by their place: `*` is an entry of a map. */
export const NOT_OFFERED_FIELDS: readonly string[] = [
  'gateway.access',
  'gateway.domain',
  'gateway.waf',
  'consumers.*.stores',
  'routes.*.experiment.metric',
  'routes.*.experiment.minimumEffect',
];

/** Kinds that the vocabulary reserves, by the part of the file that they are of. */
export const NOT_OFFERED_KINDS: Readonly<Record<'models' | 'gateway', readonly string[]>> = {
  models: ['self-hosted'],
  gateway: ['litellm', 'api-management'],
};

/** Keys that would open data to the world; there is no such option, so that the error can say what to do instead. */
export const PUBLIC_DATA_KEYS = ['public', 'publicAccess', 'publicRead', 'access', 'website', 'cors'] as const;

/** Keys of a network that mean nothing on Azure, by where they would stand below `network.azure`, with the reason. */
export const IDLE_ON_AZURE: Readonly<Record<string, string>> = {
  zones: 'a subnet of Azure spans all zones',
  'egress.gateways': 'one NAT gateway serves the whole network on Azure',
};
