import { describeValue } from '../fault.ts';
import { DEFAULT_TAG_NAMES } from '../resolve/tags.ts';
import { OWNERSHIP_TAGS } from '../vocabulary.ts';
import type { Draft } from './draft.ts';

// https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html: 50 tags, key 128, value 256, no aws: prefix
// https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations: storage accounts take keys of 128
const MOST_TAGS = 50;
// 15 on a secret and on a storage account; a secret has two of the kit's own, and none for its model.
// https://learn.microsoft.com/azure/key-vault/secrets/about-secrets#secret-tags, and the ARM schema of Microsoft.Storage
const MOST_TAGS_ON_AZURE = 14;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const AWS_CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
// Guardrails of Bedrock take ASCII alone: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Tag.html
const GUARDRAIL_CHARACTERS = /^[a-zA-Z0-9 ._:/=+@-]*$/;
const RESERVED = { aws: /^aws:/i, azure: /^(?:microsoft|azure|windows)/i } as const;
const AZURE_FORBIDDEN = /[<>%&\\?/]/;

/** The tags: keys and values that both clouds take, each key once. */
export function checkTags(draft: Draft): void {
  const { tags, owner, clouds } = draft.file;
  const names = OWNERSHIP_TAGS.map((tag) => ({
    path: ['tags', 'names', tag] as PropertyKey[],
    key: tags?.names?.[tag] ?? DEFAULT_TAG_NAMES[tag],
  }));
  const added = Object.entries(tags?.add ?? {}).map(([key, value]) => ({ path: ['tags', 'add', key] as PropertyKey[], key, value }));
  const fault = (path: PropertyKey[], message: string, got: string, allowed: string, remedy: string) =>
    draft.report({ path, code: 'CFG-018', message, got: describeValue(got), allowed, remedy });

  for (const { path, key } of [...names, ...added]) {
    if (key.length < 1 || key.length > LONGEST_KEY)
      fault(path, `a tag key of ${key.length} characters`, key, `1 to ${LONGEST_KEY} characters`, 'Shorten the key.');
    else if (RESERVED.aws.test(key))
      fault(path, "keys that start with 'aws:' are AWS's own", key, 'any other prefix', 'Choose another key.');
    else if (clouds?.azure && RESERVED.azure.test(key))
      fault(path, "keys that start with 'microsoft', 'azure' or 'windows' are Azure's own", key, 'any other prefix', 'Choose another key.');
    else if (
      !AWS_CHARACTERS.test(key) ||
      (clouds?.aws && !GUARDRAIL_CHARACTERS.test(key)) ||
      (clouds?.azure && AZURE_FORBIDDEN.test(key))
    ) {
      fault(path, 'characters that a tag key cannot have', key, 'ASCII letters, digits, spaces and _ . : = + - @', 'Choose another key.');
    }
  }
  for (const { path, value } of added) {
    if (value.length < 1 || value.length > LONGEST_VALUE)
      fault(
        path,
        `a tag value of ${value.length} characters`,
        value,
        `1 to ${LONGEST_VALUE} characters`,
        'Give a value, or take the tag out.',
      );
    else if (clouds?.aws && !GUARDRAIL_CHARACTERS.test(value))
      fault(
        path,
        'characters that a tag value cannot have',
        value,
        'ASCII letters, digits, spaces and _ . : / = + - @',
        'Choose another value.',
      );
  }
  for (const [field, value] of Object.entries(owner ?? {})) {
    if (value.length > LONGEST_VALUE)
      fault(
        ['owner', field],
        `becomes a tag value and has ${value.length} characters`,
        value,
        `1 to ${LONGEST_VALUE} characters`,
        'Shorten it.',
      );
    else if (clouds?.aws && !GUARDRAIL_CHARACTERS.test(value))
      fault(
        ['owner', field],
        'becomes a tag value and has characters that a tag cannot have',
        value,
        'ASCII letters, digits, spaces and _ . : / = + - @',
        'Write it in ASCII.',
      );
  }
  const most = clouds?.azure ? MOST_TAGS_ON_AZURE : MOST_TAGS;
  if (names.length + added.length > most)
    fault(
      ['tags', 'add'],
      `${names.length + added.length} tags with the ${names.length} of ownership`,
      String(added.length),
      `at most ${most - names.length} more${clouds?.azure ? ' on azure' : ''}`,
      'Take some out.',
    );

  const seen = new Map<string, readonly PropertyKey[]>();
  for (const { path, key } of [...names, ...added]) {
    // Azure's tag names know no upper and lower case; one rule for both clouds keeps a file portable.
    const first = seen.get(key.toLowerCase());
    if (first)
      fault(path, `the same key as ${first.join('.')}, but for upper and lower case`, key, 'each key once', 'Rename one of the two.');
    seen.set(key.toLowerCase(), path);
  }
}
