import { describeValue } from '../fault.ts';
import type { ExternalModelInput } from '../platform-file.ts';
import { publicUrlFault } from '../public-url.ts';
import { networkFor } from '../resolve/network.ts';
import { CLOUDS, type Cloud, EGRESS_KINDS, type ExternalProvider } from '../vocabulary.ts';
import type { Draft } from './draft.ts';

/** Where the providers are called: https://platform.openai.com/docs/api-reference and https://ai.google.dev/gemini-api/docs/openai */
const HOSTS = {
  openai: 'api.openai.com',
  gemini: 'generativelanguage.googleapis.com',
  'openai-compatible': undefined,
} as const satisfies Record<ExternalProvider, string | undefined>;

/** What keeps calls in, by the place where the file says so; both clouds may share one. */
interface Obstacle {
  readonly path: readonly PropertyKey[];
  readonly clouds: readonly Cloud[];
  readonly egress: 'none' | 'firewall';
  readonly domains: readonly string[];
}

/** A new network of the platform lets calls out to the model. Of an existing one its owner decides. */
export function checkReach(draft: Draft, alias: string, input: ExternalModelInput): void {
  const host = hostOf(input);
  if (host === undefined) return;
  for (const { path, clouds, egress, domains } of obstaclesTo(draft, host)) {
    const at = { code: 'CFG-117', ...(clouds.length === 1 && clouds[0] ? { cloud: clouds[0] } : {}) };
    const where = `the network on ${clouds.join(' and ')}`;
    switch (egress) {
      case 'none':
        draft.report({
          ...at,
          path: ['models', alias],
          message: `${where} lets nothing out, and the model is at ${host}`,
          got: "egress 'none'",
          allowed: EGRESS_KINDS.filter((kind) => kind !== 'none').join(', '),
          remedy: "Write 'network: { egress: { kind: nat } }', or another kind that lets it out.",
        });
        break;
      case 'firewall':
        draft.report({
          ...at,
          path,
          message: `the firewall of ${where} does not let out calls to ${host}, where models.${alias} is`,
          got: describeValue(domains),
          allowed: `a list with ${host}`,
          remedy: `Add ${host}.`,
        });
        break;
    }
  }
}

function hostOf({ provider, url }: ExternalModelInput): string | undefined {
  if (HOSTS[provider]) return HOSTS[provider];
  return url === undefined || publicUrlFault(url) ? undefined : new URL(url).hostname;
}

function obstaclesTo(draft: Draft, host: string): Obstacle[] {
  const found = new Map<string, Obstacle>();
  for (const cloud of CLOUDS.filter((name) => draft.file.clouds?.[name])) {
    const isUnknown = (field: string) => draft.isFaulty('network', field) || draft.isFaulty('network', cloud, field);
    const network = networkFor(draft, cloud);
    if (network.kind !== 'new' || isUnknown('kind') || isUnknown('egress')) continue;
    const { egress = { kind: 'none' } } = network;
    const own = draft.file.network?.[cloud]?.egress === undefined ? [] : [cloud];
    const path = ['network', ...own, 'egress', 'allowedDomains'];
    const domains = egress.kind === 'firewall' ? egress.allowedDomains : [];
    const keepsIn = egress.kind === 'none' || (egress.kind === 'firewall' && !domains.some((domain) => covers(domain, host)));
    if (!keepsIn) continue;
    const key = egress.kind === 'none' ? egress.kind : path.join('.');
    found.set(key, { path, domains, egress: egress.kind, clouds: [...(found.get(key)?.clouds ?? []), cloud] });
  }
  return [...found.values()];
}

/** A leading dot stands for all names below. */
const covers = (domain: string, host: string): boolean => (domain.startsWith('.') ? host.endsWith(domain) : host === domain);
