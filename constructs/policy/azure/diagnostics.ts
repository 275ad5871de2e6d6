import { field, isSet, isTrue } from '../json.ts';
import type { AzureCheck, Observation } from '../rule.ts';
import { companions, refersTo } from './links.ts';
import { observe, onProgram } from './observe.ts';
import { inputAt, isUnknown, listAt, ofClass, type Registration, type Registrations } from './registrations.ts';
import { type StorageService, servicesOf } from './storage-services.ts';

const DESTINATIONS = ['workspaceId', 'storageAccountId', 'eventHubAuthorizationRuleId', 'marketplacePartnerId'];

/** A part of a resource that has the logs: how its id says so, and the class and the input by which a program makes it. */
interface Part {
  readonly path: string;
  readonly className: string;
  readonly input: string;
}

/** What a diagnostic setting must send: a group of categories, or each of some categories. */
interface Wanted {
  readonly groups: readonly string[];
  readonly categories: readonly string[];
}

/** Whether a setting sends what is wanted of a resource, or of one of its parts; a preview may know of either. */
function sends(setting: Registration, targets: Registrations, { groups, categories }: Wanted, path = ''): boolean {
  const uri = inputAt(setting, 'resourceUri');
  // A preview knows where an id comes from, not that of a part.
  const isPart = isUnknown(uri) || typeof uri !== 'string' || uri.toLowerCase().includes(path.toLowerCase());
  const logs = listAt(setting, 'logs').filter((log) => isTrue(field(log, 'enabled')));
  const names = (key: string) => logs.map((log) => field(log, key));
  return (
    isPart &&
    targets.some((target) => refersTo(setting, 'resourceUri', target)) &&
    DESTINATIONS.some((destination) => isSet(inputAt(setting, destination))) &&
    (groups.some((group) => names('categoryGroup').includes(group)) ||
      (categories.length > 0 && categories.every((category) => names('category').includes(category))))
  );
}

export function unlogged(registrations: Registrations, classes: readonly string[], wanted: Wanted): readonly Observation[] {
  return unloggedOf(registrations, ofClass(registrations, ...classes), wanted);
}

function unloggedOf(registrations: Registrations, resources: Registrations, wanted: Wanted, part?: Part): readonly Observation[] {
  const settings = ofClass(registrations, 'monitor:DiagnosticSetting');
  const names = [
    ...wanted.groups.map((group) => `the group ${group}`),
    ...(wanted.categories.length > 0 ? [wanted.categories.join(', ')] : []),
  ];
  return resources
    .filter((resource) => {
      const parts = part === undefined ? [] : companions(registrations, part.className, part.input, resource);
      return !settings.some((setting) => sends(setting, [resource, ...parts], wanted, part?.path));
    })
    .map((resource) =>
      observe(resource, 'diagnosticSettings', 'no diagnostic setting that sends its logs', {
        allowed: `a DiagnosticSetting with ${names.join(', or ')}, to a workspace, an account or an event hub`,
        remedy: 'Add a diagnostic setting for the resource.',
      }),
    );
}

/** Classes whose logs say who did what with models, data or secrets, or what went out. Blobs of an account are DAT-05. */
const DATA_PLANE = [
  'cognitiveservices:Account',
  'containerregistry:Registry',
  'keyvault:Vault',
  'network:AzureFirewall',
  'search:Service',
  'apimanagement:ApiManagementService',
  'dbforpostgresql:Server',
];

export const dataPlaneLogs: readonly AzureCheck[] = [
  onProgram((registrations) => unlogged(registrations, DATA_PLANE, { groups: ['allLogs', 'audit'], categories: [] })),
];

// https://learn.microsoft.com/azure/ai-services/diagnostic-logging
export const modelAudit: readonly AzureCheck[] = [
  onProgram((registrations) =>
    unlogged(registrations, ['cognitiveservices:Account'], { groups: ['allLogs'], categories: ['Audit', 'RequestResponse', 'Trace'] }),
  ),
];

// https://learn.microsoft.com/azure/key-vault/general/howto-logging
export const vaultAudit: readonly AzureCheck[] = [
  onProgram((registrations) => unlogged(registrations, ['keyvault:Vault'], { groups: ['allLogs', 'audit'], categories: ['AuditEvent'] })),
];

/** https://learn.microsoft.com/azure/storage/blobs/monitor-blob-storage */
const STORAGE_LOGS: Wanted = { groups: ['allLogs'], categories: ['StorageDelete', 'StorageRead', 'StorageWrite'] };

/** The logs belong to the service of an account that has the data, not to the account. */
const STORAGE_PARTS = {
  blob: { path: '/blobServices/', className: 'storage:BlobServiceProperties', input: 'accountName' },
  table: { path: '/tableServices/', className: 'storage:TableServiceProperties', input: 'accountName' },
} as const satisfies Record<StorageService, Part>;

export const blobAccessLogs: readonly AzureCheck[] = [
  onProgram((registrations) =>
    ofClass(registrations, 'storage:StorageAccount').flatMap((account) =>
      servicesOf(registrations, account).flatMap((service) => unloggedOf(registrations, [account], STORAGE_LOGS, STORAGE_PARTS[service])),
    ),
  ),
];
