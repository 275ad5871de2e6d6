import { expect, test } from 'vitest';
import { checkRegistrations, checkTemplate, type Finding, type PolicyContext, type Registrations } from '../../constructs/policy/index.ts';
import type { Cloud } from '../../constructs/spec/vocabulary.ts';
import { AZURE_PROD } from './registrations.ts';
import { PROD } from './templates.ts';

/** The findings of one rule in a CloudFormation template. */
export function findingsOf(rule: string, subject: unknown, context: PolicyContext = PROD): readonly Finding[] {
  return checkTemplate(subject, context).filter((finding) => finding.rule === rule);
}

/** The findings of one rule in what a Pulumi program registers. */
export function findingsIn(rule: string, subject: Registrations, context: PolicyContext = AZURE_PROD): readonly Finding[] {
  return checkRegistrations(subject, context).filter((finding) => finding.rule === rule);
}

/** What a subject shows, the subject, and the context it is judged in (prod, where none is given). */
type Case<Subject> = readonly [name: string, subject: Subject, context?: PolicyContext];

/** A rule that allows nothing or finds nothing is not tested. */
interface Cases<Subject> {
  readonly allows: readonly [Case<Subject>, ...Case<Subject>[]];
  readonly finds: readonly [Case<Subject>, ...Case<Subject>[]];
}

/**
 * The tests of one rule on one cloud: what it lets through and what it finds. `npm run report:controls` knows them by their names.
 */
export function judges(rule: string, cloud: 'aws', cases: Cases<unknown>): void;
export function judges(rule: string, cloud: 'azure', cases: Cases<Registrations>): void;
export function judges(rule: string, cloud: Cloud, { allows, finds }: Cases<unknown> | Cases<Registrations>): void {
  const judge = (subject: unknown, context: PolicyContext | undefined): readonly Finding[] =>
    cloud === 'aws' ? findingsOf(rule, subject, context) : findingsIn(rule, subject as Registrations, context);
  for (const [name, subject, context] of allows) {
    test(`${rule} on ${cloud} allows ${name}`, () => {
      expect(judge(subject, context)).toEqual([]);
    });
  }
  for (const [name, subject, context] of finds) {
    test(`${rule} on ${cloud} finds ${name}`, () => {
      const findings = judge(subject, context);
      expect(findings).not.toEqual([]);
      for (const { path, got, allowed, remedy } of findings) {
        for (const text of [path, got, allowed, remedy]) expect(text).toMatch(/\S/);
      }
    });
  }
}
