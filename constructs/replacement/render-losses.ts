import type { Loss } from './losses.ts';

/** The losses for people: each resource with the property, why, and what to do about it. */
export function renderLosses(losses: readonly Loss[]): string {
  return losses.flatMap((loss) => [`- ${loss.id} (${loss.type}) ${lossText(loss)}`, `  remedy: ${lossRemedy(loss)}`]).join('\n');
}

/** What happens to the resource, and why. */
export function lossText(loss: Loss): string {
  return `${causeOf(loss)}: ${consequenceOf(loss)}`;
}

function causeOf({ change, property, because, ...values }: Loss): string {
  if (change === 'removed') return 'is no longer there';
  if (change === 'another type') return `becomes ${String(values.after)}`;
  if (change === 'overwrites') return `has another ${property}`;
  if (because !== undefined) return `takes its ${property} from ${because}, which is lost`;
  return `has another ${property}, ${shown(values, 'before')} before and ${shown(values, 'after')} now`;
}

function consequenceOf({ change, fate, type }: Loss): string {
  const old = fate === 'kept' ? 'what it keeps stays behind, out of the deployment' : 'what it keeps is deleted';
  switch (change) {
    case 'removed':
    case 'another type':
      return old;
    case 'replaces':
      return `a new one takes its place, ${old}`;
    case 'may replace':
      return `a new one may take its place${isOfAzure(type) ? ', or the deployment is refused' : ''}; then ${old}`;
    case 'overwrites':
      return 'the value that people have put into it is overwritten';
  }
}

/** What to do about it. */
export function lossRemedy({ change, property, because, type }: Loss): string {
  if (because !== undefined) return `Keep ${because}.`;
  switch (change) {
    case 'removed':
      return isOfAzure(type)
        ? 'Keep its name, parent and type token, or add aliases with the earlier ones.'
        : 'Keep its logical id and stack, or move what it keeps first and take it out in a change of its own.';
    case 'another type':
      return 'Give the new resource an id of its own.';
    case 'overwrites':
      return `Keep ${property} as it was; make another secret for another form.`;
    case 'replaces':
    case 'may replace':
      return `Keep ${property}, or make a new resource beside this one and move what it keeps.`;
  }
}

function isOfAzure(type: string): boolean {
  return type.startsWith('azure-native:');
}

const LONGEST = 120;

function shown(values: { readonly before?: unknown; readonly after?: unknown }, key: 'before' | 'after'): string {
  if (!(key in values)) return 'none';
  const text = JSON.stringify(values[key]);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
