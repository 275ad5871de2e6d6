import { expect, test } from 'vitest';
import { checkTemplate, type Finding, type PolicyContext } from '../../constructs/policy/index.ts';
import { PROD } from './templates.ts';

/** The findings of one rule. */
export function findingsOf(rule: string, subject: unknown, context: PolicyContext = PROD): readonly Finding[] {
  return checkTemplate(subject, context).filter((finding) => finding.rule === rule);
}

/** What a template shows, the template, and the context it is judged in (prod, where none is given). */
export type Case = readonly [name: string, subject: unknown, context?: PolicyContext];

/** The tests of one rule: what it lets through and what it finds. */
export function judges(rule: string, { allows, finds }: { readonly allows: readonly Case[]; readonly finds: readonly Case[] }): void {
  for (const [name, subject, context] of allows) {
    test(`${rule} allows ${name}`, () => {
      expect(findingsOf(rule, subject, context)).toEqual([]);
    });
  }
  for (const [name, subject, context] of finds) {
    test(`${rule} finds ${name}`, () => {
      const findings = findingsOf(rule, subject, context);
      expect(findings).not.toEqual([]);
      for (const { path, got, allowed, remedy } of findings) expect([path, got, allowed, remedy]).not.toContain('');
    });
  }
}
