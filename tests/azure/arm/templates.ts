import { fileURLToPath } from 'node:url';
import { loadArmSchemas } from '../../../constructs/azure/arm/index.ts';

/** The published schemas of the types that the kit uses. */
export const SCHEMAS = loadArmSchemas(fileURLToPath(new URL('../../support/arm-schemas/', import.meta.url)));
