/** What the ARM id of a resource says. */
export interface ArmId {
  readonly subscription: string;
  readonly resourceGroup: string;
  /** Name of the resource itself. */
  readonly name: string;
}

const GUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

// ARM takes its words in any case; the JSON Schema knows no flag for that, so that the pattern says it.
const inAnyCase = (word: string): string =>
  word.replaceAll('.', String.raw`\.`).replaceAll(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);

/**
 * The form of the ids of a type of resource.
 *
 * @param type the type with its parents, such as `Microsoft.Network/virtualNetworks`
 */
export function armIdPattern(type: string): RegExp {
  const [provider = '', ...kinds] = type.split('/');
  const words = ['subscriptions', 'resourceGroups', 'providers', provider].map(inAnyCase);
  const names = kinds.map((kind) => `/${inAnyCase(kind)}/[^/]+`).join('');
  return new RegExp(`^/${words[0]}/${GUID}/${words[1]}/[^/]+/${words[2]}/${words[3]}${names}$`);
}

/** How an id of a type of resource is written. */
export function armIdForm(type: string): string {
  const [provider = '', ...kinds] = type.split('/');
  return `/subscriptions/<id>/resourceGroups/<group>/providers/${provider}${kinds.map((kind) => `/${kind}/<name>`).join('')}`;
}

/** The parts of an id that has the form. */
export function parseArmId(id: string): ArmId {
  const [, , subscription = '', , resourceGroup = ''] = id.split('/');
  return { subscription, resourceGroup, name: id.slice(id.lastIndexOf('/') + 1) };
}

/** Whether two ids, or parts of them, mean the same: ARM knows no upper and lower case. */
export const isSameId = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
