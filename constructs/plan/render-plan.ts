import type { EnvironmentPlan, PlanFinding, PlanReport } from './plan-report.ts';
import { renderGateway } from './render-gateway.ts';

/** The plan for a terminal: what is made, where its outputs are, what is wrong, where the files lie. */
export function renderPlan(plan: PlanReport, folder: string): string {
  return [
    `${plan.name}, judged as of ${plan.asOf}`,
    ...plan.environments.map((environment) => renderEnvironment(environment, folder)),
    `Report: ${folder}/plan.json`,
  ].join('\n\n');
}

function renderEnvironment(plan: EnvironmentPlan, folder: string): string {
  return [
    `${plan.environment} on ${plan.cloud} (profile ${plan.profile}, ${plan.region})`,
    ...indent([
      ...renderResources(plan),
      ...renderOutputs(plan),
      ...(plan.gateway ? renderGateway(plan.gateway) : []),
      ...renderFindings(plan.findings),
      ...plan.notChecked.map((what) => `Not checked: ${what}`),
      ...renderAcknowledgements(plan),
      'Files',
      ...indent(plan.files.map((file) => `${folder}/${file}`)),
    ]),
  ].join('\n');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function renderResources({ resources }: EnvironmentPlan): string[] {
  const blocks = [...new Set(resources.map(({ block }) => block))];
  const rows = blocks.map((block) => {
    const types = resources.filter((resource) => resource.block === block).map(({ type }) => type.replace(/^(?:AWS::|Microsoft\.)/, ''));
    const counts = [...new Set(types)].sort().map((type) => {
      const count = types.filter((other) => other === type).length;
      return count > 1 ? `${type} x${count}` : type;
    });
    return `${block.padEnd(10)} ${String(types.length).padStart(3)}  ${counts.join(', ')}`;
  });
  return [`Resources: ${resources.length}`, ...indent(rows)];
}

function renderOutputs({ outputs }: EnvironmentPlan): string[] {
  const stacks = [...new Set(outputs.stackOutputs.map(({ stack }) => stack))];
  const rows = stacks.map(
    (stack) =>
      `${stack}: ${outputs.stackOutputs
        .filter((output) => output.stack === stack)
        .map(({ output }) => output)
        .join(', ')}`,
  );
  const parameters = outputs.parameters === undefined ? '' : `, and parameters below ${outputs.parameters}`;
  return [`Outputs: ${counted(outputs.stackOutputs.length, 'stack output')}${parameters}`, ...indent(rows)];
}

function renderFindings(findings: readonly PlanFinding[]): string[] {
  if (findings.length === 0) return ['Findings: none'];
  const rows = findings.flatMap(({ rule, severity, message, remedy, stack, logicalId, path }) => [
    `${[severity, rule, stack, logicalId, path].filter(Boolean).join(' ')}: ${message}`,
    ...(remedy ? [`  remedy: ${remedy}`] : []),
  ]);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return [`Findings: ${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}`, ...indent(rows)];
}

/** One row a decision: the rules of a tool that ask for the same stand together. */
function renderAcknowledgements({ acknowledgements }: EnvironmentPlan): string[] {
  const decisions = new Map<string, string[]>();
  for (const { tool, rule, reason, expires, findings } of acknowledgements) {
    const terms = [tool, counted(findings, tool === undefined ? 'finding' : 'resource'), expires && `until ${expires}`];
    const decision = `(${terms.filter(Boolean).join(', ')}): ${reason}`;
    decisions.set(decision, [...(decisions.get(decision) ?? []), rule]);
  }
  const rows = [...decisions].map(([decision, rules]) => `${rules.join(', ')} ${decision}`);
  return rows.length === 0 ? [] : ['Acknowledged', ...indent(rows)];
}
