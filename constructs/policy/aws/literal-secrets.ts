import { tokenIn } from '../../spec/plain-text-secrets.ts';
import { CREDENTIAL_PROPERTIES, CREDENTIAL_VARIABLE, isEmptySecret, literalSecret } from '../credentials.ts';
import { field, isObject, isTrue, wordOf } from '../json.ts';
import type { Observation } from '../rule.ts';
import { textsOf } from './references.ts';
import { resourcesOf, section, type Template, valuesAt } from './template.ts';

/** Every literal credential of a template: known token shapes anywhere, and anything literal where a credential belongs. */
export function literalSecrets(template: Template): readonly Observation[] {
  return [
    ...shapedTexts(template),
    ...secretStrings(template),
    ...variables(template),
    ...properties(template),
    ...hiddenDefaults(template),
  ];
}

function found(logicalId: string | undefined, path: string, kind: string): Observation {
  return { ...(logicalId === undefined ? {} : { logicalId }), ...literalSecret(path, kind) };
}

function shapedTexts(template: Template): readonly Observation[] {
  if (!isObject(template)) return [];
  return Object.entries(template).flatMap(([name, entries]) => {
    if (name !== 'Resources' || !isObject(entries))
      return shapes(template, entries, name).map(([path, kind]) => found(undefined, path, kind));
    return Object.entries(entries).flatMap(([logicalId, body]) =>
      shapes(template, body, '').map(([path, kind]) => found(logicalId, path, kind)),
    );
  });
}

/** The places below a value that hold a credential; a text that is put together is looked at as a whole. */
function shapes(template: Template, value: unknown, path: string): readonly (readonly [path: string, kind: string])[] {
  if (typeof value === 'string') {
    const kind = tokenIn(value);
    return kind === undefined ? [] : [[path, kind]];
  }
  const below = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (Array.isArray(value)) return value.flatMap((item, index) => shapes(template, item, `${path}[${index}]`));
  if (!isObject(value)) return [];
  const deeper = Object.entries(value).flatMap(([key, child]) => [
    ...shapes(template, child, below(key)),
    // A key can hold one as well, as in a map of labels; it is not shown.
    ...(tokenIn(key) === undefined ? [] : [[path, tokenIn(key) ?? ''] as const]),
  ]);
  if (deeper.length > 0 || field(value, 'Fn::Join') === undefined) return deeper;
  const kind = textsOf(template, value)
    .map(tokenIn)
    .find((candidate) => candidate !== undefined);
  return kind === undefined ? [] : [[path, kind]];
}

function isLiteral(value: unknown): boolean {
  return (
    (typeof value === 'string' && value !== '' && !value.includes('{{resolve:') && !value.startsWith('arn:')) || typeof value === 'number'
  );
}

function secretStrings(template: Template): readonly Observation[] {
  return resourcesOf(template)
    .filter(({ type }) => type === 'AWS::SecretsManager::Secret')
    .flatMap(({ logicalId, properties }) =>
      [['SecretString'], ['GenerateSecretString', 'SecretStringTemplate']].flatMap((path) =>
        valuesAt(properties, ...path).every((value) => isEmptyTemplate(template, value))
          ? []
          : [found(logicalId, `Properties.${path.join('.')}`, 'a literal secret')],
      ),
    );
}

/** Whether a secret's text says nothing in every branch, or is a reference that the deploy resolves. */
function isEmptyTemplate(template: Template, value: unknown): boolean {
  return textsOf(template, value).every((text) => text.includes('{{resolve:') || isEmptySecret(text));
}

function variables(template: Template): readonly Observation[] {
  return resourcesOf(template).flatMap(({ logicalId, properties }) => {
    const functionVariables = valuesAt(properties, 'Environment', 'Variables').flatMap((map) => (isObject(map) ? Object.entries(map) : []));
    const containers = valuesAt(properties, 'ContainerDefinitions').flatMap((list) => (Array.isArray(list) ? list : []));
    const containerVariables = containers
      .flatMap((container) => valuesAt(container, 'Environment'))
      .flatMap((list) => (Array.isArray(list) ? list : []))
      .map((variable) => [wordOf(field(variable, 'Name')), field(variable, 'Value')] as const);
    return [...functionVariables, ...containerVariables]
      .filter(
        ([name, value]) =>
          CREDENTIAL_VARIABLE.test(name) && textsOf(template, value).some((text) => isLiteral(text) && !text.includes('${')),
      )
      .map(([name]) => found(logicalId, `Properties.Environment.${name}`, 'a literal in a variable for a credential'));
  });
}

function properties(template: Template): readonly Observation[] {
  return resourcesOf(template).flatMap(({ logicalId, properties: all }) =>
    Object.keys(isObject(all) ? all : {})
      .filter((key) => CREDENTIAL_PROPERTIES.test(key) && valuesAt(all, key).some(isLiteral))
      .map((key) => found(logicalId, `Properties.${key}`, 'a literal in a property for a credential')),
  );
}

function hiddenDefaults(template: Template): readonly Observation[] {
  return section(template, 'Parameters')
    .filter(([, parameter]) => isTrue(field(parameter, 'NoEcho')) && isLiteral(field(parameter, 'Default')))
    .map(([name]) => found(undefined, `Parameters.${name}.Default`, 'a literal default of a parameter that is not to be shown'));
}
