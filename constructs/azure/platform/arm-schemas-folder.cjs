/**
 * Where the published ARM schemas lie: beside what is built, or in the tests of the checkout. Hand-written for both module systems, since
 * neither `import.meta` nor `__dirname` is in both; the build copies it.
 */
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const built = join(__dirname, '../../arm-schemas');
exports.ARM_SCHEMAS_FOLDER = existsSync(built) ? built : join(__dirname, '../../../tests/support/arm-schemas');
