import { companions } from './links.ts';
import type { Registration, Registrations } from './registrations.ts';

/** What an account is for, as its private endpoints and its diagnostic settings call it. */
export type StorageService = 'blob' | 'table';

/** What an account is for, by what the program puts into it: tables where those are all, else blobs. */
export function servicesOf(registrations: Registrations, account: Registration): readonly StorageService[] {
  const holds = (className: string) => companions(registrations, className, 'accountName', account).length > 0;
  const tables = holds('storage:Table');
  return [...(!tables || holds('storage:BlobContainer') ? (['blob'] as const) : []), ...(tables ? (['table'] as const) : [])];
}
