/**
 * The ids of the kit's own rules, sorted: what an exemption can name. Each is a control with the same id on every cloud; what it asks for
 * stands in `constructs/policy`.
 */
export const RULE_IDS = [
  'DAT-01',
  'DAT-02',
  'DAT-03',
  'DAT-04',
  'DAT-05',
  'DAT-06',
  'DAT-07',
  'GOV-01',
  'GOV-02',
  'GOV-03',
  'GOV-04',
  'GOV-05',
  'INF-03',
  'INF-04',
  'INF-05',
  'INF-06',
  'INF-07',
  'INF-12',
  'INF-14',
  'INF-15',
  'INF-16',
  'INF-18',
  'INF-21',
  'INF-22',
  'KIT-01',
  'MON-03',
  'MON-05',
  'NET-01',
  'NET-02',
  'NET-03',
  'REL-01',
  'REL-03',
  'SEC-01',
  'SEC-02',
  'SEC-03',
  'SEC-04',
  'SEC-05',
  'SEC-06',
] as const;

/** The id of one of the kit's own rules, such as `NET-01`. */
export type RuleId = (typeof RULE_IDS)[number];
