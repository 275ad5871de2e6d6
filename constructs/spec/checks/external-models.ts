import { allowsDimensions } from '../../catalog/index.ts';
import { describeValue } from '../fault.ts';
import type { ExternalModelInput } from '../platform-file.ts';
import { publicUrlFault } from '../public-url.ts';
import { catalogued, externalFacts, externalModels } from '../resolve/external-models.ts';
import { sampleLine } from '../schema-words.ts';
import type { Draft } from './draft.ts';
import { checkExpiry } from './expiry.ts';
import { checkReach } from './external-reach.ts';

/** The models that no cloud runs: who runs them and by what key, what they are, why data may go there, and whether it gets there. */
export function checkExternalModels(draft: Draft): void {
  for (const [alias, input] of externalModels(draft.file)) {
    checkUrl(draft, alias, input);
    checkKey(draft, alias, input);
    checkFacts(draft, alias, input);
    checkResidency(draft, alias, input);
    checkReach(draft, alias, input);
  }
}

function checkUrl(draft: Draft, alias: string, { provider, url }: ExternalModelInput): void {
  const path = ['models', alias, 'url'];
  const isOwn = provider === 'openai-compatible';
  if (url === undefined) {
    if (isOwn) requireKey(draft, path, 'https://models.example.com/v1', 'the base URL of the API');
    return;
  }
  const fault = publicUrlFault(url);
  if (!isOwn) {
    draft.report({
      path,
      code: 'CFG-103',
      message: `'${provider}' is called at its own address`,
      got: describeValue(url),
      allowed: 'provider openai-compatible',
      remedy: "Take it out, or write 'provider: openai-compatible'.",
    });
  } else if (fault) {
    draft.report({
      path,
      code: 'CFG-051',
      message: `the URL ${fault}`,
      got: describeValue(url),
      allowed: 'https://<public host>/<path>, without user, query and fragment',
      remedy: 'Name the public https address of the provider.',
    });
  }
}

function checkKey(draft: Draft, alias: string, { provider, auth }: ExternalModelInput): void {
  const path = ['models', alias, 'auth'];
  if (!auth) {
    if (provider !== 'openai-compatible') requireKey(draft, path, { kind: 'api-key', secret: `${provider}-key` }, 'a key of the provider');
    return;
  }
  const names = Object.keys(draft.file.secrets ?? {});
  if (names.includes(auth.secret) || draft.isFaulty('secrets', auth.secret)) return;
  draft.report({
    path: [...path, 'secret'],
    code: 'CFG-105',
    message: 'no such secret',
    got: describeValue(auth.secret),
    allowed: names.join(', ') || 'a name in secrets, which has none',
    remedy: `Add a line such as '${auth.secret}: { maxAgeDays: 90 }' to secrets.`,
  });
}

/** What the catalogue does not know the file says; what both say is the same; each number fits the use. */
function checkFacts(draft: Draft, alias: string, input: ExternalModelInput): void {
  const known = catalogued(input);
  const { use, contextTokens, maxOutputTokens, dimensions } = externalFacts(input);
  const at = (field: keyof ExternalModelInput) => ['models', alias, field];
  const unknown = `the catalogue does not know '${input.model}' of ${input.provider}`;
  if (contextTokens === undefined) requireKey(draft, at('contextTokens'), 128_000, 'a whole number of tokens', unknown);
  if (use === undefined) {
    requireKey(draft, at('type'), 'chat', 'chat, embedding', unknown);
    return;
  }
  if (known && known.use !== use) {
    draft.report({
      path: at('type'),
      code: 'CFG-021',
      message: `'${input.model}' is for ${known.use}`,
      got: describeValue(use),
      allowed: known.use,
      remedy: 'Take it out: the catalogue knows it.',
    });
    return;
  }
  switch (use) {
    case 'chat':
      if (maxOutputTokens === undefined) requireKey(draft, at('maxOutputTokens'), 16_384, 'a whole number of tokens', unknown);
      else if (contextTokens !== undefined && maxOutputTokens > contextTokens)
        draft.report({
          path: at(input.maxOutputTokens === undefined ? 'contextTokens' : 'maxOutputTokens'),
          code: 'CFG-103',
          message: `an answer of ${maxOutputTokens} tokens in a context of ${contextTokens}`,
          got: String(input.maxOutputTokens ?? input.contextTokens),
          allowed: 'answers no longer than the context, which prompt and answer share',
          remedy: 'Correct one of the two numbers.',
        });
      idle(draft, alias, input, 'dimensions', 'CFG-052', 'a chat model makes no vectors');
      break;
    case 'embedding':
      if (dimensions === undefined) requireKey(draft, at('dimensions'), 1024, 'a whole number', unknown);
      else if (known?.dimensions && !allowsDimensions(known.dimensions, dimensions))
        draft.report({
          path: at('dimensions'),
          code: 'CFG-052',
          message: `'${input.model}' does not make vectors of that length`,
          got: String(dimensions),
          allowed:
            'min' in known.dimensions.allowed
              ? `${known.dimensions.allowed.min} to ${known.dimensions.allowed.max}`
              : known.dimensions.allowed.join(', '),
          remedy: `Write ${known.dimensions.default}, the model's own.`,
        });
      idle(draft, alias, input, 'maxOutputTokens', 'CFG-103', 'an embedding model writes no answer');
      idle(draft, alias, input, 'images', 'CFG-103', 'an embedding model takes no messages');
      break;
  }
}

/** Where a provider computes is its own business; whoever knows better says so with a name and a date. */
function checkResidency(draft: Draft, alias: string, { provider, residencyException: exception }: ExternalModelInput): void {
  const { residency } = draft.file;
  const path = ['models', alias, 'residencyException'];
  if (exception) checkExpiry(draft, exception.expires, `the exception of ${alias} from the residency`, [...path, 'expires']);
  if (residency === 'any' && exception) {
    draft.report({
      path,
      code: 'CFG-103',
      message: "the residency 'any' needs no exception",
      got: describeValue(exception.reason),
      allowed: 'an exception from a residency',
      remedy: 'Take it out, or state the residency.',
    });
  }
  if (residency === undefined || residency === 'any' || exception || draft.isFaulty(...path)) return;
  draft.report({
    path: ['models', alias],
    code: 'CFG-025',
    message: `a model of ${provider} may leave the residency '${residency}': nobody promises here where it computes`,
    got: describeValue(provider),
    allowed: 'a managed model, or an exception with reason, approver and last day',
    remedy: `Add a line such as '${sampleLine('residencyException', { reason: 'contract with EU processing', approvedBy: 'dpo', expires: '2027-06-30' })}'.`,
  });
}

/** A key that this model cannot do without. */
function requireKey(draft: Draft, path: readonly string[], example: unknown, allowed: string, why?: string): void {
  if (draft.isFaulty(...path)) return;
  draft.report({
    path,
    code: 'CFG-003',
    message: why ? `a required key is missing: ${why}` : 'a required key is missing',
    allowed,
    remedy: `Add a line such as '${sampleLine(String(path.at(-1)), example)}'.`,
  });
}

/** A key that means nothing for this model. */
function idle(
  draft: Draft,
  alias: string,
  input: ExternalModelInput,
  field: 'dimensions' | 'maxOutputTokens' | 'images',
  code: string,
  why: string,
): void {
  if (input[field] === undefined) return;
  draft.report({
    path: ['models', alias, field],
    code,
    message: why,
    got: String(input[field]),
    allowed: 'nothing',
    remedy: 'Take it out.',
  });
}
