import { textFaults } from './checks/texts.ts';
import { describeValue } from './fault.ts';
import { nearestNames } from './nearest.ts';
import { FIXED_KEYS } from './overlay.ts';
import { OVERLAID } from './schema/platform.ts';
import type { DataFault } from './schema-faults.ts';
import { valueAt } from './value-at.ts';

/** What is wrong with a file as such, whatever the environment. `wanted` is the one environment that is asked for. */
export function fileFaults(data: unknown, wanted: string | undefined): DataFault[] {
  if (!isMap(data)) return [...textFaults(data), notAMap(data)];
  const names = environmentNames(data);
  return [...textFaults(data), ...environmentFaults(data, names, wanted), ...names.flatMap((name) => overlayFaults(data, name))];
}

/** The environments that a file names, in its order. */
export function environmentNames(data: unknown): string[] {
  const environments = valueAt(data, ['environments']);
  return isMap(environments) ? Object.keys(environments) : [];
}

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function notAMap(data: unknown): DataFault {
  return {
    path: [],
    severity: 'error',
    code: 'CFG-002',
    message: 'a platform file is a map',
    got: describeValue(data),
    allowed: 'version, name, owner, …',
    remedy: "Write one with 'llm-infra init <folder>'.",
  };
}

function environmentFaults(data: unknown, names: readonly string[], wanted: string | undefined): DataFault[] {
  const at = { path: ['environments'], severity: 'error' } as const;
  if (names.length > 0) {
    if (wanted === undefined || names.includes(wanted)) return [];
    const [nearest] = nearestNames(wanted, names, 1);
    return [
      {
        ...at,
        code: 'CFG-101',
        message: 'no such environment',
        got: describeValue(wanted),
        allowed: names.join(', ') || describeValue(names),
        remedy: nearest ? `Did you mean '${nearest}'?` : 'Name an environment of the file, or add this one.',
      },
    ];
  }
  // What is missing or no map is a matter of shape.
  if (!isMap(valueAt(data, ['environments']))) return [];
  return [
    {
      ...at,
      code: 'CFG-003',
      message: 'no environment is named',
      allowed: 'a map by name',
      remedy: "Add a line such as 'dev: { profile: dev }'.",
    },
  ];
}

function overlayFaults(data: unknown, environment: string): DataFault[] {
  return FIXED_KEYS.filter((key) => valueAt(data, ['environments', environment, key]) !== undefined).map((key) => ({
    path: ['environments', environment, key],
    severity: 'error',
    code: 'CFG-103',
    message: `'${key}' is the same in every environment`,
    got: describeValue(valueAt(data, ['environments', environment, key])),
    allowed: ['profile', ...OVERLAID].join(', '),
    remedy: 'Take it out of the overlay.',
  }));
}
